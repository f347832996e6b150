"""What happened in base that other departments may want to know."""

from dataclasses import dataclass
from datetime import date

from dapur.contract import Event


@dataclass(frozen=True)
class CalendarChanged(Event):
    """A working calendar is another from a day on (None: all its days): due moments that are still open may move."""

    calendar: int
    day: date | None = None

    name = "base.calendar_changed"


@dataclass(frozen=True)
class ApprovalDecided(Event):
    """A request for approval came to an end. A department's "after" handler goes on with its document.

    outcome: "approved", "declined" or "withdrawn". digest: the content that this is about; compare it with the
    document's own before acting on "approved".
    """

    name = "base.approval_decided"
    kind: str
    document: int
    request: int
    outcome: str
    digest: str
