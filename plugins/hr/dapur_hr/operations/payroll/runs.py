"""Runs, locked, and what stands in the way of posting one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dapur.contract import NotFound, Refused, _
from dapur.operations.work import Work

# A slip that could not be computed, or that differs without a reason and that nobody looked at since.
OPEN_SLIPS = """
    select count(*) filter (where s.problem is not null) as problems,
           count(*) filter (where s.problem is null and s.unexplained <> '{}' and c.id is null) as unexplained,
           coalesce(sum(s.net), 0) as net, count(*) as people
    from hr.payslip s left join hr.payslip_check c
        on c.company_id = s.company_id and c.run_id = s.run_id and c.employment_id = s.employment_id and c.net = s.net
    where s.company_id = %s and s.run_id = %s
"""


@dataclass(frozen=True)
class Run:
    """A row of hr.payroll_run."""

    id: int
    month: date
    pay_day: date
    state: str
    calculation: int
    people: int
    done: int
    entry_id: int | None
    posted_on: date | None
    version: int

    @property
    def number(self) -> str:
        """As the ledger knows it: a month that was reversed may be run again."""
        return f"{self.month:%Y-%m}/{self.id}"


async def locked_run(work: Work, run: int, *, unposted: bool = True) -> Run:
    """The run, locked. Raises NotFound, or Refused (HR_PAYROLL_POSTED) where it must still be open."""
    row = await work.row(
        "select id, month, pay_day, state, calculation, people, done, entry_id, posted_on, version from hr.payroll_run"
        " where company_id = %s and id = %s for update",
        work.scope.company,
        run,
    )
    if row is None:
        raise NotFound(field="id")
    found = Run(**row)
    if unposted and found.state in ("posted", "reversed"):
        words = _("The payroll of {month} is posted already. Correct it in the next month, or reverse it.")
        raise Refused("HR_PAYROLL_POSTED", words.fill(month=found.month), field="id")
    return found


async def open_slips(work: Work, run: int) -> dict[str, Any]:
    """How many slips have a problem, how many differ without a reason, and what all of them come to."""
    row = await work.row(OPEN_SLIPS, work.scope.company, run)
    assert row is not None
    return row


async def settle(work: Work, run: int) -> str:
    """After slips were computed or looked at: checked when nothing is open, else calculated."""
    found = await open_slips(work, run)
    state = "calculated" if found["problems"] or found["unexplained"] else "checked"
    await work.run(
        "update hr.payroll_run set state = %s, version = version + 1 where company_id = %s and id = %s and state <> %s",
        *(state, work.scope.company, run, state),
    )
    return state
