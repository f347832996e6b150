"""What a department brings so that its cases run: how a step is done, and how a check is made."""

import importlib
import importlib.util
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from dapur.house import House
from dapur.testing.databases import TestDatabase


class Different(Exception):
    """What is, and what should be."""


def same(found: Any, wanted: Any, what: str) -> None:
    """Raise Different unless it is what the case expects."""
    if found != wanted:
        raise Different(f"{what} is {_told(found)}, expected {_told(wanted)}")


def _told(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return re.sub(r"Decimal\('([^']*)'\)", lambda m: _told(Decimal(m[1])), str(value))


class Adapter(Protocol):
    """One company in which one case (or a chain of them) is played. Everything goes through operations and reads.

    A step that is refused raises the refusal; `code_of` gives the case files' spelling of its code.
    """

    async def begin(self, given: Mapping[str, Any]) -> None:
        """Make the company, with what the case gives."""
        ...

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """Add what a continuing case gives."""
        ...

    def can_begin(self, given: Mapping[str, Any]) -> bool:
        """Whether what is given can be set up."""
        ...

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Whether there is an operation for this step."""
        ...

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """Whether there is something to read for this check."""
        ...

    async def do(self, step: Mapping[str, Any]) -> None:
        """Perform it. Raises DapurError when it is refused."""
        ...

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare. Raises Different."""
        ...

    def code_of(self, code: str) -> str:
        """A registered code in the spelling of the case files."""
        ...


def adapter_for(department: str, house: House, database: TestDatabase) -> Adapter | None:
    """The department's adapter (module `tests.cases.<department>`), or None while there is none."""
    name = f"tests.cases.{department}"
    if not department.isidentifier() or importlib.util.find_spec(name) is None:
        return None
    made: Adapter = importlib.import_module(name).make_adapter(house, database)
    return made
