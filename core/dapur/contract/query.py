"""A read, declared once: the table page, the export, the GraphQL connection and the CLI come from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select

from dapur.contract.fields import Choice, Form
from dapur.contract.words import Words

ColumnKind = Literal["text", "code", "number", "money", "quantity", "rate", "integer", "date", "time", "flag", "status", "id"]


@dataclass(frozen=True)
class Column:
    """One column of a listing or report.

    source: SQL expression (None where a report fills the cell itself).
    currency: name of the column that holds a row's currency; "" = the company's base currency.
    total: added up in the footer (never over different currencies).
    phone: 1 = first line of the card at 390 px, 2 = second line, 0 = left out.
    tones: status value -> green, blue, azure, red or secondary (statuses only); words from `choices`.
    link: route of the record it opens, with {column} placeholders, e.g. "accounting/entries/{id}".
    """

    name: str
    title: Words
    kind: ColumnKind = "text"
    source: ColumnElement[Any] | None = None
    sort: bool = False
    total: bool = False
    currency: str = ""
    choices: Sequence[Choice] = ()
    tones: dict[str, str] = field(default_factory=dict)
    phone: int = 0
    hidden: bool = False
    link: str = ""
    permission: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter that people may set. `apply` turns its value into a condition.

    Kinds: "text" one string; "choice" one of `choices` (values as list); "flag"; "reference" an id
    from the query named by `reference`; "dates" a pair (from, to), either may be None; "money" a
    pair of Decimals.
    """

    name: str
    title: Words
    kind: Literal["text", "choice", "flag", "reference", "dates", "money"]
    apply: Callable[[Any], ColumnElement[bool]]
    choices: Sequence[Choice] = ()
    reference: str = ""


@dataclass(frozen=True)
class Query:
    """A read. `statement()` gives FROM, joins and fixed conditions (its select list is replaced by the
    columns); `company` is the company column of the main table, which the query layer always compares.

    key: names of columns that identify a row and end every sort.
    default_sort: column names, "-" in front for descending; never empty.
    search: columns looked at by the free text search (prefix and word search).
    parameters: a Form with further inputs; `statement` then takes the validated form.
    sensitive: each reading is recorded.
    maker: address of the form page that makes a row ("accounting/accounts/new"), offered in fields that refer to this
    query; without it, the `new` form of the list page that shows it.
    """

    name: str
    title: Words
    permission: str
    statement: Callable[..., Select[Any]]
    company: ColumnElement[Any]
    columns: Sequence[Column]
    key: Sequence[str]
    default_sort: Sequence[str]
    description: str = ""
    filters: Sequence[Filter] = ()
    search: Sequence[ColumnElement[Any]] = ()
    parameters: type[Form] | None = None
    sensitive: bool = False
    maker: str = ""
    row_scopes: dict[str, Callable[[int], ColumnElement[bool]]] = field(default_factory=dict)

    @property
    def plugin(self) -> str:
        """The plugin that declares it."""
        return self.name.partition(".")[0]

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
