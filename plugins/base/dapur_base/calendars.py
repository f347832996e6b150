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

from dapur.contract import NotFound, _
from dapur.services.holidays import Holidays, PublicHoliday
from dapur_base.organisation import assignment_of
from dapur_base.reading import Source, rows_of
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
    "calendar_of_party",
    "calendar_of_unit",
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

CALENDAR_OF_UNIT = """(select above.calendar_id from base.organisation_unit above
    where above.company_id = u.company_id and above.calendar_id is not null and starts_with(u.path, above.path)
    order by length(above.path) desc limit 1)"""
"""The number of the calendar of a unit `u`, null where the company's holds: for departments' own fixed reads."""
_CALENDAR = (
    "select c.id, c.name, c.zone, coalesce(p.code, ''), w.valid_from, w.days_off,"
    " (select array_agg(array[lower(r), upper(r)] order by r) from unnest(w.hours) r)"
    " from base.calendar c join base.calendar_week w on w.company_id = c.company_id and w.calendar_id = c.id"
    " left join base.place p on p.company_id = c.company_id and p.id = c.place_id"
    " where c.company_id = %s and (c.id = %s or (%s::bigint is null and c.is_default)) order by w.valid_from"
)
_DAYS = (
    "select d.day, d.name, (select array_agg(array[lower(r), upper(r)] order by r) from unnest(d.hours) r)"
    " from base.calendar_day d join base.calendar c on c.company_id = d.company_id and c.id = d.calendar_id"
    " where d.company_id = %s and (c.id = %s or (%s::bigint is null and c.is_default))"
)

_OF_PLACES = (
    "select h.day, h.kind, h.name, h.source from base.place_holiday h"
    " join base.place p on p.company_id = h.company_id and p.id = h.place_id"
    " where h.company_id = %s and base.lies_in(%s, p.code) order by h.day, h.kind desc, length(p.code)"
)


async def calendar_of(source: Source, calendar: int | None = None) -> Calendar:
    """A calendar of the company (None: its default) with every holiday that is known. Raises NotFound."""
    asked = (source.scope.company, calendar, calendar)
    weeks = await rows_of(source, _CALENDAR, *asked)
    if not weeks:
        raise NotFound(_("There is no such working calendar. Choose another, or make one."))
    days = await rows_of(source, _DAYS, *asked)
    number, name, zone, place, *_week = weeks[0]
    made = tuple(Week(first, days_of(hours), days_off) for *_facts, first, days_off, hours in weeks)
    own = {day: OwnDay(day, title, tuple((opens, closes) for opens, closes in hours or ())) for day, title, hours in days}
    if all(week.days_off == "none" for week in made):
        return Calendar(number, name, zone, made, own)
    country = source.find(Holidays)
    of_place = [PublicHoliday(day, kind, title, title, decree) for day, kind, title, decree in
                (await rows_of(source, _OF_PLACES, source.scope.company, place) if place else ())]  # fmt: skip
    found = by_day(country, of_place)
    return Calendar(number, name, zone, made, own, found, country.known_through() if country else None)


async def calendar_of_unit(source: Source, unit: int) -> Calendar:
    """The calendar of a unit: its own, that of the nearest unit above that has one, or the company's."""
    rows = await rows_of(source, f"select {CALENDAR_OF_UNIT} from base.organisation_unit u where u.company_id = %s and u.id = %s",
                         source.scope.company, unit)  # fmt: skip
    return await calendar_of(source, rows[0][0] if rows else None)


async def calendar_of_party(source: Source, party: int, day: date) -> Calendar:
    """The calendar of the unit to which a person belongs on a day; the company's for somebody who belongs to none."""
    place = await assignment_of(source, party, day)
    return await (calendar_of_unit(source, place.unit) if place is not None else calendar_of(source))


def by_day(country: Holidays | None, of_place: Sequence[PublicHoliday] = ()) -> dict[date, tuple[PublicHoliday, ...]]:
    """Days off by date: the country's, then what the company noted of a place."""
    found: dict[date, tuple[PublicHoliday, ...]] = defaultdict(tuple)
    of_country = country.between(date.min, date.max) if country else ()
    for holiday in (*of_country, *of_place):
        found[holiday.day] += (holiday,)
    return dict(found)
