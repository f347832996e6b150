"""A working calendar as plain data, and what it says about one day."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from dapur.services.holidays import HolidayKind, PublicHoliday
from dapur_base.rules.hours import Windows

DaysOff = Literal["none", "public", "joint"]
"""Which days of the country are off: none, public holidays, or joint leave as well."""


@dataclass(frozen=True, slots=True)
class Week:
    """The hours from a day on, until the next week begins. days: Monday first."""

    valid_from: date
    days: tuple[Windows, ...]
    days_off: DaysOff = "public"

    def follows(self, kind: HolidayKind) -> bool:
        """Whether a day of this kind is off."""
        return self.days_off == "joint" or (self.days_off == "public" and kind == "public")

    def hours_of(self, weekday: int) -> Windows:
        """The hours of a weekday (0 is Monday)."""
        return self.days[weekday]

    @property
    def usual_hours(self) -> Windows:
        """Those of the first working weekday: what an added working day has when nothing else is said."""
        return next((windows for windows in self.days if windows), ())


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day of this calendar that goes before the country's days and the week. No windows: a day off."""

    day: date
    name: str
    windows: Windows = ()


@dataclass(frozen=True)
class Calendar:
    """A working calendar. weeks: by `valid_from`, never empty; the first holds for the days before it as well.

    known_through: the last day for which the country's days off are decreed; None when none are followed.
    """

    id: int
    name: str
    zone: str
    weeks: tuple[Week, ...]
    own_days: Mapping[date, OwnDay] = field(default_factory=lambda: MappingProxyType({}))
    holidays: Mapping[date, tuple[PublicHoliday, ...]] = field(default_factory=lambda: MappingProxyType({}))
    known_through: date | None = None

    @cached_property
    def clock(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def _starts(self) -> list[date]:
        return [week.valid_from for week in self.weeks]

    def week_at(self, day: date) -> Week:
        """The week that holds on a day."""
        return self.weeks[max(bisect_right(self._starts, day) - 1, 0)]

    def holiday_on(self, day: date) -> PublicHoliday | None:
        """The country's day off that this calendar follows on a day."""
        week = self.week_at(day)
        return next((holiday for holiday in self.holidays.get(day, ()) if week.follows(holiday.kind)), None)

    def windows_on(self, day: date) -> Windows:
        """The hours of a day: its own, else none on a day off, else those of the weekday."""
        own = self.own_days.get(day)
        if own is not None:
            return own.windows
        return () if self.holiday_on(day) else self.week_at(day).hours_of(day.weekday())

    def is_working(self, day: date) -> bool:
        """Whether there are hours on a day."""
        return bool(self.windows_on(day))


Reason = Literal["own", "holiday", "joint_leave", "weekend"]


def reason_off(calendar: Calendar, day: date) -> Reason | None:
    """Why a day is off, or None when it is worked."""
    if calendar.is_working(day):
        return None
    if day in calendar.own_days:
        return "own"
    holiday = calendar.holiday_on(day)
    if holiday is None or not calendar.week_at(day).hours_of(day.weekday()):
        return "weekend"
    return "joint_leave" if holiday.kind == "joint_leave" else "holiday"
