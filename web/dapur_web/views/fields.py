"""Fields of a form and the grid of its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from dapur_web.views.files import FilesView
from dapur_web.views.shell import ShellView


def field_id(name: str) -> str:
    """The id of a field's element, also for "lines.0.amount": what summaries and labels point to."""
    return "f-" + name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One allowed value."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field. value: as it stands in the input; text: the words of a chosen reference; values: of many choices.

    url: where a combobox asks for suggestions. stop: Enter halts here.
    """

    name: str
    id: str
    kind: str
    label: str
    value: str = ""
    text: str = ""
    values: Sequence[str] = ()
    hint: str = ""
    error: str = ""
    choices: Sequence[ChoiceView] = ()
    url: str = ""
    required: bool = True
    stop: bool = False
    width: str = "normal"
    decimals: int | None = None
    sensitive: bool = False
    autocomplete: str = ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a line grid."""

    name: str
    label: str
    kind: str
    url: str = ""
    choices: Sequence[ChoiceView] = ()
    stop: bool = False
    required: bool = True
    width: str = "normal"
    decimals: int | None = None

    @property
    def look(self) -> str:
        """Class of its cells."""
        return "money" if self.kind in ("money", "number", "quantity", "rate", "integer") else ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line: for each column its value, the words of a reference, and its error. hidden: what it carries unseen."""

    cells: Sequence[tuple[str, str, str]]
    hidden: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class GridView:
    """A table of real form fields. balance: two columns whose difference must be zero."""

    name: str
    id: str
    label: str
    columns: Sequence[GridColumn]
    rows: Sequence[GridRow]
    balance: tuple[str, str] | None
    currency: str
    decimals: int
    preview_url: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields under one heading."""

    fields: Sequence[FieldView]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A line of the summary; target: id of the field that it links to, "" for none."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class DraftView:
    """Unsaved input that came back: since when, and where it is discarded."""

    time: str
    discard_url: str


@dataclass(frozen=True, slots=True)
class TheirsView:
    """A field that somebody else changed meanwhile: their value beside what was typed here."""

    label: str
    theirs: str
    mine: str
    target: str


@dataclass(frozen=True, slots=True)
class ScanView:
    """The scan field over a grid. known: codes, things and meanings, as the script reads them.

    fresh: the lines that stand there are what is expected, nothing is counted yet. learn: address that remembers an unknown
    code. as_expected: words of the button that takes all as expected. commands: address of the sheet with printed commands.
    """

    grid: str
    field: str
    quantity: str
    known: Mapping[str, Any]
    fresh: bool
    learn: str
    as_expected: str
    commands: str


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What an input would mean. address: gives it anew; told: selects the fields that it is told; typed: the ids of those."""

    template: str
    content: Any
    address: str
    told: str
    typed: Sequence[str]


@dataclass(frozen=True, slots=True)
class FormView:
    """A form page. key: makes sending it twice save once. version: of the row that is edited, was: its values then."""

    template: ClassVar[str] = "form.html"

    shell: ShellView
    title: str
    action: str
    form_name: str
    key: str
    sections: Sequence[FormSection]
    submit: str
    working: str
    version: str = ""
    was: str = ""
    grids: Sequence[GridView] = ()
    problems: Sequence[ProblemView] = ()
    draft: DraftView | None = None
    draft_url: str = ""
    draft_title: str = ""
    next_title: str = ""
    sensitive: bool = False
    multipart: bool = False
    danger: bool = False
    confirm: str = ""
    conflict_text: str = ""
    changed: Sequence[TheirsView] = ()
    cancel_url: str = ""
    totals: Sequence[tuple[str, str, str]] = ()
    """Sums that the server knows: name, title, text."""
    hidden: Sequence[tuple[str, str]] = ()
    scan: ScanView | None = None
    beside: FilesView | None = None
    """Files that the person looks at while typing."""
    outlook: OutlookView | None = None
