"""Pages of the company's management and of one's own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dapur_web.views.fields import FieldView, FormSection, FormView, ProblemView
from dapur_web.views.listing import ListView, TabView
from dapur_web.views.record import Detail, FactView
from dapur_web.views.shell import FrameView, ShellView


@dataclass(frozen=True, slots=True)
class PostView:
    """A button that posts. confirm: the sentence of its dialog, "" to do it at once. reason: why it can't be done now."""

    id: str
    title: str
    url: str
    danger: bool = False
    confirm: str = ""
    reason: str = ""
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class TabbedFormView(FormView):
    """A form under tabs, with facts below it; read_only: only the facts."""

    template: ClassVar[str] = "administration/tabbed_form.html"

    tabs: Sequence[TabView] = ()
    facts: Sequence[FactView] = ()
    intro: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A record of the audit log in words. url opens it alone."""

    id: int
    time: str
    iso: str
    who: str
    deed: str
    action: str
    tone: str
    thing: str
    which: str
    door: str
    details: Sequence[Detail]
    url: str = ""


@dataclass(frozen=True, slots=True)
class RightView:
    """A right that somebody holds, through which roles; narrowed: words of the row scope, "" for all rows."""

    name: str
    title: str
    roles: str
    narrowed: str
    url: str
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class RightsGroup:
    """The rights of one department."""

    title: str
    rights: Sequence[RightView]


@dataclass(frozen=True, slots=True)
class PersonView(FormView):
    """A member: facts, roles to choose, what follows from them, what happened."""

    template: ClassVar[str] = "administration/person.html"

    badge: tuple[str, str] = ("", "")
    facts: Sequence[FactView] = ()
    deeds: Sequence[PostView] = ()
    groups: Sequence[RightsGroup] = ()
    entries: Sequence[LogEntry] = ()
    may_change: bool = False
    user: int = 0


@dataclass(frozen=True, slots=True)
class OnceView:
    """Something that is shown once: a link or a token. text is "" when it was shown before."""

    template: ClassVar[str] = "administration/once.html"

    shell: ShellView
    title: str
    intro: str
    text: str
    gone: str
    back_url: str
    back_title: str
    again_url: str = ""
    again_title: str = ""


@dataclass(frozen=True, slots=True)
class PeopleView(ListView):
    """People or invitations: a list under tabs. deeds: by row number, what can be done there."""

    template: ClassVar[str] = "administration/people.html"

    pages: Sequence[TabView] = ()
    deeds: Sequence[tuple[str, PostView]] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A right and, for each role in order, "" (no), "all", or the words of the row scope that narrows it."""

    name: str
    title: str
    url: str
    sensitive: bool
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class RolesView:
    """Which role holds which right. roles: (title, url, people). groups: department and its rights.

    new_rights: what an update brought and no role was offered yet; give: hands them out as the plugins suggest.
    """

    template: ClassVar[str] = "administration/roles.html"

    shell: ShellView
    title: str
    roles: Sequence[tuple[str, str, str]]
    groups: Sequence[tuple[str, Sequence[MatrixRow]]]
    new_url: str = ""
    new_rights: Sequence[str] = ()
    give: PostView | None = None


@dataclass(frozen=True, slots=True)
class RightChoice:
    """A right in the form of a role. scopes: (value, words) of row scopes, empty where it can't be narrowed."""

    name: str
    id: str
    title: str
    checked: bool
    sensitive: bool
    scopes: Sequence[tuple[str, str]]
    scope: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class RoleView(FormView):
    """A role and all its rights, by department."""

    template: ClassVar[str] = "administration/role.html"

    groups: Sequence[tuple[str, Sequence[RightChoice]]] = ()
    deeds: Sequence[PostView] = ()
    people: Sequence[tuple[str, str]] = ()
    rights_error: str = ""


@dataclass(frozen=True, slots=True)
class HoldersView:
    """Who may do this, and why. holders: name, address, roles with their addresses, narrowed."""

    template: ClassVar[str] = "administration/holders.html"

    shell: ShellView
    title: str
    right: str
    opens: Sequence[tuple[str, str]]
    holders: Sequence[tuple[str, str, Sequence[tuple[str, str]], str]]
    roles: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department: whether it is on, what it needs, what needs it, and the switch."""

    name: str
    title: str
    icon: str
    description: str
    version: str
    badge: tuple[str, str]
    needs: str
    needed_by: str
    switch: PostView | None = None
    asks_url: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """All installed departments."""

    template: ClassVar[str] = "administration/departments.html"

    shell: ShellView
    title: str
    intro: str
    departments: Sequence[DepartmentView]


@dataclass(frozen=True, slots=True)
class LogView(ListView):
    """The audit log in words. sealed: how far it is sealed; check: the button that checks the seals."""

    template: ClassVar[str] = "administration/log.html"

    entries: Sequence[LogEntry] = ()
    seals_url: str = ""
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class LogEntryView:
    """One record of the log, whole."""

    template: ClassVar[str] = "administration/log_entry.html"

    shell: ShellView
    title: str
    facts: Sequence[FactView]
    details: Sequence[Detail]
    problems: Sequence[str]
    back_url: str
    same_url: str
    same_title: str


@dataclass(frozen=True, slots=True)
class SealsView:
    """Whether the log is whole. head: to be written down elsewhere. found: what does not hold, after a check."""

    template: ClassVar[str] = "administration/seals.html"

    shell: ShellView
    title: str
    facts: Sequence[FactView]
    head: str
    action: str
    field: FieldView
    checked: bool = False
    found: Sequence[str] = ()
    good: str = ""
    problems: Sequence[ProblemView] = ()


@dataclass(frozen=True, slots=True)
class SessionView:
    """A place where one is signed in."""

    device: str
    address: str
    since: str
    seen: str
    is_mine: bool
    end: PostView | None


@dataclass(frozen=True, slots=True)
class SessionsView:
    """My sessions."""

    template: ClassVar[str] = "administration/sessions.html"

    shell: ShellView
    title: str
    tabs: Sequence[TabView]
    sessions: Sequence[SessionView]
    end_others: PostView | None


@dataclass(frozen=True, slots=True)
class TokenView:
    """An API token: where it is valid until, what it may do, when it was last used."""

    name: str
    hint: str
    rights: str
    ends: str
    used: str
    badge: tuple[str, str]
    end: PostView | None


@dataclass(frozen=True, slots=True)
class TokensView:
    """My API tokens in this company."""

    template: ClassVar[str] = "administration/tokens.html"

    shell: ShellView
    title: str
    tabs: Sequence[TabView]
    tokens: Sequence[TokenView]
    new_url: str
    intro: str


@dataclass(frozen=True, slots=True)
class KeysView:
    """The keyboard map. groups: where, and (key, what it does)."""

    template: ClassVar[str] = "administration/keys.html"

    shell: ShellView
    title: str
    tabs: Sequence[TabView]
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    note: str


@dataclass(frozen=True, slots=True)
class BeginningView:
    """A form before there is a company: the first person, a new company."""

    template: ClassVar[str] = "administration/beginning.html"

    frame: FrameView
    title: str
    intro: str
    action: str
    key: str
    csrf: str
    sections: Sequence[FormSection]
    submit: str
    working: str
    problems: Sequence[ProblemView] = ()
    cancel_url: str = ""
