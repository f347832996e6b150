"""A company in a story: its people by name, its calendar, and what the departments hear of each other."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from dapur.events.dispatcher import Dispatcher
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from dapur.testing.waiting import settled
from tests.clock import set_clock

JAKARTA = ZoneInfo("Asia/Jakarta")


def turn_calendar(database: TestDatabase, day: date | None, hour: int = 9) -> None:
    """It is nine in the morning of a day in Jakarta; None: it is now."""
    set_clock(database, None if day is None else datetime.combine(day, time(hour), JAKARTA))


@dataclass
class Story:
    """A company with every department. `people`: who works in it, by name; `known`: numbers by name."""

    house: House
    database: TestDatabase
    boss: Actor
    people: dict[str, Actor] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    @classmethod
    async def begin(cls, house: House, database: TestDatabase, day: str = "2026-08-03") -> "Story":
        """An empty company on its first day."""
        turn_calendar(database, date.fromisoformat(day))
        return cls(house, database, await new_company(house))

    async def colleague(self, name: str, *roles: str) -> Actor:
        """Somebody who works here and signs in."""
        self.people[name] = await new_member(self.boss, *roles, name=name)
        return self.people[name]

    def on(self, day: str) -> None:
        """It is this day."""
        turn_calendar(self.database, date.fromisoformat(day))

    async def everybody_hears(self) -> None:
        """Departments do what they do once they hear of what happened; what they cause is heard, too."""
        await settled(self.house)
        await Dispatcher(self.house).deliver_all(self.boss.scope.company)

    async def rows(self, query: str, who: Actor | None = None, **filters: Any) -> list[dict[str, Any]]:
        """What somebody sees in a list; `search`: what they type into its search field."""
        columns = tuple(column.name for column in self.house.registry.queries[query].columns)
        wish = Wish(columns=columns, search=filters.pop("search", ""), filters=filters, limit=100)
        return (await (who or self.boss).page(query, wish)).dicts()

    async def row(self, query: str, who: Actor | None = None, **filters: Any) -> dict[str, Any]:
        """The only row."""
        (found,) = await self.rows(query, who, **filters)
        return found

    async def value(self, sql: str, *values: Any) -> Any:
        """One figure of the company, read as its people read."""
        return await (await self.boss.reader()).value(sql, self.boss.scope.company, *values)
