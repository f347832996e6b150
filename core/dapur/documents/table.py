"""What every writer takes: a head (UX CH-2), columns and a stream of rows, from a report or a listing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dapur.contract.query import Column
from dapur.contract.report import ReportRow, Sheet
from dapur.contract.words import Text, Words, _
from dapur.language.catalogue import show, translate
from dapur.language.dates import format_date, format_moment
from dapur.language.numbers import currency_decimals, format_money, format_number
from dapur.language.text import clean, mark_bidi

NUMERIC = frozenset({"number", "money", "quantity", "rate", "integer"})


@dataclass(frozen=True)
class Head:
    """What stands above the table, the same on screen and in every file.

    facts: period, as of, known on, basis, filters. who, when: who took it out and at which moment.
    currency: the company's base currency, in which bare amounts are.
    """

    company: str
    title: Words
    who: str
    when: datetime
    facts: Sequence[tuple[Words, Words]] = ()
    language: str = "id"
    zone: str = "Asia/Jakarta"
    currency: str = "IDR"

    def lines(self) -> list[tuple[str, str]]:
        """The facts in the reader's words, ending with who and when."""
        known = [
            (translate(name, self.language, self.zone), translate(fact, self.language, self.zone)) for name, fact in self.facts
        ]
        made = f"{mark_bidi(clean(self.who))}, {format_moment(self.when, self.zone, self.language)}"
        return [*known, (translate(_("Made by"), self.language), made)]


@dataclass(frozen=True)
class Table:
    """A table on its way out. `rows` may be a stream and is then read once.

    landscape: None lets the width decide. add_totals: a listing's total columns are added up at the
    end, for each currency by itself; a report brings its own total rows.
    """

    head: Head
    columns: Sequence[Column]
    rows: Iterable[ReportRow]
    notes: Sequence[Words] = ()
    landscape: bool | None = None
    add_totals: bool = False
    _places: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._places.update({column.name: place for place, column in enumerate(self.columns)})

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return translate(self.head.title, self.head.language, self.head.zone)

    def titles(self) -> list[str]:
        """The columns' titles; a money column of the base currency names it (UX LG-5)."""
        language = self.head.language
        return [
            f"{translate(column.title, language)} ({self.head.currency})"
            if column.kind == "money" and not column.currency
            else translate(column.title, language)
            for column in self.columns
        ]

    def currency_of(self, column: Column, cells: Sequence[Any]) -> str:
        """The currency of an amount in this row."""
        place = self._places.get(column.currency) if column.currency else None
        return str(cells[place]) if place is not None and cells[place] else self.head.currency

    def all_rows(self) -> Iterator[ReportRow]:
        """The rows, then the totals where they are to be added."""
        if not self.add_totals or not any(column.total for column in self.columns):
            yield from self.rows
            return
        sums: dict[int, dict[str, Decimal]] = {place: {} for place, column in enumerate(self.columns) if column.total}
        for row in self.rows:
            for place, by_currency in sums.items():
                value = row.cells[place]
                if value is not None:
                    column = self.columns[place]
                    currency = self.currency_of(column, row.cells) if column.kind == "money" else ""
                    by_currency[currency] = by_currency.get(currency, Decimal(0)) + value
            yield row
        yield from self._total_rows(sums)

    def _total_rows(self, sums: dict[int, dict[str, Decimal]]) -> Iterator[ReportRow]:
        """One total row, or one for each currency."""
        currencies = sorted({currency for found in sums.values() for currency in found if currency})
        for number, currency in enumerate(currencies or [""]):
            cells: list[Any] = [None] * len(self.columns)
            for place, found in sums.items():
                if self.columns[place].kind == "money":
                    cells[place] = found.get(currency)
                    if self.columns[place].currency in self._places:
                        cells[self._places[self.columns[place].currency]] = currency
                elif number == 0:
                    cells[place] = found.get("", Decimal(0))
            if cells[0] is None and 0 not in sums:
                cells[0] = _("Total")
            yield ReportRow(cells, style="total")


def from_sheet(sheet: Sheet, head: Head, landscape: bool = False) -> Table:
    """A finished report; its facts follow those of the head. `landscape`: as the report declares."""
    whole = replace(head, title=sheet.title, facts=(*head.facts, *sheet.head))
    return Table(whole, sheet.columns, sheet.rows, sheet.notes, landscape or None)


def from_rows(columns: Sequence[Column], rows: Iterable[Sequence[Any]], head: Head) -> Table:
    """A listing as a table: tuples in the order of the columns, streamed."""
    return Table(head, columns, (ReportRow(cells) for cells in rows), add_totals=True)


def cell_text(table: Table, column: Column, cells: Sequence[Any], value: Any) -> str:
    """A cell as people read it: in PDF and plain text."""
    head = table.head
    if value is None:
        return ""
    if column.kind == "money" and isinstance(value, (Decimal, int)):
        currency = table.currency_of(column, cells)
        bare = currency == head.currency or column.currency in table._places
        return format_money(value, currency, currency_decimals(currency), head.language, bare=bare)
    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        # a number in a text or key column is a name (account 1100, year 2026), not a count
        return format_number(value, head.language) if column.kind in NUMERIC else str(value)
    if isinstance(value, datetime):
        return format_moment(value, head.zone, head.language)
    if isinstance(value, date):
        return format_date(value, head.language)
    return words_of(table, column, value)


def words_of(table: Table, column: Column, value: Any) -> str:
    """A cell that holds words: choices by their titles, texts translated, typed names cleaned and marked."""
    language = table.head.language
    if column.choices and isinstance(value, str):
        for choice in column.choices:
            if choice.value == value:
                return translate(choice.title, language)
    if isinstance(value, (Text, bool)):
        return show(value, language, table.head.zone)
    return mark_bidi(clean(str(value)))
