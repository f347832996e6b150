"""A company whose payroll is run by operations."""

from dataclasses import dataclass
from typing import Any

from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.hr.staff import Staff, staff_of


@dataclass(frozen=True)
class Payroll:
    """Short ways to run, look at and post."""

    staff: Staff

    @property
    def actor(self) -> Actor:
        """Who does it."""
        return self.staff.actor

    async def run(self, month: str, *, post: bool = False) -> Any:
        """A month's payroll; posted after everything that differs was looked at."""
        run = await self.actor.perform("hr.start_payroll", month=f"{month}-01")
        return await self.post(run.id) if post else run

    async def post(self, run: int, **fields: Any) -> Any:
        """Look at everything that differs, then post."""
        open_ids = [row["id"] for row in await self.compared(run) if row["status"] == "open"]
        if open_ids:
            await self.actor.perform("hr.check_payslips", payroll=run, payslips=open_ids, note="Sudah dilihat")
        return await self.actor.perform("hr.post_payroll", id=run, **fields)

    async def compared(self, run: int) -> list[dict[str, Any]]:
        """The comparison with last month."""
        return (await self.actor.page("hr.payroll_comparison", Wish(filters={"payroll": run}))).dicts()

    async def one(self, run: int) -> dict[str, Any]:
        """The only row of the comparison."""
        (row,) = await self.compared(run)
        return row

    async def lines(self, run: int) -> dict[str, int]:
        """Amounts of all lines of a run with one person, by code."""
        rows = (await self.actor.page("hr.payslip_lines", Wish(filters={"payroll": run}, limit=200))).dicts()
        return {row["code"]: int(row["amount"]) for row in rows}

    async def enter(self, employee: int, code: str, amount: str, month: str, note: str = "") -> Any:
        """An amount of one month."""
        component = self.staff.components[code]
        raw = {"employee": employee, "component": component, "month": f"{month}-01", "amount": amount, "note": note}
        return await self.actor.perform("hr.add_pay_entry", raw)


async def payroll_of(actor: Actor) -> Payroll:
    """The company's payroll."""
    return Payroll(await staff_of(actor))
