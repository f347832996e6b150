"""What stands around every page: the shell of a signed-in person, the frame before sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path above a page; url "" where it opens nothing."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class CompanyLink:
    """A company that the person may switch to."""

    name: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A page in a department's menu. head: the heading of the group that begins with it."""

    title: str
    url: str
    current: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """A department in the side menu. letter: the key after g that opens it. items: of the open one only."""

    name: str
    title: str
    url: str
    icon: str
    letter: str
    open: bool
    items: Sequence[MenuLink]


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in. key: names this person in the browser's own storage."""

    name: str
    initials: str
    role: str
    key: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few choices."""

    value: str
    title: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class PaletteAction:
    """An action of this page in the palette, with its key."""

    title: str
    url: str
    key: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of this page and what it does."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Flash:
    """What was just done, said once."""

    text: str


@dataclass(frozen=True, slots=True)
class ShellView:
    """The shell. menu: the departments, drawn. state: what the title says first ("Error: "). demo: words of a trial company's band."""

    title: str
    company: str
    base: str
    companies: Sequence[CompanyLink]
    menu: Markup
    person: Person
    language: str
    csrf: str
    home_url: str
    crumbs: Sequence[Crumb]
    languages: Sequence[Option]
    theme: str
    account_url: str
    preferences_url: str
    sign_out_url: str
    home_current: bool = False
    demo: str = ""
    state: str = ""
    palette: Sequence[PaletteAction] = ()
    keys: Sequence[KeyView] = ()
    flash: Sequence[Flash] = ()
    character_keys: bool = True
    control_keys: bool = True
    idle_seconds: int = 1800


@dataclass(frozen=True, slots=True)
class FrameView:
    """The frame of a page before sign-in."""

    title: str
    language: str
    csrf: str
    languages: Sequence[Option]
    language_url: str
    state: str = ""
