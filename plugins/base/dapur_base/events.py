"""What happened in base, for whoever wants to know."""

from dataclasses import dataclass

from dapur.contract import Event


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
