"""Plain SQL as the application's role: what is posted stays as it is."""

from typing import Any

import psycopg

from dapur.testing.companies import Actor
from tests.plugins.hr.payroll import Payroll

REFUSED = ("DP010", "42501", "23505")


def attempt(app_url: str, actor: Actor, sql: str, *values: Any) -> str:
    """The state with which a statement ends, "" when it goes through (it is rolled back)."""
    with psycopg.connect(app_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        try:
            connection.execute(sql.encode(), values or None)
            connection.execute("set constraints all immediate")
        except psycopg.Error as error:
            return error.sqlstate or "?"
        finally:
            connection.rollback()
    return ""


ATTACKS = (
    "update hr.payslip set net = 1, gross = 1, deductions = 0",
    "delete from hr.payslip",
    "truncate hr.payslip cascade",
    "update hr.payslip_line set amount = 1",
    "delete from hr.payslip_line",
    "insert into hr.payslip_line (company_id, payslip_id, position, run_id, code, side, amount, formula, source, role)"
    " select company_id, id, 99, run_id, 'bonus', 'earning', 1, '{}', '{}', 'x' from hr.payslip",
    "insert into hr.payslip (company_id, run_id, calculation, month, employment_id, employee_id, party_id)"
    " select company_id, run_id, 1, month, employment_id, employee_id, party_id from hr.payslip",
    "delete from hr.payslip_check",
    "insert into hr.payslip_check (company_id, run_id, employment_id, net, checked_by)"
    " select company_id, run_id, employment_id, net, 1 from hr.payslip",
    "update hr.payroll_run set state = 'draft', posted_at = null",
    "update hr.payroll_run set state = 'checked'",
    "update hr.payroll_run set pay_day = '2020-01-01'",
    "update hr.payroll_run set entry_id = -1",
    "delete from hr.payroll_run",
    "insert into hr.pay_entry (company_id, employment_id, component_id, month, amount)"
    " select s.company_id, s.employment_id, c.id, s.month, 1 from hr.payslip s, hr.pay_component c limit 1",
)


async def test_a_posted_payroll_cannot_be_changed(payroll: Payroll, app_url: str) -> None:
    await payroll.staff.hire(basic="9000000")
    run = await payroll.run("2026-09")
    await payroll.actor.perform(
        "hr.check_payslips", payroll=run.id, payslips=[row["id"] for row in await payroll.compared(run.id)]
    )
    await payroll.post(run.id)

    states = {sql: attempt(app_url, payroll.actor, sql) for sql in ATTACKS}

    assert {sql: state for sql, state in states.items() if state not in REFUSED} == {}


async def test_the_lines_of_a_slip_stay_in_its_run(payroll: Payroll, app_url: str) -> None:
    await payroll.staff.hire(basic="9000000")
    await payroll.run("2026-09", post=True)
    draft = await payroll.run("2026-10")

    smuggled = (
        "insert into hr.payslip_line (company_id, payslip_id, position, run_id, code, side, amount, formula, source, role)"
        " select company_id, id, 99, %s, 'bonus', 'earning', 1, '{}', '{}', 'x' from hr.payslip where month = '2026-09-01'"
    )

    assert attempt(app_url, payroll.actor, smuggled, draft.id) == "DP010", "the line names another run than its slip"


async def test_what_the_payroll_asks_is_kept_as_it_was_known(payroll: Payroll, app_url: str) -> None:
    hired = await payroll.staff.hire(basic="9000000")
    raw = {"employee": hired.id, "from_day": "2026-01-01"}
    await payroll.actor.perform("hr.note_payroll_facts", facts=[{"name": "ptkp", "value": "K/1"}], **raw)
    await payroll.actor.perform("hr.set_pay_account", bank="014", number="1234567890", **raw)

    for table, column in (("payroll_fact", "value"), ("pay_account", "bank_account_id")):
        assert attempt(app_url, payroll.actor, f"update hr.{table} set {column} = '999'") == "42501"
        assert attempt(app_url, payroll.actor, f"delete from hr.{table}") == "42501"
