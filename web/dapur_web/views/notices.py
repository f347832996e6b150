"""What the reader was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A sentence; url marks it as read and goes on to the page that it is about."""

    text: str
    url: str
    when: str
    iso: str
    unread: bool


@dataclass(frozen=True, slots=True)
class NoticesView:
    """The newest notices. read_url: marks all as read, "" where none is unread."""

    template: ClassVar[str] = "administration/notices.html"

    shell: ShellView
    title: str
    notices: Sequence[NoticeView]
    read_url: str = ""
