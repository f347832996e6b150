"""Working calendars, read: what they are, their hours from a day on, their own days."""

from sqlalchemy import Text, and_, case, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_base.ranges import within
from dapur_base.tables.calendars import calendar, calendar_day, calendar_week, place

_state = case((calendar.c.is_closed, "closed"), else_="open")
_kind = case((func.isempty(calendar_day.c.hours), "off"), else_="work")

DAYS_OFF = (
    Choice("joint", _("Public holidays and joint leave")),
    Choice("public", _("Public holidays")),
    Choice("none", _("None: also works on public holidays")),
)
DAY_KINDS = (Choice("off", _("Day off")), Choice("work", _("Working day")))
WEEKDAYS = (
    ("monday", _("Monday")),
    ("tuesday", _("Tuesday")),
    ("wednesday", _("Wednesday")),
    ("thursday", _("Thursday")),
    ("friday", _("Friday")),
    ("saturday", _("Saturday")),
    ("sunday", _("Sunday")),
)

CALENDARS = Query(
    "base.calendars",
    _("Working calendars"),
    "base.read",
    statement=lambda: select(calendar.c.id).select_from(
        calendar.outerjoin(place, and_(place.c.company_id == calendar.c.company_id, place.c.id == calendar.c.place_id))
    ),
    company=calendar.c.company_id,
    description="When the company works: hours by weekday, days off, time zone.",
    columns=(
        Column("id", _("Number"), "id", calendar.c.id, hidden=True),
        Column("name", _("Name"), "text", calendar.c.name, sort=True, phone=1, link="base/calendars/{id}"),
        Column("zone", _("Time zone"), "text", calendar.c.zone, sort=True, phone=2),
        Column(
            "place_name", _("Region"), "text", shown_name(place.c.name_id, place.c.name_en), phone=2, link="base/places/{place}"
        ),
        Column("is_default", _("The company's calendar"), "flag", calendar.c.is_default),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("place", _("Region"), "id", calendar.c.place_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", calendar.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", calendar.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),),
    search=(calendar.c.name, calendar.c.zone),
)

CALENDAR_WEEKS = Query(
    "base.calendar_weeks",
    _("Hours by weekday"),
    "base.read",
    statement=lambda: select(calendar_week.c.id),
    company=calendar_week.c.company_id,
    description="The hours of each weekday from a day on; the first ones hold for the days before as well.",
    columns=(
        Column("id", _("Number"), "id", calendar_week.c.id, hidden=True),
        Column("calendar_id", _("Calendar"), "id", calendar_week.c.calendar_id, hidden=True),
        Column("valid_from", _("From"), "date", calendar_week.c.valid_from, sort=True, phone=1),
        *(
            Column(
                name, title, "text", func.base.hours_text(func.base.day_hours(calendar_week.c.hours, number), type_=Text), phone=2
            )
            for number, (name, title) in enumerate(WEEKDAYS)
        ),
        Column("days_off", _("Days off"), "status", calendar_week.c.days_off, choices=DAYS_OFF, phone=1),
    ),
    key=("id",),
    default_sort=("-valid_from",),
    filters=(
        Filter("calendar", _("Calendar"), "reference", lambda v: calendar_week.c.calendar_id == v, reference="base.calendars"),
    ),
)

CALENDAR_DAYS = Query(
    "base.calendar_days",
    _("Days of its own"),
    "base.read",
    statement=lambda: select(calendar_day.c.id),
    company=calendar_day.c.company_id,
    description="Days of one calendar that go before its week and the country's holidays.",
    columns=(
        Column("id", _("Number"), "id", calendar_day.c.id, hidden=True),
        Column("calendar_id", _("Calendar"), "id", calendar_day.c.calendar_id, hidden=True),
        Column("day", _("Date"), "date", calendar_day.c.day, sort=True, phone=1),
        Column("name", _("Name"), "text", calendar_day.c.name, phone=1),
        Column("kind", _("Kind"), "status", _kind, choices=DAY_KINDS, tones={"off": "secondary", "work": "green"}, phone=2),
        Column("hours", _("Hours"), "text", func.base.hours_text(calendar_day.c.hours, type_=Text), phone=2),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("calendar", _("Calendar"), "reference", lambda v: calendar_day.c.calendar_id == v, reference="base.calendars"),
        Filter("day", _("Date"), "dates", lambda v: within(calendar_day.c.day, v)),
    ),
    search=(calendar_day.c.name,),
)
