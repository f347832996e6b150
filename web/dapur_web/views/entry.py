"""Pages before sign-in, and the pages that say why something did not work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dapur_web.views.fields import FieldView, ProblemView
from dapur_web.views.shell import FrameView, ShellView


@dataclass(frozen=True, slots=True)
class SignInView:
    """The sign-in page. demo: ready accounts of a trial server as (name and role, e-mail)."""

    template: ClassVar[str] = "sign_in.html"

    frame: FrameView
    action: str
    email: str
    next: str
    problems: Sequence[ProblemView] = ()
    demo: Sequence[tuple[str, str]] = ()
    demo_password: str = ""


@dataclass(frozen=True, slots=True)
class InviteView:
    """The page of an invitation."""

    template: ClassVar[str] = "invitation.html"

    frame: FrameView
    title: str
    intro: str
    action: str
    fields: Sequence[FieldView]
    submit: str
    problems: Sequence[ProblemView] = ()


@dataclass(frozen=True, slots=True)
class StateView:
    """Why a request was not answered as asked. kind: "may", "rule", "gone" or "fail". code: to tell the operator."""

    template: ClassVar[str] = "state.html"

    status: int
    kind: str
    heading: str
    text: str
    code: str = ""
    links: Sequence[tuple[str, str]] = ()
    retry: bool = False
    shell: ShellView | None = None
    frame: FrameView | None = None
