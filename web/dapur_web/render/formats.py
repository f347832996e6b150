"""What a renderer needs to know of the reader: a Protocol, so that rendering knows no request."""

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from dapur.contract import Words


class Formats(Protocol):
    """Numbers, dates and words for one reader. `currency` is the company's own."""

    @property
    def currency(self) -> str:
        """Code of the company's currency."""
        ...

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """Grouped number."""
        ...

    def money(self, value: Decimal, currency: str) -> str:
        """Bare amount with the decimals of its currency."""
        ...

    def date(self, value: date) -> str:
        """Short date."""
        ...

    def time(self, value: datetime) -> str:
        """Short date and time in the reader's zone."""
        ...

    def words(self, text: Words) -> str:
        """In the reader's language."""
        ...
