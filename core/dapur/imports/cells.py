"""From a cell of a stranger's file to a value: what is not clear is refused, never guessed at."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dapur.contract import Problem, _
from dapur.contract.declarations import ImportColumn
from dapur.documents.sheet_reader import Cell
from dapur.language.dates import parse_date
from dapur.language.numbers import parse_number
from dapur.language.unclear import Unclear

NUMBERS = frozenset({"money", "number", "quantity", "rate", "integer"})
_THREE_PARTS = re.compile(r"(?:\D|^)\d{1,4}[/. -]+(?:\d{1,2}|[a-z]{3,9}\.?)[/. -]+\d{2,4}$|^\d{6}$|^\d{8}$", re.IGNORECASE)
_YES = {"1", "true", "ya", "y", "yes", "x", "✓", "benar"}
_NO = {"0", "false", "tidak", "t", "n", "no", "-", "salah"}

Reader = Callable[[Cell], Any]


class WrongCell(Exception):
    """The cell cannot be read as its column asks."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.message))
        self.problem = problem


def reader_of(column: ImportColumn, numbers: str, language: str, today: date) -> Reader:
    """Reads the cells of a column. `numbers`: id or en, how the file writes numbers. It raises WrongCell."""
    kind = column.shown.kind or "text"
    if kind in NUMBERS:
        return lambda cell: _number(cell, numbers, kind == "integer")
    if kind == "date":
        return lambda cell: _date(cell, language, today)
    if kind == "flag":
        return _flag
    return _text


def _number(cell: Cell, numbers: str, whole: bool) -> Decimal | None:
    if cell is None or isinstance(cell, Decimal):
        value = cell
    elif isinstance(cell, date):
        raise _wrong("NOT_A_NUMBER", _("This is a date. Write a number."))
    else:
        value = _parsed(cell, numbers)
    if whole and value is not None and value != value.to_integral_value():
        raise _wrong("NOT_WHOLE", _("Write a whole number."))
    return value


@lru_cache(maxsize=20_000)
def _parsed(text: str, numbers: str) -> Decimal:
    try:
        return parse_number(text, numbers)
    except Unclear as unclear:
        raise WrongCell(Problem(unclear.code, unclear.text, "", unclear.data)) from None


def _date(cell: Cell, language: str, today: date) -> date | None:
    if cell is None or isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal):
        raise _wrong("NOT_A_DATE", _("This is a number. Write a date, such as {example}.").fill(example=today.isoformat()))
    return _parsed_date(cell, language, today)


@lru_cache(maxsize=20_000)
def _parsed_date(text: str, language: str, today: date) -> date:
    # What a person types into a field ("+3", "2") has no place in a file: which day it is would change every day.
    if not _THREE_PARTS.search(text.strip()):
        problem = _('"{text}" is not a whole date. Write day, month and year, such as {example}.')
        raise _wrong("NOT_A_DATE", problem.fill(text=text[:40], example=today.isoformat()))
    try:
        return parse_date(text, language, today)
    except Unclear as unclear:
        raise WrongCell(Problem(unclear.code, unclear.text, "", unclear.data)) from None


def _flag(cell: Cell) -> bool | None:
    if cell is None:
        return None
    word = _text(cell)
    word = (word or "").casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise _wrong("NOT_A_FLAG", _("Write yes or no."))


def _text(cell: Cell) -> str | None:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell


def _wrong(code: str, message: Any) -> WrongCell:
    return WrongCell(Problem(code, message))


def shown_cell(cell: Cell) -> str:
    """A cell as a person finds it again in the file."""
    return _text(cell) or ""


def numbers_of(cells: Iterable[Cell], language: str) -> str:
    """How the file writes its numbers: what fits only one way decides, else the reader's language."""
    only = {"id": 0, "en": 0}
    for cell in cells:
        if isinstance(cell, str):
            fits = [way for way in only if _fits(cell, way)]
            if len(fits) == 1:
                only[fits[0]] += 1
    if only["id"] == only["en"]:
        return "id" if language == "id" else "en"
    return "id" if only["id"] > only["en"] else "en"


def _fits(text: str, way: str) -> bool:
    try:
        parse_number(text, way)
    except Unclear:
        return False
    return True
