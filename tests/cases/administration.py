"""Cases of administration: a company, and what each part (modules `administration_*`) can do in it.

A part has `STEPS`: verb -> `await step(office, step)` (its answer is the step's result, None = ok), `CHECKS`: name ->
`await check(office)` (what is read, compared with `equals`), and `GIVEN`: what it can set up, each with
`await given(office, value)`, in the case's order. Words are shared by many cases: a part takes a case when it knows all
that is given, and some of it is in its `TELLING`, what only its own cases give.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import Any

import tests.cases
from dapur.contract import DapurError
from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.cases.adapter import Adapter, Different
from tests.clock import set_clock

PREFIX = "administration_"


def parts() -> list[ModuleType]:
    """The modules of the parts."""
    names = [m.name for m in pkgutil.iter_modules(tests.cases.__path__) if m.name.startswith(PREFIX)]
    return [importlib.import_module(f"tests.cases.{name}") for name in names]


def make_adapter(house: House, database: TestDatabase) -> Adapter:
    """An adapter for one case."""
    return Office(house, database)


@dataclass
class Office:
    """The company of a case. `things`: what steps leave for others, by name."""

    house: House
    database: TestDatabase
    boss: Actor = field(init=False)
    part: ModuleType = field(init=False)
    given: Mapping[str, Any] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    results: list[Any] = field(default_factory=list)

    def code_of(self, code: str) -> str:
        """The case files' spelling: BASE_STEP_NOT_OPEN is step_not_open, or what the part's `CODES` say."""
        known: Mapping[str, str] = getattr(self.part, "CODES", {})
        return known.get(code, code.partition("_")[2].lower())

    def can_begin(self, given: Mapping[str, Any]) -> bool:
        """Whether one part knows all of it."""
        return self._part_for(given) is not None

    async def begin(self, given: Mapping[str, Any]) -> None:
        """A company with what is given."""
        self.set_clock(None)
        self.boss = await new_company(self.house)
        await self.go_on(given)

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """Set up what the part knows."""
        found = self._part_for(given)
        assert found is not None
        self.part, self.given = found, given
        for name, value in given.items():
            if name != "continues":
                await self.part.GIVEN[name](self, value)

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Whether the case's part has the verb."""
        return step["do"] in self.part.STEPS

    async def do(self, step: Mapping[str, Any]) -> None:
        """Do it and keep its result, a refusal as well."""
        steps: Mapping[str, Callable[[Office, Mapping[str, Any]], Awaitable[Any]]] = self.part.STEPS
        try:
            result = await steps[step["do"]](self, step)
        except DapurError as refused:
            self.results.append({"refused": self.code_of(refused.code)})
            raise
        self.results.append("ok" if result is None else result)

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """The results of the steps, or what the part reads."""
        return check["check"] == "results" or check["check"] in self.part.CHECKS

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare. Raises Different."""
        name = check["check"]
        found = await self.part.CHECKS[name](self) if name in self.part.CHECKS else self.results
        if found != check["equals"]:
            raise Different(f"{name} is {found!r}, expected {check['equals']!r}")

    async def person(self, name: str, *roles: str) -> Actor:
        """Somebody of the company by the case's name for them."""
        if name not in self.people:
            self.people[name] = await new_member(self.boss, *(roles or ("clerk",)), name=name)
        return self.people[name]

    def set_clock(self, at: datetime | None) -> None:
        """The database's time from now on; a moment without a zone is one of Jakarta."""
        set_clock(self.database, at)

    def _part_for(self, given: Mapping[str, Any]) -> ModuleType | None:
        named = set(given) - {"continues"}
        return next((part for part in parts() if named <= set(part.GIVEN) and named & part.TELLING), None)
