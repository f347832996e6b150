"""Numbers of letters by a pattern, written by the core's numbering."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dapur.numbering import written
from tests.cases.kinds import Bench, Kinds


async def letter_number(_bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """The number of one letter; {seq} is what the product calls {number}."""
    tokens = {name: str(given[name]) for name in ("type", "unit", "company") if name in given}
    pattern = given["format"].replace("{seq}", "{number}")
    return {"number": written(pattern, date.fromisoformat(given["date"]), given["sequence"], given.get("width", 3), **tokens)}


KINDS: Kinds = {"letter_number": letter_number}
