"""Numbers of documents: a counter without gaps, written by a pattern such as "PO/{year}/{month}/{number}".

The pattern is a company's setting of the department; the counter belongs to the series, a key beside it (the unit of a
letter) and the period after which it begins again.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from dapur.contract.words import _
from dapur.operations.work import Work

Restart = Literal["never", "year", "month"]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PLACE = re.compile(r"\{(\w*)\}")


def _with_number(pattern: str) -> str:
    if "{number}" not in pattern:
        raise ValueError(_("The pattern needs {number} in curly brackets: without it all documents would have the same number."))
    return pattern


NumberPattern = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_with_number)]
"""The type of a setting that holds a pattern."""


@dataclass(frozen=True)
class Number:
    """A taken number: as it is written, and where it stands in its series."""

    text: str
    sequence: int


async def take_number(
    work: Work, series: str, day: date, pattern: str, *, restart: Restart = "year", key: str = "", digits: int = 4, **tokens: str
) -> Number:
    """The next number of a series ("logistics.purchase_order"), counted in the period of the document's day.

    Take it as the last statement of the operation: others wait for it until the transaction ends. `tokens` fill further places
    of the pattern ({unit}, {kind}). Raises KeyError for a place of the pattern that nothing fills.
    """
    sequence = await work.value("select core.take_number(%s, %s, %s, %s)", work.scope.company, series, key, period(day, restart))
    return Number(written(pattern, day, sequence, digits, **tokens), sequence)


def period(day: date, restart: Restart) -> str:
    """The period that a counter belongs to: "2026", "2026-11", or "" for ever."""
    return {"never": "", "year": f"{day:%Y}", "month": f"{day:%Y-%m}"}[restart]


def written(pattern: str, day: date, sequence: int, digits: int = 4, **tokens: str) -> str:
    """A number by its pattern: {number}, {year}, {yy}, {month}, {roman} (the month in Roman numerals), and the tokens."""
    values = {
        "number": str(sequence).zfill(digits),
        "year": f"{day:%Y}",
        "yy": f"{day:%y}",
        "month": f"{day:%m}",
        "roman": ROMAN[day.month - 1],
        **tokens,
    }
    return _PLACE.sub(lambda place: values[place[1]], pattern)
