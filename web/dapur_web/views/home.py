"""The home page: what I must do first, the company's figures second."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from dapur_web.views.administration import PostView
from dapur_web.views.listing import TabView
from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class CardView:
    """A figure. text: short; full: the whole amount, for the accessible name. tone: "up", "down" or ""."""

    title: str
    text: str
    url: str = ""
    full: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something to do. due: "tomorrow"; iso and date: the same day for machines and in words. department: whose it is."""

    title: str
    url: str
    detail: str = ""
    due: str = ""
    iso: str = ""
    date: str = ""
    late: bool = False
    icon: str = ""
    department: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A point of a chart. value: plain decimal; text: as read."""

    label: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """A line over time, with the sentence that says what it shows."""

    title: str
    sentence: str
    points: Sequence[ChartPoint]
    url: str = ""

    WIDTH: ClassVar[int] = 320
    HEIGHT: ClassVar[int] = 96

    def places(self) -> list[tuple[float, float]]:
        """Where each point stands in a picture of WIDTH × HEIGHT. Zero is always inside the picture."""
        values = [Decimal(p.value) for p in self.points]
        top, bottom = max([*values, Decimal(0)]), min([*values, Decimal(0)])
        span = top - bottom or Decimal(1)
        step = self.WIDTH / max(len(values) - 1, 1)
        return [(round(n * step, 1), round(float((top - v) / span) * (self.HEIGHT - 8) + 4, 1)) for n, v in enumerate(values)]

    @property
    def axis(self) -> list[str]:
        """The labels below the picture: all of a few points, else first, middle and last."""
        labels = [p.label for p in self.points]
        return labels if len(labels) <= 6 else [labels[0], labels[len(labels) // 2], labels[-1]]

    @property
    def line(self) -> str:
        """The line as an SVG path."""
        return "M" + " L".join(f"{x},{y}" for x, y in self.places())

    @property
    def area(self) -> str:
        """What lies below the line, as an SVG path."""
        return f"{self.line} L{self.WIDTH},{self.HEIGHT} L0,{self.HEIGHT} Z"


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    template: ClassVar[str] = "home.html"

    shell: ShellView
    greeting: str
    tasks: Sequence[TaskView]
    cards: Sequence[CardView]
    charts: Sequence[ChartView]
    panels: Sequence[tuple[str, Markup]]
    setup_url: str = ""
    setup_text: str = ""
    no_tasks: str = ""
    all_tasks: str = ""
    """Words of the way to all of them, where not all stand here."""


@dataclass(frozen=True, slots=True)
class NewsView:
    """A notice. new: not marked as read yet."""

    text: str
    url: str
    iso: str
    when: str
    new: bool


@dataclass(frozen=True, slots=True)
class NeedsView:
    """Everything that waits for a person. groups: (title, what is in it)."""

    template: ClassVar[str] = "needs.html"

    shell: ShellView
    title: str
    tabs: Sequence[TabView]
    groups: Sequence[tuple[str, Sequence[TaskView]]]
    empty: str


@dataclass(frozen=True, slots=True)
class NewsPageView:
    """What happened. read: the button that marks it as read."""

    template: ClassVar[str] = "news.html"

    shell: ShellView
    title: str
    tabs: Sequence[TabView]
    news: Sequence[NewsView]
    read: PostView | None
    empty: str
