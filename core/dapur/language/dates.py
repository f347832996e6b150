"""Dates and times as people write and read them (UX LG-6, FV-8): day before month in both languages."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dapur.contract.words import Text, _
from dapur.language.unclear import Unclear

FIRST_YEAR, LAST_YEAR = 1900, 2199

MONTHS = {
    "id": (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_SHORT = {
    "id": ("", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_UNITS = {
    "id": {"h": "day", "mg": "week", "bl": "month", "th": "year"},
    "en": {"d": "day", "w": "week", "mo": "month", "y": "year"},
}


def _known(language: str) -> str:
    return "id" if language == "id" else "en"


def format_date(day: date, language: str, style: Literal["table", "paper"] = "table") -> str:
    """`2 Nov 2026` in tables, `2 November 2026` on paper."""
    if style == "paper":
        return f"{day.day} {MONTHS[_known(language)][day.month - 1]} {day.year}"
    return f"{day.day} {_SHORT['id' if language == 'id' else 'en'][day.month]} {day.year}"


def format_time(moment: datetime, zone: str, language: str) -> str:
    """`14.12 WIB` (English `14:12 WIB`) on the clock of `zone`. The moment must know its own zone."""
    there = _in_zone(moment, zone)
    mark = there.tzname() or ""
    if mark[:1] in "+-":  # zones without a name of their own
        mark = "UTC" + re.sub(r"^([+-])0", r"\1", mark)
    return f"{there.hour:02d}{'.' if language == 'id' else ':'}{there.minute:02d} {mark}"


def format_moment(moment: datetime, zone: str, language: str) -> str:
    """Date and time: `2 Nov 2026 14.12 WIB`."""
    return f"{format_date(_in_zone(moment, zone), language)} {format_time(moment, zone, language)}"


def _in_zone(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no time of day")
    return moment.astimezone(ZoneInfo(zone))


def weekday(day: date, language: str) -> str:
    """`Senin`, `Monday`."""
    return _WEEKDAYS[_known(language)][day.weekday()]


def month_name(day: date, language: str) -> str:
    """`November 2026`."""
    return f"{MONTHS[_known(language)][day.month - 1]} {day.year}"


def relative_day(day: date, today: date, due: bool = False) -> Text:
    """How far a day is, with its date, as LG-6 asks: "besok, 3 Nov 2026". `due`: a past day is overdue."""
    away = (day - today).days
    near = {0: _("today, {date}"), 1: _("tomorrow, {date}"), -1: _("yesterday, {date}")}
    if away < 0 and due:
        return _("{count} days overdue, {date}").fill(count=-away, date=day)
    if away in near:
        return near[away].fill(date=day)
    if away > 0:
        return _("in {count} days, {date}").fill(count=away, date=day)
    return _("{count} days ago, {date}").fill(count=-away, date=day)


_RELATIVE = re.compile(r"([+-]?)([0-9]{1,5}) ?([a-z]*)", re.ASCII)
_NUMERIC = re.compile(r"([0-9]{1,2})(?:[/. -]([0-9]{1,2})(?:[/. -]([0-9]{4}|[0-9]{2}))?)?", re.ASCII)
_SOLID = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_NAMED = re.compile(r"([0-9]{1,2})[ -]?([a-z]{3,9})\.?(?:[ -]?([0-9]{4}|[0-9]{2}))?", re.ASCII)


def parse_date(text: str, language: str, today: date) -> date:
    """The date that was typed; raises Unclear with what is wrong and what to write.

    `=` today · `+3`, `-3` days · `+2mg` weeks, `bl` months, `th` years (English d, w, mo, y) · `2` day of
    this month · `2/12` of this year · `2/12/26` · `02122026` · `2 Des 2026` · `2026-12-02`.
    A weekday in front ("Senin, 2 Nov 2026") is ignored.
    """
    typed = " ".join(text.replace("\u00a0", " ").split()).casefold()
    typed = re.sub(r"^[a-z]{3,9}, ?", "", typed)
    if typed == "=":
        return today
    if found := _ISO.fullmatch(typed):
        return _made(text, int(found[3]), int(found[2]), int(found[1]), today)
    if found := _SOLID.fullmatch(typed):
        return _made(text, int(found[1]), int(found[2]), _year(found[3], today), today)
    if found := _NUMERIC.fullmatch(typed):
        month = int(found[2]) if found[2] else today.month
        return _made(text, int(found[1]), month, _year(found[3], today), today)
    if (found := _RELATIVE.fullmatch(typed)) and (found[1] or found[3] in _UNITS[_known(language)]):
        return _moved(text, found, language, today)
    if (found := _NAMED.fullmatch(typed)) and (month := _month(found[2], language)):
        return _made(text, int(found[1]), month, _year(found[3], today), today)
    raise _not_a_date(text, today)


def _year(typed: str | None, today: date) -> int:
    if not typed:
        return today.year
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


def _month(name: str, language: str) -> int:
    """A month by its name or first letters, in the reader's language or else the other; 0 if none."""
    first = _known(language)
    for tongue in (first, "en" if first == "id" else "id"):
        for number, full in enumerate(MONTHS[tongue], 1):
            if full.casefold().startswith(name) or name == _SHORT[tongue][number].casefold():
                return number
    return {"ags": 8, "agt": 8, "sept": 9, "nop": 11}.get(name, 0)


def _made(text: str, day: int, month: int, year: int, today: date) -> date:
    if not 1 <= month <= 12:
        if 1 <= day <= 12 < month <= 31:
            right = f"{month}/{day}/{year}"
            raise Unclear(
                "NOT_A_DATE",
                _('"{text}" has no month {month}. Write the day first, like {example}.').fill(
                    text=text, month=str(month), example=right
                ),
            )
        raise _not_a_date(text, today)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _far(text)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Unclear(
            "NOT_A_DATE",
            _('"{text}" is not a date: {month} has {last} days.').fill(text=text, month=MonthOf(date(year, month, 1)), last=last),
        )
    return date(year, month, day)


class MonthOf(date):
    """A month as a value of a Text: shown as `November 2026`."""

    def __new__(cls, day: date) -> "MonthOf":
        return date.__new__(cls, day.year, day.month, 1)


def _moved(text: str, found: re.Match[str], language: str, today: date) -> date:
    unit = _UNITS[_known(language)].get(found[3] or ("h" if language == "id" else "d"))
    if unit is None:
        raise _not_a_date(text, today)
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    try:
        if unit in ("day", "week"):
            moved = today + timedelta(days=count * (7 if unit == "week" else 1))
        else:
            moved = add_months(today, count * (12 if unit == "year" else 1))
    except (OverflowError, ValueError):
        raise _far(text) from None
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise _far(text)
    return moved


def add_months(day: date, months: int) -> date:
    """The same day some months on, or that month's last. Raises ValueError outside the calendar."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        raise ValueError("outside the calendar")
    return date(years, index + 1, min(day.day, monthrange(years, index + 1)[1]))


def _not_a_date(text: str, today: date) -> Unclear:
    shown = text if len(text) <= 40 else text[:39] + "…"
    example = f"{today.day}/{today.month}/{today.year}"
    return Unclear(
        "NOT_A_DATE",
        _('"{text}" is not a date. Write it like {example} or {date}.').fill(text=shown, example=example, date=today),
    )


def _far(text: str) -> Unclear:
    return Unclear(
        "DATE_TOO_FAR",
        _('"{text}" is outside the years {first} to {last}. Check the year.').fill(
            text=text[:40], first=str(FIRST_YEAR), last=str(LAST_YEAR)
        ),
    )
