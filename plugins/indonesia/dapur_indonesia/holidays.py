"""Holidays and joint leave of Indonesia, from the joint decree of each year (`data/holidays.toml`)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from dapur.contract import Service
from dapur.services.holidays import HolidayKind, HolidayPlace, Holidays, PublicHoliday
from dapur_indonesia.dated import read_data


@cache
def decreed() -> tuple[PublicHoliday, ...]:
    """Every day off of every decree, in order."""
    found = [_holiday(year, kind, row) for year in _years() for kind, key in KINDS for row in year[key]]
    return tuple(sorted(found, key=attrgetter("day", "kind")))


KINDS: tuple[tuple[HolidayKind, str], ...] = (("public", "public"), ("joint_leave", "joint_leave"))


def _years() -> list[dict[str, Any]]:
    years: list[dict[str, Any]] = read_data("holidays")["years"]
    return years


def _holiday(year: dict[str, Any], kind: HolidayKind, row: dict[str, Any]) -> PublicHoliday:
    return PublicHoliday(row["day"], kind, row["name_id"], row["name_en"], year["source"])


@cache
def provinces() -> tuple[HolidayPlace, ...]:
    """The provinces by their code (`data/regions.toml`)."""
    return tuple(HolidayPlace(code, row["name_id"], row["name_en"]) for code, row in read_data("regions")["provinces"].items())


class DecreedHolidays:
    """The `Holidays` of Indonesia."""

    def between(self, first: date, last: date) -> Sequence[PublicHoliday]:
        """Those from a day through another."""
        found = decreed()
        return found[bisect_left(found, first, key=attrgetter("day")) : bisect_right(found, last, key=attrgetter("day"))]

    def places(self) -> Sequence[HolidayPlace]:
        """The provinces. Whatever is decreed for one of them only is noted by the company, with its decree."""
        return provinces()

    def known_through(self) -> date:
        """The end of the last year with a decree."""
        return date(max(year["year"] for year in _years()), 12, 31)


HOLIDAYS = Service(Holidays, lambda _reader: DecreedHolidays(), readable=True)
