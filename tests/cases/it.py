"""Cases of IT: a company, and what each part (modules `it_*`) can do in it. Built as administration's cases are."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

import tests.cases
from dapur.house import House
from dapur.testing.databases import TestDatabase
from tests.cases.adapter import Adapter
from tests.cases.administration import Office

PREFIX = "it_"


def make_adapter(house: House, database: TestDatabase) -> Adapter:
    """An adapter for one case."""
    return ItOffice(house, database)


def parts() -> list[ModuleType]:
    """The modules of the parts."""
    names = [m.name for m in pkgutil.iter_modules(tests.cases.__path__) if m.name.startswith(PREFIX)]
    return [importlib.import_module(f"tests.cases.{name}") for name in names]


class ItOffice(Office):
    """The company of a case of IT."""

    def code_of(self, code: str) -> str:
        """IT_NO_FREE_SEAT is no_free_seat."""
        known: Mapping[str, str] = getattr(self.part, "CODES", {})
        return known.get(code, code.removeprefix("IT_").lower())

    def _part_for(self, given: object) -> ModuleType | None:
        named = set(given) - {"continues"}  # type: ignore[call-overload]
        return next((part for part in parts() if named <= set(part.GIVEN) and named & part.TELLING), None)
