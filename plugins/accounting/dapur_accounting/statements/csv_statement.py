"""A statement as CSV: columns by a layout that is saved with the bank account, or that a country pack knows."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO
from itertools import pairwise

from dapur.contract import Refused, _
from dapur.services.bank_formats import CsvLayout
from dapur_accounting.statements.statement import Statement, StatementLine, unreadable

OUTGOING = ("DB", "D", "DR", "DEBIT", "DEBET", "-")
YEAR = re.compile(r"\b(20\d\d)\b")
ZERO = Decimal(0)


def read_csv_statement(text: str, layouts: Sequence[CsvLayout], today: date) -> Statement:
    """The statement by the first layout whose columns stand in the file. Raises Refused."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter=_delimiter(text))]
    for layout in layouts:
        found = _heading(rows, layout)
        if found is not None:
            return _statement(rows, found, layout, today)
    raise Refused(
        "STATEMENT_COLUMNS",
        _("The columns of this file are not known. Enter in the bank account how its CSV is laid out."),
        field="file",
    )


def _delimiter(text: str) -> str:
    head = text[:5000]
    return max(",;\t|", key=head.count)


def _heading(rows: Sequence[Sequence[str]], layout: CsvLayout) -> int | None:
    wanted = {name.casefold() for name in layout.columns()}
    return next((n for n, row in enumerate(rows) if wanted <= {cell.casefold() for cell in row}), None)


def _statement(rows: Sequence[Sequence[str]], heading: int, layout: CsvLayout, today: date) -> Statement:
    names = [cell.casefold() for cell in rows[heading]]
    year = next((int(m[1]) for row in rows[:heading] if (m := YEAR.search(" ".join(row)))), today.year)
    lines = list(_lines(rows[heading + 1 :], names, layout, year))
    if not lines:
        return Statement([])
    if lines[0].day > lines[-1].day or (not _chained(lines) and _chained(lines[::-1])):
        lines.reverse()
    if lines[0].balance is None:
        return Statement(lines)
    if not _chained(lines):
        raise unreadable(layout.balance)
    return Statement(lines, lines[0].balance - lines[0].amount, lines[-1].balance)


def _lines(rows: Sequence[Sequence[str]], names: Sequence[str], layout: CsvLayout, year: int) -> Iterator[StatementLine]:
    for row in rows:
        cells = dict(zip(names, row, strict=False))
        amount = _amount(cells, layout)
        if amount:
            yield StatementLine(
                day=_day(_cell(cells, layout.date), layout, year),
                amount=amount,
                memo=" ".join(" ".join(_cell(cells, name) for name in layout.memo).split()),
                reference=_cell(cells, layout.reference),
                counterparty=_cell(cells, layout.counterparty),
                balance=_number(_cell(cells, layout.balance), layout) if _cell(cells, layout.balance) else None,
            )


def _cell(cells: Mapping[str, str], name: str) -> str:
    return cells.get(name.casefold(), "") if name else ""


def _amount(cells: Mapping[str, str], layout: CsvLayout) -> Decimal:
    if not layout.amount:
        incoming, outgoing = (_number(_cell(cells, name), layout) for name in (layout.credit, layout.debit))
        return abs(incoming) - abs(outgoing)
    text = _cell(cells, layout.amount)
    sign = _cell(cells, layout.sign).upper()
    if not sign and text[-2:].upper() in ("DB", "CR"):
        text, sign = text[:-2].strip(), text[-2:].upper()
    amount = _number(text, layout)
    return -abs(amount) if sign in OUTGOING else amount


def _number(text: str, layout: CsvLayout) -> Decimal:
    if not text or text == "-":
        return ZERO
    other = "," if layout.decimal_mark == "." else "."
    plain = re.sub(r"[^\d.,+-]", "", text).replace(other, "").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise unreadable(text[:40]) from None


def _day(text: str, layout: CsvLayout, year: int) -> date:
    try:
        if "%Y" in layout.date_format or "%y" in layout.date_format:
            return datetime.strptime(text, layout.date_format).date()  # noqa: DTZ007
        return datetime.strptime(f"{text} {year}", f"{layout.date_format} %Y").date()  # noqa: DTZ007
    except ValueError:
        raise unreadable(f"{layout.date}: {text[:40]}") from None


def _chained(lines: Sequence[StatementLine]) -> bool:
    """Every balance follows from the one before it."""
    return all(
        one.balance is None or two.balance is None or one.balance + two.amount == two.balance for one, two in pairwise(lines)
    )
