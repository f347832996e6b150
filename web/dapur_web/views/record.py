"""One thing: facts, tables, actions, files, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dapur_web.views.fields import ProblemView
from dapur_web.views.files import FilesView
from dapur_web.views.listing import HeadView, TotalRow
from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact: its name, its text, what it opens, the tone of a status."""

    title: str
    text: str
    url: str = ""
    tone: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class ActionView:
    """An operation offered here. post: done by a form with `fields`; else its page asks for what is missing.

    reason: why it can't be done now. confirm: the sentence of the dialog before it.
    """

    title: str
    url: str
    id: str
    icon: str = ""
    primary: bool = False
    post: bool = False
    fields: Sequence[tuple[str, str]] = ()
    key: str = ""
    reason: str = ""
    confirm: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A table under the record."""

    title: str
    heads: Sequence[HeadView]
    rows: Markup
    empty: str = ""
    totals: Sequence[TotalRow] = ()
    more_text: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A changed field, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Who did what when, through which door ("" for a page)."""

    who: str
    what: str
    when: str
    iso: str
    door: str = ""
    details: Sequence[Detail] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper or file of this record, made when it is opened."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CommentView:
    """What somebody said about it, line by line."""

    who: str
    lines: Sequence[str]
    when: str
    iso: str


@dataclass(frozen=True, slots=True)
class CommentFormView:
    """Where a new comment goes. people: suggests names behind an @, "" where nobody is to be named."""

    url: str
    fields: Sequence[tuple[str, str]]
    hint: str = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record page."""

    template: ClassVar[str] = "record.html"

    shell: ShellView
    title: str
    list_url: str
    facts: Sequence[FactView]
    status: str = ""
    tone: str = ""
    aside: Sequence[FactView] = ()
    actions: Sequence[ActionView] = ()
    related: Sequence[RelatedView] = ()
    panels: Sequence[tuple[str, Markup]] = ()
    history: Sequence[HistoryView] = ()
    documents: Sequence[DocumentView] = ()
    files: FilesView | None = None
    previous_url: str = ""
    next_url: str = ""
    edit_url: str = ""
    comments: Sequence[CommentView] = ()
    comment_form: CommentFormView | None = None
    problems: Sequence[ProblemView] = ()

    @property
    def primary(self) -> ActionView | None:
        """The likeliest next step."""
        return next((a for a in self.actions if a.primary and not a.reason), None)

    @property
    def others(self) -> list[ActionView]:
        """The other actions."""
        first = self.primary
        return [a for a in self.actions if a is not first]
