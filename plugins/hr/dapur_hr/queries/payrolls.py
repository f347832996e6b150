"""Payrolls: their state and what they come to; and last month beside this one, person by person."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.ranges import within
from dapur_base.tables import party
from dapur_hr.queries.payslips import (
    RUN_STATES,
    RUN_TONES,
    STATES,
    TONES,
    difference,
    order_of_state,
    slip_state,
    slips,
)  # fmt: skip
from dapur_hr.tables import employee
from dapur_hr.tables_payroll import payroll_run, payslip


def _sum(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return (
        select(func.coalesce(func.sum(column), 0))
        .where(payslip.c.company_id == payroll_run.c.company_id, payslip.c.run_id == payroll_run.c.id)
        .scalar_subquery()
    )


def _runs() -> Select[Any]:
    return select(payroll_run.c.id)


PAYROLLS = Query(
    "hr.payrolls",
    _("Payrolls"),
    "hr.payroll.read",
    statement=_runs,
    company=payroll_run.c.company_id,
    description="One a month: how far it is, what it comes to, its entry in the ledger.",
    columns=(
        Column("id", _("Number"), "id", payroll_run.c.id, hidden=True),
        Column("name", _("Month"), "text", func.to_char(payroll_run.c.month, "YYYY-MM"), phone=1, link="hr/payroll/{id}/compare"),
        Column("code", _("Code"), "code", func.to_char(payroll_run.c.month, "YYYY-MM"), hidden=True),
        Column("month", _("First day"), "date", payroll_run.c.month, sort=True, hidden=True),
        Column("pay_day", _("Paid on"), "date", payroll_run.c.pay_day, sort=True, phone=2),
        Column("people", _("People"), "integer", payroll_run.c.people, phone=2),
        Column("done", _("Calculated"), "integer", payroll_run.c.done, hidden=True),
        Column("gross", _("Gross"), "money", _sum(payslip.c.gross)),
        Column("net", _("Net pay"), "money", _sum(payslip.c.net), phone=1),
        Column("employer_cost", _("Cost of the company"), "money", _sum(payslip.c.employer_cost)),
        Column("entry_number", _("Journal entry"), "text", payroll_run.c.entry_number),
        Column("released_at", _("Released at"), "time", payroll_run.c.released_at),
        Column("status", _("Status"), "status", payroll_run.c.state, choices=RUN_STATES, tones=RUN_TONES, phone=1),
        Column("version", _("Version"), "integer", payroll_run.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-month", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: payroll_run.c.state == func.any(v), choices=RUN_STATES),
        Filter("month", _("Month"), "dates", lambda ends: within(payroll_run.c.month, ends)),
    ),
    search=(payroll_run.c.entry_number,),
)

COMPARISON = Query(
    "hr.payroll_comparison",
    _("Payroll compared with last month"),
    "hr.payroll.read",
    statement=lambda: select(payslip.c.id).select_from(slips()),
    company=payslip.c.company_id,
    description="A row a person: last month, this month, the difference and its reasons; what has none stands first.",
    columns=(
        Column("id", _("Number"), "id", payslip.c.id, hidden=True),
        Column("order", _("Order"), "integer", order_of_state, sort=True, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/payslips/{id}/compare"),
        Column("number", _("Employee number"), "code", employee.c.number),
        Column("unit", _("Unit"), "text", payslip.c.unit, phone=2),
        Column("previous_net", _("Last month"), "money", payslip.c.previous_net, total=True),
        Column("net", _("This month"), "money", payslip.c.net, sort=True, total=True, phone=2),
        Column("difference", _("Difference"), "money", difference, sort=True, total=True, phone=1),
        Column("reasons", _("Reasons"), "text", func.array_to_string(payslip.c.reasons, ", ")),
        Column("unexplained", _("Lines without a reason"), "text", func.array_to_string(payslip.c.unexplained, ", ")),
        Column("status", _("Status"), "status", slip_state, choices=STATES, tones=TONES, phone=1),
        Column("payroll", _("Payroll"), "id", payslip.c.run_id, hidden=True),
        Column("employee_id", _("Employee"), "id", payslip.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("order", "name", "id"),
    filters=(
        Filter("payroll", _("Payroll"), "reference", lambda v: payslip.c.run_id == v, reference="hr.payrolls"),
        Filter("status", _("Status"), "choice", lambda v: slip_state == func.any(v), choices=STATES),
        Filter("difference", _("Difference"), "money", lambda ends: within(difference, ends)),
    ),
    search=(party.c.name, employee.c.number),
    sensitive=True,
)
