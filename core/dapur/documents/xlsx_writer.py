"""XLSX: numbers are numbers, dates are dates, text is never a formula; rows stream through a file."""

from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.contract.errors import Refused
from dapur.contract.query import Column
from dapur.contract.words import _
from dapur.documents.table import NUMERIC, Table, words_of
from dapur.language.catalogue import translate
from dapur.language.numbers import currency_decimals
from dapur.language.text import clean

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_000
LONGEST_TEXT = 32_767
EXACT_DIGITS = 15
"""A spreadsheet holds numbers as floats; a longer one is written as text, so that no digit changes."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "d mmm yyyy",
}
_WIDTHS = {
    "date": 12,
    "time": 17,
    "flag": 8,
    "integer": 10,
    "quantity": 12,
    "rate": 10,
    "number": 14,
    "money": 18,
    "code": 18,
    "status": 14,
    "id": 10,
}
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_xlsx(table: Table, out: IO[bytes]) -> None:
    """Write the workbook into a binary file. Raises Refused (TOO_MANY_ROWS) past what a sheet holds."""
    import xlsxwriter  # with the first workbook: most processes make none

    book = xlsxwriter.Workbook(out, _OPTIONS)
    try:
        made = table.head.when.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
        book.set_properties({"title": table.title, "company": table.head.company, "author": table.head.who, "created": made})
        _Writer(book, table).write()
    finally:
        book.close()


class _Writer:
    """One workbook with one sheet; formats are made once for each look."""

    def __init__(self, book: "xlsxwriter.Workbook", table: Table) -> None:
        self.book = book
        self.table = table
        self.zone = ZoneInfo(table.head.zone)
        self.formats: dict[tuple[str, str, int, bool], Format] = {}
        name = clean(table.title).translate(_FORBIDDEN_IN_NAME).strip()[:31]
        self.sheet: Worksheet = book.add_worksheet(name or None)

    def write(self) -> None:
        titles = self.table.titles()
        for place, (column, title) in enumerate(zip(self.table.columns, titles, strict=True)):
            self.sheet.set_column(place, place, self._width(column, title))
        first = self._head(titles)
        number = first
        for number, row in enumerate(self.table.all_rows(), first):
            if number - first >= MOST_ROWS:
                text = _("A spreadsheet holds at most {most} rows. Narrow the filter, or take CSV.")
                raise Refused("TOO_MANY_ROWS", text.fill(most=MOST_ROWS))
            for place, (column, value) in enumerate(zip(self.table.columns, row.cells, strict=True)):
                level = row.level if place == 0 else 0
                self._cell(number, place, column, row.cells, value, row.style, level)
        for offset, note in enumerate(self.table.notes, 2):
            words = translate(note, self.table.head.language, self.table.head.zone)
            self.sheet.write_string(number + offset, 0, words[:LONGEST_TEXT])
        self._page(first, len(titles))

    def _head(self, titles: list[str]) -> int:
        """Company, title, facts, column titles. Returns the first row of the body."""
        head = self.table.head
        self.sheet.write_string(0, 0, clean(head.company), self._format("", "heading"))
        self.sheet.write_string(1, 0, self.table.title, self._format("", "title"))
        line = 1
        for line, (name, fact) in enumerate(head.lines(), 2):
            self.sheet.write_string(line, 0, f"{name}: {fact}"[:LONGEST_TEXT])
        top = line + 2
        for place, title in enumerate(titles):
            right = self.table.columns[place].kind in NUMERIC
            self.sheet.write_string(top, place, title, self._format("", "head", right=right))
        return top + 1

    def _page(self, first: int, columns: int) -> None:
        self.sheet.freeze_panes(first, 1 if columns > 1 else 0)
        self.sheet.repeat_rows(first - 1)
        self.sheet.set_paper(9)  # A4
        if self.table.landscape or sum(_WIDTHS.get(c.kind, 24) for c in self.table.columns) > 100:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&R&P/&N")

    def _width(self, column: Column, title: str) -> float:
        return max(_WIDTHS.get(column.kind, 28), min(len(title) + 2, 24))

    def _cell(self, row: int, place: int, column: Column, cells: Any, value: Any, style: str, level: int) -> None:
        right = column.kind in NUMERIC
        if value is None:
            self.sheet.write_blank(row, place, None, self._format("", style, level, right))
        elif isinstance(value, bool) or not isinstance(value, (Decimal, int, date)):
            words = words_of(self.table, column, value)[:LONGEST_TEXT]
            self.sheet.write_string(row, place, words, self._format("@", style, level, right))
        elif isinstance(value, datetime):
            there = value.astimezone(self.zone).replace(tzinfo=None)
            self.sheet.write_datetime(row, place, there, self._format("d mmm yyyy hh:mm", style, level))
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, value, self._format("d mmm yyyy", style, level))
        elif not right:
            self.sheet.write_string(row, place, str(value), self._format("@", style, level))
        elif _digits(value) > EXACT_DIGITS:
            self.sheet.write_string(row, place, f"{value:f}", self._format("@", style, level, True))
        else:
            pattern = self._pattern(column, cells, value)
            self.sheet.write_number(row, place, value, self._format(pattern, style, level, True))

    def _pattern(self, column: Column, cells: Any, value: Decimal | int) -> str:
        """The number format: a currency's own decimals, sen only where they exist."""
        if column.kind != "money":
            return "#,##0" if column.kind == "integer" else "#,##0.######" if value % 1 else "#,##0"
        currency = self.table.currency_of(column, cells)
        decimals = currency_decimals(currency)
        if value % 1:
            decimals = max(decimals, 2)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return pattern if currency == self.table.head.currency or column.currency else f"[${currency}] {pattern}"

    def _format(self, pattern: str, style: str, level: int = 0, right: bool = False) -> "Format":
        key = (pattern, style, level, right)
        if key not in self.formats:
            look: dict[str, Any] = {"font_name": "Calibri", "font_size": 11}
            if pattern:
                look["num_format"] = pattern
            if level:
                look["indent"] = min(level, 15)
            if right:
                look["align"] = "right"
            look |= _STYLES.get(style, {})
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "subtotal": {"bold": True, "top": 1},
    "total": {"bold": True, "top": 1, "bottom": 6},
}


def _digits(value: Decimal | int) -> int:
    """Significant digits; trailing zeros do not count."""
    digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if "." in digits:
        digits = digits.rstrip("0")
    return len(digits.replace(".", "").lstrip("-0").rstrip("0"))
