"""Pages of an import: choose a file, match its columns, check, save."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dapur_web.views.administration import PostView
from dapur_web.views.fields import ChoiceView, FieldView, ProblemView
from dapur_web.views.record import FactView
from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the import: done, now or to come."""

    title: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class OldRun:
    """An import of before."""

    file: str
    time: str
    url: str
    tone: str
    state: str


@dataclass(frozen=True, slots=True)
class ImportStartView:
    """Choose the file, or take the template."""

    template: ClassVar[str] = "importing/start.html"

    shell: ShellView
    title: str
    steps: Sequence[StepView]
    action: str
    key: str
    xlsx_url: str
    csv_url: str
    columns: Sequence[tuple[str, str, str, str]]
    """(title, required or not, hint, example)."""
    limits: str
    back_url: str
    problems: Sequence[ProblemView] = ()
    runs: Sequence[OldRun] = ()


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A column of the import with the headings that may fill it."""

    field: FieldView
    note: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What would become of a document of the file."""

    row: str
    reference: str
    title: str
    tone: str
    outcome: str


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A problem at its row and column."""

    row: str
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportRunView:
    """One import, at the step where it is."""

    template: ClassVar[str] = "importing/run.html"

    shell: ShellView
    title: str
    file: str
    badge: tuple[str, str]
    steps: Sequence[StepView]
    state: str
    action: str
    key: str
    version: str
    facts: Sequence[FactView] = ()
    matches: Sequence[MatchRow] = ()
    choices: Sequence[FieldView] = ()
    options: Sequence[FieldView] = ()
    unused: str = ""
    problems: Sequence[ProblemView] = ()
    sentence: str = ""
    tone: str = "info"
    preview: Sequence[RowOutcome] = ()
    preview_more: str = ""
    wrong: Sequence[WrongRow] = ()
    wrong_more: str = ""
    sheet_url: str = ""
    job_url: str = ""
    job_text: str = ""
    job_done: int = 0
    job_total: int = 0
    primary: PostView | None = None
    buttons: Sequence[PostView] = ()
    result_url: str = ""
    new_url: str = ""


def heading_choices(headings: Sequence[str], samples: Sequence[str]) -> list[ChoiceView]:
    """The headings of the file as choices, with what stands below them."""
    return [
        ChoiceView(str(place), f"{heading} ({sample})" if sample else heading)
        for place, (heading, sample) in enumerate(zip(headings, samples, strict=True))
    ]
