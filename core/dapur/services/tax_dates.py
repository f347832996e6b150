"""When a country's monthly taxes are due, for calendars of tax work and reminders. Offered as a readable service."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Obligation = Literal["pph_pay", "pph_report", "vat_pay", "vat_report"]
"""Income tax withheld and value added tax, each to be paid and to be reported."""


@dataclass(frozen=True, slots=True)
class TaxDueDate:
    """nominal: the date in the regulation. due: the day that it moves to when that is a day off. source: the regulation."""

    nominal: date
    due: date
    source: str


class TaxDueDates(Protocol):
    """A country's tax dates."""

    def due(self, obligation: Obligation, year: int, month: int) -> TaxDueDate:
        """For a tax period (month). Raises Refused for a period before the rules that are known."""
        ...
