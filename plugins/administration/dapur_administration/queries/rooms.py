"""Rooms and vehicles, bookings, and one's own calendar feeds."""

from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Integer, Select, Text, and_, case, cast, func, literal, select, true

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user, company
from dapur_administration.operations.calendar_feeds import SHOWS
from dapur_administration.operations.save_room import KINDS
from dapur_administration.queries.shared import USE, USE_TONES, use_filter, use_of
from dapur_administration.tables.letters import office
from dapur_administration.tables.rooms import booking, booking_series, calendar_feed, room
from dapur_base.ranges import within

_use = use_of(room.c.is_closed)
_equipment = func.array_to_string(room.c.equipment, ", ")
_me = cast(func.current_setting("dapur.actor"), Integer)


def _clock(minutes: object) -> object:
    return func.to_char(func.make_interval(0, 0, 0, 0, 0, minutes), "HH24:MI")


ROOMS = Query(
    "administration.rooms",
    _("Rooms and vehicles"),
    "administration.room.read",
    statement=lambda: select(room.c.id).select_from(
        room.join(office, and_(office.c.company_id == room.c.company_id, office.c.id == room.c.office_id))
    ),
    company=room.c.company_id,
    description="What can be booked, with its seats, equipment and hours.",
    columns=(
        Column("id", _("Number"), "id", room.c.id, hidden=True),
        Column("code", _("Code"), "code", room.c.code, sort=True, phone=2, link="administration/rooms/{id}"),
        Column("name", _("Name"), "text", room.c.name, sort=True, phone=1, link="administration/rooms/{id}"),
        Column("kind", _("Kind"), "status", room.c.kind, choices=KINDS, phone=2),
        Column("office", _("Office"), "text", office.c.name, phone=2),
        Column("seats", _("Seats"), "integer", room.c.seats),
        Column("equipment", _("Equipment"), "text", cast(_equipment, Text)),
        Column("opens", _("Booked from"), "text", cast(_clock(room.c.opens), Text)),
        Column("closes", _("Booked until"), "text", cast(_clock(room.c.closes), Text)),
        Column("buffer", _("Minutes free after a booking"), "integer", room.c.buffer, hidden=True),
        Column("needs_confirmation", _("Bookings wait for confirmation"), "flag", room.c.needs_confirmation),
        Column("status", _("Status"), "status", _use, choices=USE, tones=USE_TONES, phone=1),
        Column("zone", _("Time zone"), "text", office.c.zone, hidden=True),
        Column("office_id", _("Office"), "id", room.c.office_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", room.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", room.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        use_filter(_use),
        Filter("kind", _("Kind"), "choice", lambda v: room.c.kind == func.any(v), choices=KINDS),
        Filter("office", _("Office"), "reference", lambda v: room.c.office_id == v, reference="administration.offices"),
    ),
    search=(room.c.code, room.c.name, cast(_equipment, Text)),
)

STATES = (
    Choice("waiting", _("Waits for confirmation")),
    Choice("confirmed", _("Confirmed")),
    Choice("cancelled", _("Cancelled")),
)
_starts, _ends = (func.timezone(office.c.zone, moment) for moment in (booking.c.starts, booking.c.ends))
_local = func.concat(func.to_char(_starts, "HH24:MI"), "-", func.to_char(_ends, "HH24:MI"))
_day = cast(_starts, Date)
_over = booking.c.ends < func.core.now()


def _on_days(ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """By the day at the place; a day around it on the clock of the server finds them by their index."""
    first, last = ends
    near = booking.c.starts >= cast(first - 1, DateTime(timezone=True)) if first is not None else true()
    far = booking.c.starts < cast(last + 2, DateTime(timezone=True)) if last is not None else true()
    return and_(near, far, within(_day, ends))


def _bookings() -> Select[tuple[int]]:
    same = booking.c.company_id
    return select(booking.c.id).select_from(
        booking.join(room, and_(room.c.company_id == same, room.c.id == booking.c.room_id))
        .join(office, and_(office.c.company_id == same, office.c.id == room.c.office_id))
        .join(app_user, app_user.c.id == booking.c.holder_id)
        .outerjoin(booking_series, and_(booking_series.c.company_id == same, booking_series.c.id == booking.c.series_id))
    )


BOOKINGS = Query(
    "administration.bookings",
    _("Bookings"),
    "administration.room.read",
    statement=_bookings,
    company=booking.c.company_id,
    description="Bookings of rooms and vehicles, each on the clock of its room.",
    columns=(
        Column("id", _("Number"), "id", booking.c.id, hidden=True),
        Column("day", _("Day"), "date", _day, phone=2),
        Column("local", _("Time"), "text", _local, phone=2),
        Column("name", _("What for"), "text", booking.c.title, phone=1, link="administration/bookings/{id}"),
        Column("room", _("Room or vehicle"), "text", room.c.name, sort=True, phone=2),
        Column("holder", _("Booked by"), "text", app_user.c.name, sort=True),
        Column("zone", _("Time zone"), "text", office.c.zone),
        Column(
            "status",
            _("Status"),
            "status",
            booking.c.state,
            choices=STATES,
            tones={"waiting": "blue", "confirmed": "green", "cancelled": "secondary"},
            phone=1,
        ),
        Column("starts_at", _("Starts at"), "time", booking.c.starts, sort=True, hidden=True),
        Column("ends_at", _("Ends at"), "time", booking.c.ends, hidden=True),
        Column("starts", _("From"), "text", func.to_char(_starts, "HH24:MI"), hidden=True),
        Column("ends", _("Until"), "text", func.to_char(_ends, "HH24:MI"), hidden=True),
        Column("rule", _("Recurrence rule"), "code", func.coalesce(booking_series.c.rule, literal("")), hidden=True),
        Column(
            "series_zone", _("Time zone of the series"), "text", func.coalesce(booking_series.c.zone, literal("")), hidden=True
        ),
        Column("note", _("Note"), "text", booking.c.note, hidden=True),
        Column("room_id", _("Room or vehicle"), "id", booking.c.room_id, hidden=True),
        Column("series_id", _("Series"), "id", booking.c.series_id, hidden=True),
        Column("occurrence", _("Date of the series"), "date", booking.c.occurrence, hidden=True),
    ),
    key=("id",),
    default_sort=("-starts_at", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: booking.c.state == func.any(v), choices=STATES),
        Filter("day", _("Day"), "dates", _on_days),
        Filter("room", _("Room or vehicle"), "reference", lambda v: booking.c.room_id == v, reference="administration.rooms"),
        Filter("series", _("Series"), "reference", lambda v: booking.c.series_id == v, reference="administration.bookings"),
        Filter("mine", _("Mine"), "flag", lambda v: (booking.c.holder_id == _me) == v),
        Filter("over", _("Over"), "flag", lambda v: _over == v),
    ),
    search=(booking.c.title, room.c.name, app_user.c.name),
)

FEED_STATES = (Choice("open", _("Open")), Choice("closed", _("Closed")))
_feed_state = case((calendar_feed.c.revoked_at.is_(None), "open"), else_="closed")
FEEDS = Query(
    "administration.feeds",
    _("Calendar feeds"),
    "administration.room.read",
    statement=lambda: (
        select(calendar_feed.c.id)
        .select_from(
            calendar_feed.join(company, company.c.id == calendar_feed.c.company_id).outerjoin(
                room, and_(room.c.company_id == calendar_feed.c.company_id, room.c.id == calendar_feed.c.room_id)
            )
        )
        .where(calendar_feed.c.user_id == _me)
    ),
    company=calendar_feed.c.company_id,
    description="Addresses that the reader's calendar programs read. Everybody sees their own alone.",
    columns=(
        Column("id", _("Number"), "id", calendar_feed.c.id, hidden=True),
        Column("name", _("Name"), "text", calendar_feed.c.name, sort=True, phone=1, link="administration/feeds/{id}"),
        Column("shows", _("Shows"), "status", calendar_feed.c.shows, choices=SHOWS, phone=2),
        Column("room", _("Room or vehicle"), "text", func.coalesce(room.c.name, literal(""))),
        Column("created_at", _("Made at"), "time", calendar_feed.c.created_at),
        Column(
            "status",
            _("Status"),
            "status",
            _feed_state,
            choices=FEED_STATES,
            tones={"open": "green", "closed": "secondary"},
            phone=1,
        ),
        Column(
            "path",
            _("Address"),
            "code",
            func.concat("/public/", company.c.code, "/administration/feeds/", calendar_feed.c.token, ".ics"),
            hidden=True,
        ),
    ),
    key=("id",),
    default_sort=("name", "id"),
)
