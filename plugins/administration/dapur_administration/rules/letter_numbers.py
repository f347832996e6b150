"""What a pattern of letter numbers may say, and what it must say so that no number comes twice."""

import re
from collections.abc import Set
from datetime import date
from typing import Literal

from dapur.numbering import written

Counter = Literal["company", "unit", "kind", "unit_kind"]
Restart = Literal["never", "year", "month"]

PLACES = frozenset({"number", "unit", "kind", "org", "roman", "month", "year", "yy"})
_PLACE = re.compile(r"\{(\w*)\}")


def places(pattern: str) -> Set[str]:
    """The places that a pattern names."""
    return set(_PLACE.findall(pattern))


def unknown_places(pattern: str) -> list[str]:
    """Places that nothing fills, in order."""
    return sorted(places(pattern) - PLACES)


def missing_places(pattern: str, counter: Counter, restart: Restart) -> list[str]:
    """Places without which the same number would be written twice: each unit, kind, month and year counts for itself."""
    found = places(pattern)
    needed = ["number"]
    needed += ["unit"] if counter in ("unit", "unit_kind") else []
    needed += ["kind"] if counter in ("kind", "unit_kind") else []
    missing = [place for place in needed if place not in found]
    if restart == "month" and not found & {"roman", "month"}:
        missing.append("roman")
    if restart != "never" and not found & {"year", "yy"}:
        missing.append("year")
    return missing


def number_open(pattern: str, day: date, *, unit: str, kind: str, org: str) -> str:
    """The number of a letter of this day with {number} left for the counter: "{number}/HRD/DPR/VIII/2026"."""
    return written(pattern, day, 0, number="{number}", unit=unit, kind=kind, org=org)
