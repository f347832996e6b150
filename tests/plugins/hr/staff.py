"""People for the tests of hr, hired by operations."""

from dataclasses import dataclass
from typing import Any

from dapur.testing.companies import Actor


@dataclass(frozen=True)
class Staff:
    """A company with pay components, and short ways to hire."""

    actor: Actor
    components: dict[str, int]

    async def hire(self, name: str = "Ratna Dewi", first_day: str = "2024-03-01", **facts: Any) -> Any:
        """An employee; `basic` is the monthly basic pay."""
        basic = facts.pop("basic", None)
        pay = [{"component": self.components["basic"], "amount": basic}] if basic else []
        return await self.actor.perform("hr.hire_employee", name=name, first_day=first_day, pay=pay, **facts)

    async def places(self) -> dict[str, int]:
        """Positions of one unit: head, clerk, driver."""
        unit = await self.actor.perform("base.save_organisation_unit", code="GDG", name="Gudang")
        titles = {"head": ("Kepala", "Head"), "clerk": ("Staf", "Clerk"), "driver": ("Sopir", "Driver")}
        found = {}
        for level, (code, (title_id, title_en)) in enumerate(titles.items(), 1):
            raw = {"code": code, "title_id": title_id, "title_en": title_en, "unit": unit.id, "level": level}
            found[code] = (await self.actor.perform("base.save_position", raw)).id
        return found

    async def leave_type(self, code: str) -> int:
        """The kind of leave of this code."""
        rows = await self.sql("select id from hr.leave_type where company_id = %s and code = %s", self.actor.scope.company, code)
        return int(rows[0][0])

    async def change(self, employee: int, amount: str, from_day: str, to_day: str | None = None) -> Any:
        """Another basic pay from a day on."""
        pay = [{"component": self.components["basic"], "amount": amount}]
        return await self.actor.perform("hr.change_pay", employee=employee, from_day=from_day, to_day=to_day, pay=pay)

    async def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as the company sees them."""
        return await (await self.actor.reader()).rows(text, *values)


async def staff_of(actor: Actor) -> Staff:
    """The company's components by code."""
    rows = await (await actor.reader()).rows("select code, id from hr.pay_component where company_id = %s", actor.scope.company)
    return Staff(actor, dict(rows))
