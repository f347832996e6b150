"""Slips: for who runs the payroll, and for the person once they are released. Each reading is recorded."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.sql.selectable import FromClause

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.ranges import within
from dapur_base.tables import party
from dapur_hr.queries.scopes import SELF
from dapur_hr.tables import employee
from dapur_hr.tables_payroll import payroll_run, payslip, payslip_check, payslip_line

STATES = (
    Choice("problem", _("Not calculated")),
    Choice("open", _("Differs without a reason")),
    Choice("checked", _("Looked at")),
    Choice("explained", _("Explained")),
    Choice("same", _("As last month")),
)
TONES = {"problem": "red", "open": "yellow", "checked": "azure", "explained": "green", "same": "secondary"}
RUN_STATES = (
    Choice("draft", _("Begun")),
    Choice("calculating", _("Being calculated")),
    Choice("calculated", _("Calculated")),
    Choice("checked", _("Checked")),
    Choice("posted", _("Posted")),
    Choice("reversed", _("Reversed")),
)
RUN_TONES = {
    "draft": "secondary", "calculating": "azure", "calculated": "yellow", "checked": "blue", "posted": "green", "reversed": "red",
}  # fmt: skip

period = func.to_char(payslip.c.month, "YYYY-MM")
difference = func.coalesce(payslip.c.net - payslip.c.previous_net, payslip.c.net)
slip_state = case(
    (payslip.c.problem.is_not(None), "problem"),
    (payslip_check.c.id.is_not(None), "checked"),
    (func.cardinality(payslip.c.unexplained) > 0, "open"),
    (func.cardinality(payslip.c.reasons) > 0, "explained"),
    else_="same",
)
# Differences without a reason stand first (SG-15), and stay where they are once somebody looked at them.
order_of_state = case(
    (payslip.c.problem.is_not(None), 0),
    (func.cardinality(payslip.c.unexplained) > 0, 1),
    (func.cardinality(payslip.c.reasons) > 0, 2),
    else_=3,
)


def slips() -> FromClause:
    """Slips with their person, their run, and who looked at them."""
    same = payslip.c.company_id
    return (
        payslip.join(payroll_run, and_(payroll_run.c.company_id == same, payroll_run.c.id == payslip.c.run_id))
        .join(employee, and_(employee.c.company_id == same, employee.c.id == payslip.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == payslip.c.party_id))
        .outerjoin(
            payslip_check,
            and_(
                payslip_check.c.company_id == same,
                payslip_check.c.run_id == payslip.c.run_id,
                payslip_check.c.employment_id == payslip.c.employment_id,
                payslip_check.c.net == payslip.c.net,
            ),
        )
    )


def _released(user: int) -> ColumnElement[bool]:
    """Of a payroll that was taken back the person sees nothing until its month is run and released again."""
    return and_(SELF["self"](user), payroll_run.c.released_at.is_not(None), payroll_run.c.state == "posted")


PAYSLIPS = Query(
    "hr.payslips",
    _("Payslips"),
    "hr.pay.read",
    statement=lambda: select(payslip.c.id).select_from(slips()),
    company=payslip.c.company_id,
    description="Slips of every month: gross, deductions, net. A person sees the own ones once they are released.",
    columns=(
        Column("id", _("Number"), "id", payslip.c.id, hidden=True),
        Column("period", _("Month"), "text", period, phone=2, link="hr/payslips/{id}"),
        Column("month", _("First day"), "date", payslip.c.month, sort=True, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1),
        Column("number", _("Employee number"), "code", employee.c.number),
        Column("unit", _("Unit"), "text", payslip.c.unit),
        Column("gross", _("Gross"), "money", payslip.c.gross, sort=True, total=True),
        Column("deductions", _("Deductions"), "money", payslip.c.deductions, total=True),
        Column("net", _("Net pay"), "money", payslip.c.net, sort=True, total=True, phone=1),
        Column("employer_cost", _("Cost of the company"), "money", payslip.c.employer_cost, total=True),
        Column("paid_days", _("Paid days"), "number", payslip.c.paid_days),
        Column("period_days", _("Days of the month"), "integer", payslip.c.period_days),
        Column("unpaid_days", _("Unpaid days"), "number", payslip.c.unpaid_days),
        Column("status", _("Status"), "status", payroll_run.c.state, choices=RUN_STATES, tones=RUN_TONES, phone=2),
        Column("payroll", _("Payroll"), "id", payslip.c.run_id, hidden=True),
        Column("employee_id", _("Employee"), "id", payslip.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-month", "name", "id"),
    filters=(
        Filter("month", _("Month"), "dates", lambda ends: within(payslip.c.month, ends)),
        Filter("employee", _("Employee"), "reference", lambda v: payslip.c.employee_id == v, reference="hr.employees"),
        Filter("payroll", _("Payroll"), "reference", lambda v: payslip.c.run_id == v, reference="hr.payrolls"),
        Filter("status", _("Status"), "choice", lambda v: payroll_run.c.state == func.any(v), choices=RUN_STATES),
    ),
    search=(party.c.name, employee.c.number),
    sensitive=True,
    row_scopes={"self": _released},
)

SIDES = (
    Choice("earning", _("Earning")),
    Choice("benefit", _("Benefit in kind")),
    Choice("deduction", _("Deduction")),
    Choice("employer", _("Paid by the employer")),
)


def _lines() -> Select[Any]:
    same = payslip_line.c.company_id
    return select(payslip_line.c.code).select_from(
        payslip_line.join(payslip, and_(payslip.c.company_id == same, payslip.c.id == payslip_line.c.payslip_id))
        .join(payroll_run, and_(payroll_run.c.company_id == same, payroll_run.c.id == payslip.c.run_id))
        .join(employee, and_(employee.c.company_id == same, employee.c.id == payslip.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == payslip.c.party_id))
    )


PAYSLIP_LINES = Query(
    "hr.payslip_lines",
    _("Lines of payslips"),
    "hr.pay.read",
    statement=_lines,
    company=payslip_line.c.company_id,
    description="Every line with what it is computed from: basis, rate, and the ledger's role.",
    columns=(
        Column("payslip", _("Payslip"), "id", payslip_line.c.payslip_id, hidden=True),
        Column("position", _("Order on the slip"), "integer", payslip_line.c.position, hidden=True),
        Column("period", _("Month"), "text", period, link="hr/payslips/{payslip}", phone=2),
        Column("month", _("First day"), "date", payslip.c.month, sort=True, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1),
        Column("code", _("Code"), "code", payslip_line.c.code, sort=True, phone=2),
        Column("side", _("Side"), "status", payslip_line.c.side, choices=SIDES),
        Column("amount", _("Amount"), "money", payslip_line.c.amount, sort=True, phone=1),
        Column("basis", _("Basis"), "money", payslip_line.c.basis),
        Column("rate", _("Percent"), "text", payslip_line.c.rate),
        Column("role", _("Role in the ledger"), "code", payslip_line.c.role),
    ),
    key=("payslip", "position"),
    default_sort=("-month", "name", "payslip", "position"),
    filters=(
        Filter("payslip", _("Payslip"), "reference", lambda v: payslip_line.c.payslip_id == v, reference="hr.payslips"),
        Filter("month", _("Month"), "dates", lambda ends: within(payslip.c.month, ends)),
        Filter("side", _("Side"), "choice", lambda v: payslip_line.c.side == func.any(v), choices=SIDES),
        Filter("code", _("Code"), "text", lambda v: payslip_line.c.code == v),
        Filter("payroll", _("Payroll"), "reference", lambda v: payslip_line.c.run_id == v, reference="hr.payrolls"),
    ),
    search=(party.c.name, payslip_line.c.code),
    sensitive=True,
    row_scopes={"self": _released},
)
