"""A year of a working calendar as twelve months on one page."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dapur.contract import NotFound, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, month_name
from dapur.queries.reader import Reader
from dapur_base.calendars import Calendar, calendar_of, reason_off, working_days, write_hours
from dapur_base.queries.calendars import WEEKDAYS
from dapur_base.reports.holidays import notes_of

KINDS: dict[str, Words] = {
    "work": _("Working day"),
    "extra": _("Working day or other hours of this calendar"),
    "weekend": _("Weekend"),
    "holiday": _("Public holiday"),
    "joint_leave": _("Joint leave"),
    "own": _("Day off of this calendar"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day. kind: a key of KINDS; words: what it is, for those who do not see its colour; label: with date and hours."""

    number: int
    iso: str
    kind: str
    words: str
    label: str
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month. weeks: seven places each, from Monday, None outside the month; notable: (day, kind, name) of named days."""

    name: str
    days: list[Day]
    weeks: list[list[Day | None]]
    working: int
    notable: list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Year:
    """The page. counts: (kind, words, how many days of it)."""

    calendar: int
    name: str
    zone: str
    year: int
    months: list[Month]
    weekdays: list[tuple[str, str]]
    working: int
    counts: list[tuple[str, str, int]]
    notes: list[str]


async def year_of(reader: Reader, parameters: dict[str, str]) -> Year:
    """The year of the address, or this one. Raises NotFound for a year that is none."""
    year = int(parameters["year"]) if parameters.get("year", "").isdecimal() else 0
    if "year" not in parameters:
        year = reader.today.year
    if not 1 <= year <= 9998:
        raise NotFound()
    calendar = await calendar_of(reader, int(parameters["id"]))
    months = [_month(reader, calendar, year, month) for month in range(1, 13)]
    kinds = [day.kind for month in months for day in month.days]
    language = reader.scope.language
    return Year(
        calendar.id,
        calendar.name,
        calendar.zone,
        year,
        months,
        [(translate(name, language)[:1], translate(name, language)) for _key, name in WEEKDAYS],
        len(working_days(calendar, date(year, 1, 1), date(year, 12, 31))),
        [(kind, translate(words, language), kinds.count(kind)) for kind, words in KINDS.items() if kind in kinds],
        [translate(note, language) for note in notes_of(calendar, date(year, 12, 31))],
    )


def _month(reader: Reader, calendar: Calendar, year: int, month: int) -> Month:
    first, length = date(year, month, 1), monthrange(year, month)[1]
    dates = [first.replace(day=number) for number in range(1, length + 1)]
    days = [_day(reader, calendar, day) for day in dates]
    return Month(
        month_name(first, reader.scope.language),
        days,
        _weeks(first.weekday(), days),
        sum(calendar.is_working(day) for day in dates),
        [(day.day, made.kind, name) for day, made in zip(dates, days, strict=True) if (name := _name(reader, calendar, day))],
    )


def _weeks(lead: int, days: Sequence[Day]) -> list[list[Day | None]]:
    places: list[Day | None] = [*[None] * lead, *days]
    places += [None] * (-len(places) % 7)
    return [places[start : start + 7] for start in range(0, len(places), 7)]


def _day(reader: Reader, calendar: Calendar, day: date) -> Day:
    kind = reason_off(calendar, day) or ("extra" if day in calendar.own_days else "work")
    words = translate(KINDS[kind], reader.scope.language)
    told = (format_date(day, reader.scope.language), _name(reader, calendar, day) or words, write_hours(calendar.windows_on(day)))
    return Day(day.day, day.isoformat(), kind, words, " · ".join(part for part in told if part), day == reader.today)


def _name(reader: Reader, calendar: Calendar, day: date) -> str:
    if day in calendar.own_days:
        return calendar.own_days[day].name
    holiday = calendar.holiday_on(day)
    if holiday is None:
        return ""
    return holiday.name_en if reader.scope.language == "en" else holiday.name_id
