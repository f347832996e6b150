"""Cases of training: a school, and what each part (modules `training_*`) can do in it.

A part has `TELLING`: what only its own cases give, `await begin(school)`, `STEPS`: verb -> `await step(school, step)` (its
answer is the step's result, None = ok), `CHECKS`: name -> `await check(school)`. `await any_check(school, name)` reads what
is named by the case itself ("after_cancel_2", "ani").
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import tests.cases
from dapur.contract import DapurError
from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.cases.adapter import Adapter, Different
from tests.clock import set_clock

PREFIX = "training_"
LATE = datetime(2030, 1, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))


def parts() -> list[ModuleType]:
    """The modules of the parts."""
    names = [m.name for m in pkgutil.iter_modules(tests.cases.__path__) if m.name.startswith(PREFIX)]
    return [importlib.import_module(f"tests.cases.{name}") for name in names]


def make_adapter(house: House, database: TestDatabase) -> Adapter:
    """An adapter for one case."""
    return School(house, database)


@dataclass(frozen=True)
class Person:
    """Somebody who learns: as a person of base, and signed in."""

    party: int
    actor: Actor


@dataclass
class School:
    """The company of a case. `things`: what steps leave for checks, by name."""

    house: House
    database: TestDatabase
    boss: Actor = field(init=False)
    part: ModuleType = field(init=False)
    given: Mapping[str, Any] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    courses: dict[str, int] = field(default_factory=dict)
    skills: dict[str, int] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    results: list[Any] = field(default_factory=list)

    def code_of(self, code: str) -> str:
        """The case files' spelling: TRAINING_NO_ATTEMPTS_LEFT is no_attempts_left."""
        return code.partition("_")[2].lower()

    def can_begin(self, given: Mapping[str, Any]) -> bool:
        """Whether one part knows it."""
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
        await self.part.begin(self)

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Whether the case's part has the verb."""
        return step["do"] in self.part.STEPS

    async def do(self, step: Mapping[str, Any]) -> None:
        """Do it and keep its result; a refusal is a result with its facts."""
        try:
            result = await self.part.STEPS[step["do"]](self, step)
        except DapurError as refused:
            facts = self.part.facts_of(refused) if hasattr(self.part, "facts_of") else {}
            self.results.append({"refused": self.code_of(refused.code), **facts})
        else:
            self.results.append("ok" if result is None else result)

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """The results of the steps, or what the part reads."""
        name = check["check"]
        return name == "results" or name in self.part.CHECKS or (hasattr(self.part, "any_check") and self.part.knows(self, name))

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare. Raises Different."""
        name = check["check"]
        if name in self.part.CHECKS:
            found = await self.part.CHECKS[name](self)
        elif name == "results":
            found = self.results
        else:
            found = await self.part.any_check(self, name)
        if found != check["equals"]:
            raise Different(f"{name} is {found!r}, expected {check['equals']!r}")

    # -- what the parts share -------------------------------------------------------------------------

    async def person(self, name: str) -> Person:
        """Somebody by the case's name for them."""
        if name not in self.people:
            actor = await new_member(self.boss, "clerk", name=name)
            saved = await self.boss.perform("base.save_party", name=name, kind="person", user=actor.scope.user)
            self.people[name] = Person(saved.id, actor)
        return self.people[name]

    def name_of(self, party: int) -> str:
        """The case's name for a person."""
        return next(name for name, person in self.people.items() if person.party == party)

    async def course(self, code: str, *, kind: str = "external", **facts: Any) -> int:
        """A published course; facts: those of its version."""
        saved = await self.boss.perform("training.save_course", code=code, title_id=code, title_en=code, kind=kind)
        await self.boss.perform("training.save_version", id=saved.draft, **facts)
        await self.boss.perform("training.publish_version", id=saved.draft)
        self.courses[code] = saved.id
        return int(saved.id)

    async def certified(self, name: str, code: str, on: date) -> Any:
        """Somebody completed a course on a day; the clock stands late enough to note it."""
        person = await self.person(name)
        return await self.boss.perform(
            "training.note_completion", party=person.party, course=self.courses[code], on_day=on, proof="Menurut kasus"
        )

    async def skill(self, code: str, family: str = "technology") -> int:
        """A skill by its code."""
        if code not in self.skills:
            saved = await self.boss.perform("training.save_skill", code=code, name_id=code, name_en=code, family=family)
            self.skills[code] = saved.id
        return self.skills[code]

    async def position(self, code: str) -> int:
        """A position in a unit of its own."""
        if code not in self.things:
            unit = await self.boss.perform("base.save_organisation_unit", code=f"U-{code}", name=code)
            saved = await self.boss.perform("base.save_position", code=code, title_id=code, title_en=code, unit=unit.id)
            self.things[code] = saved.id
        return int(self.things[code])

    def set_clock(self, at: datetime | None) -> None:
        """The database's time from now on; a moment without a zone is one of Jakarta."""
        set_clock(self.database, at)

    def _part_for(self, given: Mapping[str, Any]) -> ModuleType | None:
        named = set(given)
        if "gaps" in named or "rules" in named:  # their courses are what closes gaps or is due
            named -= {"courses"}
        return next((part for part in parts() if named & part.TELLING), None)


def day_of(value: Any) -> date:
    """A day of a case."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def moment_of(value: Any) -> datetime:
    """A moment of a case; a day alone is its morning."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return at if at.tzinfo else at.replace(hour=9, tzinfo=ZoneInfo("Asia/Jakarta"))


def year_before(day: date) -> date:
    """The day on which a certificate of twelve months that ends on `day` was earned."""
    return (day - timedelta(days=364)).replace(day=day.day, month=day.month, year=day.year - 1)


def told(value: Decimal) -> str:
    """A figure without trailing zeros."""
    return f"{value.normalize():f}"
