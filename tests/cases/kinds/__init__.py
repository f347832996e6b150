"""Kinds of calculation (schema indonesia/cases/1): a module an area, with `KINDS`: kind -> what computes it.

    KINDS: Kinds = {"words": words}
    async def words(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]: ...

A kind answers with at least the keys that the case expects. Every number is exact: an int, a Decimal, or text.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dapur.house import House
from dapur.testing.companies import Actor, new_company


@dataclass
class Bench:
    """Where a calculation runs: an Indonesian company with every department on, made when one is needed."""

    house: House
    _actor: Actor | None = None

    async def actor(self) -> Actor:
        """Somebody with every right there."""
        if self._actor is None:
            self._actor = await new_company(self.house)
        return self._actor


Kind = Callable[[Bench, Mapping[str, Any]], Awaitable[dict[str, Any]]]
Kinds = dict[str, Kind]


def all_kinds() -> Kinds:
    """Every kind that some module here computes."""
    found: Kinds = {}
    for module in pkgutil.iter_modules(__path__):
        found.update(importlib.import_module(f"{__name__}.{module.name}").KINDS)
    return found
