"""Beside a payroll: how far it is, and the way to its comparison. On the home page: what waits."""

from dataclasses import dataclass

from dapur.contract import HomeTask, Panel, _
from dapur.language.dates import MonthOf
from dapur.queries.reader import Reader
from dapur_hr.operations.payroll.runs import OPEN_SLIPS


@dataclass(frozen=True)
class Standing:
    """How a payroll stands."""

    id: int
    people: int
    open: int
    problems: int


async def standing(reader: Reader, key: str) -> Standing | None:
    """What is open in the payroll of the page."""
    ((problems, unexplained, _net, people),) = await reader.rows(OPEN_SLIPS, reader.scope.company, int(key))
    return Standing(int(key), people, unexplained, problems)


async def tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Payrolls that are begun, and last month's where there is none."""
    rows = await reader.rows(
        "select id, month, pay_day, state from hr.payroll_run where company_id = %s and state not in ('posted', 'reversed')"
        " order by month",
        reader.scope.company,
    )
    return [
        HomeTask(
            _("Payroll of {month}").fill(month=MonthOf(month)),
            f"hr/payroll/{run}/compare",
            _("Ready to be posted") if state == "checked" else _("To be looked at"),
            due=pay_day,
            icon="report-money",
        )
        for run, month, pay_day, state in rows
    ] or None


PAYROLL_PANELS = (
    Panel(
        "hr.payroll", "hr.payroll_standing", _("Compared with last month"), "hr.payroll.read", "hr/panel_payroll.html", standing
    ),
    Panel("home.tasks", "hr.payroll_tasks", _("Payroll"), "hr.payroll.run", "", tasks, 30),
)
