"""A report with its filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dapur_web.views.fields import FieldView, ProblemView
from dapur_web.views.listing import HeadView
from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report page. summary: the filters in one line. head: facts above the table. printed: for paper only."""

    template: ClassVar[str] = "report.html"

    shell: ShellView
    title: str
    url: str
    filters: Sequence[FieldView]
    summary: str
    head: Sequence[tuple[str, str]]
    heads: Sequence[HeadView]
    rows: Markup
    notes: Sequence[str] = ()
    exports: Sequence[tuple[str, str]] = ()
    problems: Sequence[ProblemView] = ()
    filters_open: bool = False
    more_url: str = ""
    first_url: str = ""
    landscape: bool = False
    printed: str = ""
    sheet_title: str = ""
    empty: str = ""
