"""Working calendars for every department: read one, then ask pure functions.

    calendar = await calendar_of(work)                      # the company's default; a Reader will do, too
    due = add_working_time(calendar, work.now, timedelta(hours=8))
    late = working_days_after(calendar, task_due, work.today)

A calendar is frozen plain data: hours by weekday that change from a day on, the country's days off as far as it follows
them, and days of its own. Instants are aware datetimes; answers are in UTC. This module is what other plugins import;
what it gives on is documented where it is written (`dapur_base.rules`).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from dapur.contract import NotFound, _
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur.services.holidays import Holidays, PublicHoliday
from dapur_base.rules.calendar import Calendar, OwnDay, Week, reason_off
from dapur_base.rules.hours import Windows, days_of, read_hours, write_hours
from dapur_base.rules.working_days import (
    Shift,
    add_working_days,
    next_working_day,
    previous_working_day,
    shifted,
    working_days,
    working_days_after,
)
from dapur_base.rules.working_time import (
    Counted,
    Due,
    Interval,
    Skipped,
    add_working_time,
    clock_starts,
    due,
    paused_time,
    working_time,
)

__all__ = [
    "Calendar",
    "Counted",
    "Due",
    "Interval",
    "OwnDay",
    "Shift",
    "Skipped",
    "Week",
    "Windows",
    "add_working_days",
    "add_working_time",
    "by_day",
    "calendar_of",
    "clock_starts",
    "due",
    "next_working_day",
    "paused_time",
    "previous_working_day",
    "read_hours",
    "reason_off",
    "shifted",
    "working_days",
    "working_days_after",
    "working_time",
    "write_hours",
]

_CALENDAR = (
    "select c.id, c.name, c.zone, w.valid_from, w.days_off,"
    " (select array_agg(array[lower(r), upper(r)] order by r) from unnest(w.hours) r)"
    " from base.calendar c join base.calendar_week w on w.company_id = c.company_id and w.calendar_id = c.id"
    " where c.company_id = %s and (c.id = %s or (%s::bigint is null and c.is_default)) order by w.valid_from"
)
_DAYS = (
    "select d.day, d.name, (select array_agg(array[lower(r), upper(r)] order by r) from unnest(d.hours) r)"
    " from base.calendar_day d join base.calendar c on c.company_id = d.company_id and c.id = d.calendar_id"
    " where d.company_id = %s and (c.id = %s or (%s::bigint is null and c.is_default))"
)


async def calendar_of(source: Work | Reader, calendar: int | None = None) -> Calendar:
    """A calendar of the company (None: its default) with every holiday that is known. Raises NotFound."""
    asked = (source.scope.company, calendar, calendar)
    weeks = await _tuples(source, _CALENDAR, asked)
    if not weeks:
        raise NotFound(_("There is no such working calendar. Choose another, or make one."))
    days = await _tuples(source, _DAYS, asked)
    number, name, zone, *_week = weeks[0]
    made = tuple(Week(first, days_of(hours), days_off) for _id, _name, _zone, first, days_off, hours in weeks)
    own = {day: OwnDay(day, title, tuple((opens, closes) for opens, closes in hours or ())) for day, title, hours in days}
    country = source.find(Holidays) if any(week.days_off != "none" for week in made) else None
    return Calendar(number, name, zone, made, own, by_day(country), country.known_through() if country else None)


async def _tuples(source: Work | Reader, sql: str, args: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
    found = await source.rows(sql, *args)
    return [tuple(row.values()) if isinstance(row, dict) else row for row in found]


def by_day(country: Holidays | None) -> dict[date, tuple[PublicHoliday, ...]]:
    """A country's days off by date."""
    found: dict[date, tuple[PublicHoliday, ...]] = defaultdict(tuple)
    for holiday in country.between(date.min, date.max) if country else ():
        found[holiday.day] += (holiday,)
    return dict(found)
