"""The page of key figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dapur_web.views.administration import PostView
from dapur_web.views.listing import TabView
from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure. text: short; full: the whole amount. change: against the period before; tone: "up", "down" or "muted"."""

    name: str
    title: str
    text: str
    full: str
    url: str
    definition: str
    version: str
    change: str
    tone: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class ManagementView:
    """Key figures of a period by department. next_url: "" while the period runs."""

    template: ClassVar[str] = "management.html"

    shell: ShellView
    title: str
    period: str
    compared: str
    zone: str
    previous_url: str
    next_url: str
    lengths: Sequence[TabView]
    groups: Sequence[tuple[str, Sequence[FigureView]]]
    exports: Sequence[tuple[str, str]]
    keep: PostView
    follow: PostView
    kept_url: str
