"""The other declarations of a plugin: manifest, schema, permissions, settings, jobs, events, services, imports."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from dapur.contract.fields import Form, Result, Shown
from dapur.contract.operation import Operation
from dapur.contract.words import Words

if TYPE_CHECKING:
    from dapur.operations.work import Work
    from dapur.queries.reader import Reader

CONTRACT_VERSION = (1, 0)


@dataclass(frozen=True)
class PluginInfo:
    """The manifest. `requires`: plugins that must be on; `can_use`: plugins it talks to when they are.

    always_on: infrastructure that every company has (web, base); it cannot be switched off.
    country: a pack of one country's rules ("ID"): a new company there begins with it.
    letter: the key after g that opens its first page. contract: range of contract versions it works with.
    """

    name: str
    title: Words
    version: str
    description: Words = ""
    requires: Sequence[str] = ()
    can_use: Sequence[str] = ()
    icon: str = "plug"
    letter: str = ""
    always_on: bool = False
    country: str = ""
    contract: tuple[tuple[int, int], tuple[int, int]] = ((1, 0), (2, 0))
    order: int = 100


@dataclass(frozen=True)
class Schema:
    """What a plugin stores: its own PostgreSQL schema, its mapped classes, its migrations folder."""

    name: str
    models: Sequence[type]
    migrations: str
    """Import path of the migrations package, e.g. "dapur_accounting.migrations"."""


@dataclass(frozen=True)
class Permission:
    """A right. `roles`: codes of the suggested roles that hold it when a company is set up.

    rows: names of the row scopes that a role may be narrowed to (queries declare what they mean). Of two roles that narrow
    differently the scope whose name sorts first holds, so name the wider one so.
    narrowed: suggested role -> row scope that it gets the right for (a manager: the own team).
    """

    name: str
    title: Words
    roles: Sequence[str] = ()
    sensitive: bool = False
    rows: Sequence[str] = ()
    narrowed: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Role:
    """A suggested role. rights: those of the core and of required plugins that it needs besides its plugin's own ("base.read")."""

    code: str
    title: Words
    description: Words = ""
    rights: Sequence[str] = ()


@dataclass(frozen=True)
class Setting:
    """A typed setting per company. `type` is anything pydantic understands."""

    name: str
    type: Any
    default: Any
    shown: Shown
    permission: str = "core.settings.change"


@dataclass(frozen=True)
class Job:
    """An operation on a timetable (cron, in the company's zone), for each company where the plugin is on."""

    name: str
    title: Words
    operation: Operation
    cron: str
    input: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """Something that happened. Subclass it (frozen dataclass, JSON-able fields); `name` is "plugin.past_tense"."""

    name = ""


@dataclass(frozen=True)
class EventHandler:
    """before: called in the transaction, may raise Refused, may not write. after: once committed, at least once."""

    event: type[Event]
    stage: Literal["before", "after"]
    run: "Callable[[Work, Any], Awaitable[None]]"
    name: str


@dataclass(frozen=True)
class Service:
    """Fulfils a Protocol of `dapur.services`: `make(work)` gives the implementation for one transaction.

    readable: `make` takes a Reader as well, so that queries, reports and pages find it too (statutory data, calendars).
    """

    protocol: type
    make: "Callable[[Any], Any]"
    readable: bool = False


@dataclass(frozen=True)
class GraphQLFigure:
    """A field of the API that no query or report can say. `name` is "plugin.name"; it reads and never writes.

    output: a Result, or anything pydantic understands. read: `await read(reader, form)` gives it.
    """

    name: str
    permission: str
    input: type[Form]
    output: Any
    read: "Callable[[Reader, Any], Awaitable[Any]]"
    description: str


@dataclass(frozen=True)
class GraphQLColumn:
    """A field on the rows of a query, one's own or another plugin's; there while both are on.

    needs: columns of the query that `read` looks at. read: `await read(reader, rows)` gets all rows of a
    page as dicts and gives one value of `output` for each, in order, so that no list reads row by row.
    """

    name: str
    query: str
    permission: str
    output: Any
    needs: Sequence[str]
    read: "Callable[[Reader, Sequence[Mapping[str, Any]]], Awaitable[Sequence[Any]]]"
    description: str


@dataclass(frozen=True)
class GraphQLTypes:
    """What operations, queries and reports can't express. There are no mutations: an operation is the only way to write."""

    figures: Sequence[GraphQLFigure] = ()
    columns: Sequence[GraphQLColumn] = ()


@dataclass(frozen=True)
class Setup:
    """What switching on writes for a company. `input` is asked by the set-up page; `demo` fills a demo company."""

    name: str
    title: Words
    input: type[Form]
    run: "Callable[[Work, Any], Awaitable[None]]"
    demo: "Callable[[Any], Awaitable[None]] | None" = None
    """`await demo(stage)`: fills a demo company; `stage.perform(name, input, user=…, at=…)` runs operations."""
    order: int = 100


@dataclass(frozen=True)
class ErrorCode:
    """A registered code and what it means, for the documentation."""

    code: str
    meaning: Words


@dataclass(frozen=True)
class ImportColumn:
    """A column of an import file.

    shown: its kind decides what `read` gets: money, number, quantity, rate, integer a Decimal; date a date; flag a
    bool; everything else text; an empty cell None. aliases: further headings that are matched by themselves.
    fields: input fields of the operation that it fills where they have another name ("account_id"), so that their
    problems are told at this column.
    """

    name: str
    shown: Shown
    required: bool = False
    aliases: Sequence[str] = ()
    example: str = ""
    fields: Sequence[str] = ()


class BatchResult(Result):
    """Answer of an import's batch operation; each list has one item a record, in their order."""

    existing: list[bool]
    """It was there before with the same content, so nothing was written."""
    titles: list[str] = []
    """What each is called, for the result page ("JU/2026/0001"); may be left out."""


@dataclass(frozen=True)
class Import:
    """Rows of a file turned into inputs of an operation.

    group: column whose equal values make one record of several rows that stand together; an empty cell continues the
    record above ("" = a row is a record).
    read: `read(rows, prepared)` gives the operation's raw input from the rows of one record (dicts by column name). It
    may raise Refused or Invalid at "column" or "2.column" (row of the record, from 0).
    options: a Form that is asked once for the whole file (which journal).
    prepare: `await prepare(reader, options)` gives what `read` needs (codes to ids), once per check and run.
    operation: does one record. It is safe to repeat: a result with `existing = True` says that the same was there.
    batch: does many at once for speed: input {"records": [raw, …]}, problems at "records.N.field", a BatchResult.
    reference: column that names the record to people.
    address: where the result page leads inside the company ("accounting/entries").
    """

    name: str
    title: Words
    permission: str
    columns: Sequence[ImportColumn]
    operation: Operation
    read: Callable[[Sequence[Mapping[str, Any]], Any], Mapping[str, Any]]
    prepare: "Callable[[Reader, Any], Awaitable[Any]] | None" = None
    group: str = ""
    batch: Operation | None = None
    reference: str = ""
    options: type[Form] | None = None
    address: str = ""

    @property
    def plugin(self) -> str:
        """The plugin that declares it."""
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class UserInterface:
    """A whole user interface: `make(house)` gives the route handlers that the server mounts. One per installation."""

    name: str
    make: "Callable[[Any], Sequence[Any]]"
