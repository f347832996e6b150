"""Reports: a typed input, one computed sheet, shown alike as page, PDF, XLSX, CSV, GraphQL and text."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from dapur.contract.fields import Form
from dapur.contract.query import Column
from dapur.contract.words import Words

if TYPE_CHECKING:
    from dapur.queries.reader import Reader


@dataclass(frozen=True)
class ReportRow:
    """One row. `cells` follow the sheet's columns; None is an empty cell.

    links: column name -> address inside the company ("accounting/ledger?account=12&…") that opens
    the rows behind the figure. key: stable name of the row for comparing and for GraphQL.
    """

    cells: Sequence[Any]
    level: int = 0
    style: Literal["line", "heading", "subtotal", "total"] = "line"
    links: dict[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True)
class Sheet:
    """A finished report. `head` are the facts printed above (company and time are added by the frame)."""

    title: Words
    columns: Sequence[Column]
    rows: Sequence[ReportRow]
    head: Sequence[tuple[Words, Words]] = ()
    notes: Sequence[Words] = ()
    more: str = ""
    """Cursor of the next page where a report is paged; empty when this is all."""


@dataclass(frozen=True)
class Report:
    """Declares a report. `build` reads; it never writes and sees no request."""

    name: str
    title: Words
    permission: str
    input: type[Form]
    build: "Callable[[Reader, Any], Awaitable[Sheet]]"
    description: str
    landscape: bool = False

    @property
    def plugin(self) -> str:
        """The plugin that declares it."""
        return self.name.partition(".")[0]
