"""Pages as declarations: the shell renders them, so that a department writes no template for ordinary work."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dapur.contract.document import Document
from dapur.contract.operation import Operation
from dapur.contract.query import Query
from dapur.contract.report import Report
from dapur.contract.words import Words

if TYPE_CHECKING:
    from dapur.queries.reader import Reader


@dataclass(frozen=True)
class Menu:
    """Place in the department's menu; smaller order first. group: heading over neighbours of the same group ("" = none)."""

    title: Words
    order: int = 100
    icon: str = ""
    group: Words = ""


@dataclass(frozen=True)
class View:
    """A ready-made view: a tab over the list. `filters` are filter name -> value as in the URL."""

    name: str
    title: Words
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = ""


@dataclass(frozen=True)
class ListPage:
    """A listing at /{company}/{plugin}/{path}."""

    path: str
    query: Query
    title: Words
    menu: Menu | None = None
    views: Sequence[View] = ()
    new: str = ""
    """Path of the form page that makes a new one ("entries/new")."""
    new_title: Words = ""
    importer: str = ""
    """Name of the import that fills it."""
    empty: Words = ""
    actions: "Sequence[Action]" = ()
    """Actions of its record page whose `key` works on the row: it opens the record and asks to confirm there."""


@dataclass(frozen=True)
class Action:
    """An operation offered on a record. `prefill` maps input field -> column of the record.

    when: status values of the record's `status` column for which it is offered (empty: always).
    primary: the likeliest next step for these statuses: one big button.
    confirm: sentence that is asked before a deed without further fields, with {column} placeholders of the record.
    """

    operation: Operation
    prefill: dict[str, str] = field(default_factory=dict)
    when: Sequence[str] = ()
    primary: bool = False
    icon: str = ""
    key: str = ""
    confirm: Words = ""
    done: str = ""
    """Address inside the company after success, with {field} placeholders from the result; "" = back to the record."""
    form: str = ""
    """Path of a form page of the plugin that asks for the rest ("orders/{id}/receive"), with {column} placeholders from
    the record; "" = a plain form of what `prefill` leaves open."""


@dataclass(frozen=True)
class DocumentLink:
    """A document offered on a record: input field -> column of the record. when: statuses for which it is offered."""

    document: Document
    prefill: dict[str, str] = field(default_factory=lambda: {"id": "id"})
    when: Sequence[str] = ()


@dataclass(frozen=True)
class Related:
    """A table under the record: a query filtered to it. `filters`: filter or parameter name -> column of the record."""

    query: Query
    title: Words
    filters: dict[str, str]


@dataclass(frozen=True)
class RecordPage:
    """One thing at /{company}/{plugin}/{path} with an {id}: facts, tables, history, files, actions, slots."""

    path: str
    query: Query
    """Listing query; the record is its row with this key."""
    title: str
    """Name of the column that titles it."""
    list_path: str
    facts: Sequence[str]
    related: Sequence[Related] = ()
    actions: Sequence[Action] = ()
    documents: Sequence[DocumentLink] = ()
    edit: str = ""
    """Path of the form page that edits it, with {id}."""
    edit_when: Sequence[str] = ()
    """Status values for which it may be edited (empty: always)."""
    history: str = ""
    """Table (schema.table) whose audit records are its history."""
    files: str = ""
    """Attachment table (schema.table with owner_id and file_id), made by `core.make_attachment_table`. The files also stand
    beside the form page that edits the record (`edit`) and the one that makes it (its `done` is this page)."""
    attach: str = ""
    """Name of the operation that attaches a file."""
    comments: str = ""
    """Comment table (schema.table with owner_id, author_id, body, written_at)."""
    comment: str = ""
    """Name of the operation that comments: its input has `owner` and `body`."""
    aside: Sequence[str] = ()
    """Fact columns shown big in the side card."""
    slot: str = ""
    """Name of its slot for panels of other plugins, e.g. "accounting.entry"."""


class ScanCommand(StrEnum):
    """Codes that a scan field obeys instead of counting them; printed on a sheet, they spare the keyboard."""

    AS_EXPECTED = "DAPUR-ALL"
    FINISH = "DAPUR-DONE"
    UNDO = "DAPUR-UNDO"


@dataclass(frozen=True)
class ScanCode:
    """A code that a scanner may read, and what it stands for.

    value, text: what a line of the grid then says, and its words. adds: how much one scan adds. expected, most: how much of it
    is to come, and how much may come at most (None: nobody knows, no limit). fills: further references of a new line:
    column -> (value, words). means: input of the form that learns codes, by which a code that nobody knew comes to stand for
    this; with no code of its own, it is only offered there. opens: address inside the company that the code leads to instead.
    """

    code: str
    value: int
    text: str
    adds: Decimal = Decimal(1)
    expected: Decimal | None = None
    most: Decimal | None = None
    fills: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    means: Mapping[str, int | str] = field(default_factory=dict)
    opens: str = ""


