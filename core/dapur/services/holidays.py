"""The days off of a country, decreed year by year: what a country pack tells working calendars.

    holidays = reader.find(Holidays)
    if holidays is not None:
        days = holidays.between(date(2026, 1, 1), date(2026, 12, 31))

Offered as a readable service; `find` gives None for a company of a country without a pack.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

HolidayKind = Literal["public", "joint_leave"]
"""public: nobody works. joint_leave: a bridge day that is off for the state; a company decides for itself."""


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """One day off. source: the decree. A day may have several."""

    day: date
    kind: HolidayKind
    name_id: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True)
class HolidayPlace:
    """A place that may have days off of its own, by the code of the authorities; 51.03 lies in 51."""

    code: str
    name_id: str
    name_en: str


class Holidays(Protocol):
    """A country's days off."""

    def between(self, first: date, last: date) -> Sequence[PublicHoliday]:
        """Those from a day through another, in order."""
        ...

    def places(self) -> Sequence[HolidayPlace]:
        """The places that may have days off of their own, the largest ones."""
        ...

    def known_through(self) -> date:
        """The last day for which they are decreed; later ones are not known yet."""
        ...
