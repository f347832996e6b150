"""A working calendar begins with its first week."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from psycopg.types.multirange import Int4Multirange
from psycopg.types.range import Int4Range
from pydantic import StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.language.zones import ZoneName, known_zones
from dapur.operations.work import Work
from dapur_base.queries.calendars import DAYS_OFF
from dapur_base.rules.hours import read_hours, week_of

OFFICE = "08:00-12:00, 13:00-17:00"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


Hours = Annotated[str, StringConstraints(max_length=200)]
INDONESIA = (("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"))
ZONES = (
    *(Choice(zone, f"{short} · {zone}") for zone, short in INDONESIA),
    *(Choice(z, z) for z in sorted(known_zones()) if "/" in z and not z.startswith("Etc/") and z not in dict(INDONESIA)),
    Choice("UTC", "UTC"),
)
Zone = Annotated[ZoneName, Shown(_("Time zone"), choices=ZONES)]
Place = Annotated[
    int | None, Shown(_("Region"), reference="base.places", hint=_("Its own days off hold here, beside the country's"))
]
CalendarName = Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Name"))]
CONFLICTS = {
    "calendar_name_key": ("name", "BASE_CALENDAR_EXISTS", _("Another calendar has this name. Choose another.")),
    "calendar_place_fkey": ("place", "BASE_PLACE_UNKNOWN", _("There is no such region. Choose one of the list.")),
}


class WeekHours(Form):
    """Hours by weekday, as windows like 08:00-12:00; an empty day is off. days_off: which days of the country are off."""

    monday: Annotated[Hours, Shown(_("Monday"), hint=_("Windows like 08:00-12:00; empty when off"))] = OFFICE
    tuesday: Annotated[Hours, Shown(_("Tuesday"))] = OFFICE
    wednesday: Annotated[Hours, Shown(_("Wednesday"))] = OFFICE
    thursday: Annotated[Hours, Shown(_("Thursday"))] = OFFICE
    friday: Annotated[Hours, Shown(_("Friday"))] = OFFICE
    saturday: Annotated[Hours, Shown(_("Saturday"))] = ""
    sunday: Annotated[Hours, Shown(_("Sunday"))] = ""
    days_off: Annotated[Literal["joint", "public", "none"], Shown(_("Days off"), choices=DAYS_OFF)] = "joint"

    def week(self) -> Int4Multirange:
        """As the database keeps it. Raises Refused at the weekday that cannot be read, or where nobody ever works."""
        days = [read_hours(getattr(self, day), day) for day in DAYS]
        if not any(days):
            raise Refused("BASE_NO_WORKING_DAY", _("A calendar needs hours on at least one weekday. Enter them."), field="monday")
        return minutes(week_of(days))


class CalendarFacts(Form):
    """What a calendar is called, and where it is."""

    name: CalendarName
    zone: Zone = "Asia/Jakarta"
    place: Place = None


class AddCalendar(WeekHours, CalendarFacts):
    """A calendar and its hours, which hold from its beginning."""


class CalendarAdded(Result):
    """The calendar."""

    id: int
    name: str
    version: int


@operation(
    "base.add_calendar",
    title=_("New calendar"),
    permission="base.calendar.manage",
    audit_verb=_("added the calendar"),
    conflicts=CONFLICTS,
)
async def add_calendar(work: Work, form: AddCalendar) -> CalendarAdded:
    """Make a working calendar. The first one of the company is its default."""
    week = form.week()
    row = await work.row(
        "insert into base.calendar (company_id, name, zone, place_id, is_default) select %s, %s, %s, %s,"
        " not exists (select from base.calendar where company_id = %s and is_default) returning id, name, version",
        work.scope.company,
        form.name,
        form.zone,
        form.place,
        work.scope.company,
    )
    assert row is not None
    await put_week(work, row["id"], date(2000, 1, 1), week, form.days_off)
    return CalendarAdded(**row)


async def put_week(work: Work, calendar: int, valid_from: date, hours: Int4Multirange, days_off: str) -> None:
    """The week from a day on; one of the same day is replaced."""
    await work.run(
        "insert into base.calendar_week (company_id, calendar_id, valid_from, hours, days_off) values (%s, %s, %s, %s, %s)"
        " on conflict (company_id, calendar_id, valid_from) do update set hours = excluded.hours, days_off = excluded.days_off",
        work.scope.company,
        calendar,
        valid_from,
        hours,
        days_off,
    )


def minutes(windows: Sequence[tuple[int, int]]) -> Int4Multirange:
    """Windows as the database keeps them."""
    return Int4Multirange([Int4Range(opens, closes) for opens, closes in windows])