@dataclass(frozen=True)
class Scan:
    """A field over a form's grid that keeps the focus while codes are scanned: each adds to the quantity of its line.

    field: column of the grid that says what a line is (a reference). quantity: column that counts. codes: `await
    codes(reader, path_parameters)` gives all that may come. learn: operation that remembers an unknown code: its input has
    `code`, and what `ScanCode.means` names. as_expected: words of the button that takes all that is expected as it is; what
    differs is asked about once, when the form is sent. commands: the sheet with the printed `ScanCommand`s.

    Without a connection the finished form waits in the browser under its own key, and is sent when the connection is back.
    """

    field: str
    quantity: str
    codes: "Callable[[Reader, dict[str, str]], Awaitable[Sequence[ScanCode]]]"
    learn: Operation | None = None
    as_expected: Words = ""
    commands: Document | None = None


@dataclass(frozen=True)
class FormTotals:
    """Sums under a form that only the server knows (tax, rounding); asked anew whenever a cell is left.

    names: (name, title) in order. `await compute(reader, raw)` gives amount and currency by name, from what could be read of
    the input so far: anything may still be missing there; what cannot be said yet is left out.
    """

    names: Sequence[tuple[str, Words]]
    compute: "Callable[[Reader, dict[str, Any]], Awaitable[dict[str, tuple[Decimal, str]]]]"


@dataclass(frozen=True)
class FormOutlook:
    """What an input would mean, beside its fields before it is saved; asked anew at any change in the form.

    template: draws what `await context(reader, raw)` gives (as `content`), from what could be read of these fields so far:
    anything may still be missing there. A control with `data-put="id of a field"` puts its own value into that field.
    """

    template: str
    fields: Sequence[str]
    context: "Callable[[Reader, dict[str, Any]], Awaitable[Any]]"


@dataclass(frozen=True)
class FormPage:
    """A form for an operation at /{company}/{plugin}/{path}.

    initial: `await initial(reader, path_parameters)` gives the first values (plain data by field name,
    including "version" where the operation takes one).
    done: address after success, with {field} placeholders from the result.
    draft: operation that stores the same input as a document draft (Ctrl+S), if any.
    """

    path: str
    operation: Operation
    title: Words
    done: str
    initial: "Callable[[Reader, dict[str, str]], Awaitable[dict[str, Any]]] | None" = None
    draft: Operation | None = None
    draft_done: str = ""
    """Address after a draft was stored, with {field} placeholders from its result."""
    menu: Menu | None = None
    confirm: Words = ""
    """Sentence of the dialog before a deed that can't be undone."""
    grid: str = ""
    balance: tuple[str, str] | None = None
    """Two money fields of the grid whose running difference must be zero (debit, credit)."""
    scan: Scan | None = None
    totals: FormTotals | None = None
    outlook: FormOutlook | None = None


@dataclass(frozen=True)
class ReportPage:
    """A report with its filter form, drill-down, print and exports."""

    path: str
    report: Report
    menu: Menu | None = None
    initial: "Callable[[Reader], Awaitable[dict[str, Any]]] | None" = None


@dataclass(frozen=True)
class TemplatePage:
    """A page that deserves a hand: own template of the plugin, context as a dataclass (typed, documented).

    context: `await context(reader, parameters)`; parameters are those of the address's path, and those behind its "?".
    """

    path: str
    template: str
    title: Words
    permission: str
    context: "Callable[[Reader, dict[str, str]], Awaitable[Any]]"
    menu: Menu | None = None


@dataclass(frozen=True)
class PublicPage:
    """A page for people who are not signed in, at /public/{company}/{plugin}/{path}: a certificate's check, a calendar feed.

    `context(reader, path_parameters)` reads as nobody, without any permission, and decides by what the address knows (a long
    random code, never a countable number); it raises NotFound for what it does not recognise. It gives plain data for the
    template, which extends "web/outside.html", or a DocumentFile, which is sent as it is (template "").
    """

    path: str
    title: Words
    context: "Callable[[Reader, dict[str, str]], Awaitable[Any]]"
    template: str = ""


Page = ListPage | RecordPage | FormPage | ReportPage | TemplatePage | PublicPage


@dataclass(frozen=True)
class Panel:
    """A piece for a named slot of another's page ("home.cards", "home.tasks", "accounting.entry").

    `content(reader, key)` gives plain data for the template; None leaves the panel out.
    """

    slot: str
    name: str
    title: Words
    permission: str
    template: str
    content: "Callable[[Reader, str], Awaitable[Any]]"
    order: int = 100


@dataclass(frozen=True)
class HomeCard:
    """A figure on the home page: content of a panel of slot "home.cards" (template "")."""

    title: Words
    value: Decimal
    address: str = ""
    note: Words = ""
    tone: str = ""
    money: bool = True


@dataclass(frozen=True)
class HomeTask:
    """Something that the person must do: content of a panel of slot "home.tasks". key: the key that opens it from the home page."""

    title: Words
    address: str
    detail: Words = ""
    due: date | None = None
    icon: str = "circle-check"
    key: str = ""


@dataclass(frozen=True)
class HomeChart:
    """A line of money over time: content of a panel of slot "home.charts". points: (label, value)."""

    title: Words
    sentence: Words
    points: Sequence[tuple[Words, Decimal]]
    address: str = ""
