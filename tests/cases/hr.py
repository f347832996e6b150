"""Cases of people, leave and payroll: one adapter, composed of parts that each bring what they can set up, do and check."""

import importlib
import importlib.util
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.cases.adapter import Adapter
from tests.clock import set_clock

PART_NAMES = ("tests.cases.hr_people", "tests.cases.hr_payroll")
"""Each module may have GIVEN, STEPS, CHECKS, VIEWS, CODES, and `hired(case, code, facts)`, called after each hiring."""

ORDER = ("base_currency", "time_zone", "workweek", "holidays", "components", "leave_types", "employees")
"""What is given is set up in this order; everything else comes after it."""

CURRENCIES = {"IDR": 0}
Given = Callable[["Hr", Any, Mapping[str, Any]], Awaitable[None]]
Does = Callable[["Hr", Mapping[str, Any]], Awaitable[None]]


def make_adapter(house: House, database: TestDatabase) -> Adapter:
    """An adapter for one case."""
    return Hr(house, database, [importlib.import_module(n) for n in PART_NAMES if importlib.util.find_spec(n)])


@dataclass
class Hr:
    """The company of a case, and what its steps left."""

    house: House
    database: TestDatabase
    parts: list[ModuleType]
    boss: Actor = field(init=False)
    employees: dict[str, int] = field(default_factory=dict)
    """Code -> employee."""
    employments: dict[str, int] = field(default_factory=dict)
    members: dict[str, Actor] = field(default_factory=dict)
    """Code of an employee or name of a user -> who signs in."""
    components: dict[str, int] = field(default_factory=dict)
    leave_types: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    seen: dict[tuple[str, str, str, str], bool] = field(default_factory=dict)
    """(who, resource, target, moment) -> whether it was shown."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What a part remembers for itself."""

    def __post_init__(self) -> None:
        self.givens: dict[str, Given] = self._all("GIVEN")
        self.does: dict[str, Does] = self._all("STEPS")
        self.checks: dict[str, Does] = self._all("CHECKS")
        self.views: dict[str, Callable[["Hr", Actor, str], Awaitable[None]]] = self._all("VIEWS")
        self.codes: dict[str, str] = self._all("CODES")

    def _all(self, name: str) -> dict[str, Any]:
        return {key: value for part in self.parts for key, value in getattr(part, name, {}).items()}

    def code_of(self, code: str) -> str:
        """The case files' spelling."""
        return self.codes.get(code, code)

    def can_begin(self, given: Mapping[str, Any]) -> bool:
        """Whether a part knows each thing that is given."""
        return set(given) <= set(self.givens)

    async def begin(self, given: Mapping[str, Any]) -> None:
        """A company, and what the case gives."""
        self.set_clock(None)
        currency = given["base_currency"]
        self.boss = await new_company(self.house, currency=currency["code"], decimals=currency["decimals"])
        rows = await self.read("select code, id from hr.pay_component where company_id = %s", self.boss.scope.company)
        self.components = dict(rows)
        await self.go_on(given)

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """Set up what is given, in order."""
        for name in sorted(given, key=lambda n: ORDER.index(n) if n in ORDER else len(ORDER)):
            await self.givens[name](self, given[name], given)

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Whether a part does it."""
        if step["do"] == "view":
            return step["resource"] in self.views
        return step["do"] in self.does

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """Whether a part checks it."""
        if check["check"] == "access":
            return check["resource"] in self.views
        return check["check"] in self.checks

    async def do(self, step: Mapping[str, Any]) -> None:
        """At the step's moment."""
        self.set_clock(step.get("at"))
        await self.does[step["do"]](self, step)

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare."""
        await self.checks[check["check"]](self, check)

    # -- what the parts use ---------------------------------------------------------------------------

    def set_clock(self, at: Any) -> None:
        """What is now: a day (nine in the morning), a moment in UTC, or None for the real time."""
        set_clock(self.database, None if at is None else self.moment(at))

    def moment(self, at: Any) -> datetime:
        """A day or a moment of the case."""
        text = str(at)
        if "T" in text:
            return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
        return datetime.combine(date.fromisoformat(text), time(9), ZoneInfo("Asia/Jakarta"))

    async def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as the company's administrator sees them."""
        return await (await self.boss.reader()).rows(sql, *values)

    async def member(self, name: str, *roles: str) -> Actor:
        """Somebody who signs in, made on first use."""
        if name not in self.members:
            self.members[name] = await new_member(self.boss, *roles, name=name)
        return self.members[name]
