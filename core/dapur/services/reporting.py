"""Who reports to whom, as far as other departments need it: approvals go to managers."""

from datetime import date
from typing import Protocol


class ReportingLines(Protocol):
    """Offered by whoever keeps the organisation, readable. `work.find(ReportingLines)` is None while nobody does."""

    async def manager_of(self, user: int, day: date) -> int | None:
        """The user who is this user's manager on a day; None when nobody is entered, or has no account."""
        ...
