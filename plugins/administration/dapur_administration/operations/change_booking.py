"""A booking is confirmed, moved or cancelled; the rest of a series moves with it where that is asked."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from dapur.contract import Forbidden, Form, NotFound, Refused, Shown, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_administration.operations.book_room import CONFLICTS, RoomBooked, need_free, span_of, words
from dapur_administration.operations.save_room import ROOM, Clock
from dapur_administration.rooms import Room, need_rooms, taken
from dapur_administration.rules.series import Occurrence, instant

BOOKING = Annotated[int, Shown(_("Booking"), reference="administration.bookings")]


class WhichBooking(Form):
    """A booking."""

    id: BOOKING


@operation(
    "administration.confirm_booking",
    title=_("Confirm booking"),
    permission="administration.room.manage",
    audit_verb=_("confirmed the booking"),
    conflicts=CONFLICTS,
)
async def confirm_booking(work: Work, form: WhichBooking) -> RoomBooked:
    """Confirm a booking that waits. Who asked for the same time is told that it is gone."""
    row, room = await held_booking(work, form.id)
    if row["state"] != "waiting":
        raise Refused("ADMINISTRATION_BOOKING_DECIDED", _("This booking does not wait any more."), field="id")
    when = Occurrence(row["starts"].date(), row["starts"], row["ends"])
    await need_free(work, [room], when, [form.id])
    await _set(work, form.id, "confirmed")
    title = str(row["title"])
    await tell(
        work, {row["holder_id"]} - {work.actor}, "administration.booking", _("Confirmed: {title}").fill(title=title), _at(form.id)
    )
    for other in await taken(work, [room.id], when.starts, when.ends + room.after):
        if other.state == "waiting":
            sentence = _("{room} went to somebody else: {time}. Choose another time.")
            text = sentence.fill(room=room.name, time=words(work, room, other.starts, other.ends))
            await tell(work, [other.holder_id], "administration.booking", text, _at(other.id))
    return RoomBooked(id=form.id, state="confirmed", bookings=[form.id])


@operation(
    "administration.cancel_booking",
    title=_("Cancel booking"),
    permission="administration.room.book",
    audit_verb=_("cancelled the booking"),
    danger=True,
)
async def cancel_booking(work: Work, form: WhichBooking) -> RoomBooked:
    """Cancel a booking; its time is free again. Who asked for that time is told."""
    row, room = await held_booking(work, form.id)
    _need_own(work, row)
    _need_open(row)
    await _set(work, form.id, "cancelled")
    if row["holder_id"] != work.actor:
        title = str(row["title"])
        await tell(work, [row["holder_id"]], "administration.booking", _("Cancelled: {title}").fill(title=title), _at(form.id))
    for other in await taken(work, [room.id], row["starts"], row["ends"]):
        if other.state == "waiting" and other.holder_id != work.actor:
            text = _("{room} is free again: {time}.").fill(room=room.name, time=words(work, room, other.starts, other.ends))
            await tell(work, [other.holder_id], "administration.booking", text, _at(other.id))
    return RoomBooked(id=form.id, state="cancelled", bookings=[form.id])


class MoveBooking(Form):
    """A booking, and its new time on the room's clock."""

    id: BOOKING
    room_id: ROOM
    day: Annotated[date, Shown(_("Day"))]
    starts: Annotated[Clock, Shown(_("From"))]
    ends: Annotated[Clock, Shown(_("Until"))]


@operation(
    "administration.move_booking",
    title=_("Move booking"),
    permission="administration.room.book",
    audit_verb=_("moved the booking"),
    conflicts=CONFLICTS,
)
async def move_booking(work: Work, form: MoveBooking) -> RoomBooked:
    """Move a booking to another time of its room. A date of a series stays in its series."""
    row, room = await held_booking(work, form.id)
    _need_own(work, row)
    _need_open(row)
    if form.room_id != room.id:
        raise Refused(
            "ADMINISTRATION_OTHER_ROOM", _("A booking keeps its room. Cancel it, and book the other room."), field="room_id"
        )
    when = span_of(room, form.day, form.starts, form.ends)
    await move(work, room, form.id, when)
    return RoomBooked(id=form.id, state=row["state"], bookings=[form.id])


async def move(work: Work, room: Room, booking: int, when: Occurrence) -> None:
    """Give a booking another time, which must be free."""
    await need_free(work, [room], when, [booking])
    await work.run(
        "update administration.booking set starts = %s, ends = %s, held = tstzrange(%s, %s), version = version + 1"
        " where company_id = %s and id = %s",
        when.starts,
        when.ends,
        when.starts,
        when.ends + room.after,
        work.scope.company,
        booking,
    )


class MoveFollowing(Form):
    """A date of a series, and the time of day that it and all later ones get, on the clock of the series."""

    id: BOOKING
    starts: Annotated[Clock, Shown(_("From"))]


@operation(
    "administration.move_following",
    title=_("Move this and later dates"),
    permission="administration.room.book",
    audit_verb=_("moved the rest of the series"),
    conflicts=CONFLICTS,
)
async def move_following(work: Work, form: MoveFollowing) -> RoomBooked:
    """Move a date of a series and all after it to another time of day. All or none: a clash is told with what is free."""
    row, room = await held_booking(work, form.id)
    _need_own(work, row)
    if row["series_id"] is None:
        raise Refused("ADMINISTRATION_NO_SERIES", _("This booking belongs to no series. Move it alone."), field="id")
    rows = await work.rows(
        "select b.id, b.occurrence, b.starts, b.ends, s.zone from administration.booking b join administration.booking_series s"
        " on s.company_id = b.company_id and s.id = b.series_id where b.company_id = %s and b.series_id = %s and b.starts >= %s"
        " and b.state <> 'cancelled' order by b.starts",
        work.scope.company,
        row["series_id"],
        row["starts"],
    )
    for one in rows:
        await move(work, room, one["id"], _moved(one, form.starts))
    return RoomBooked(id=form.id, state=row["state"], bookings=[one["id"] for one in rows])


def _moved(row: dict[str, Any], starts: str) -> Occurrence:
    zone = ZoneInfo(row["zone"])
    begins = datetime.combine(row["occurrence"], datetime.strptime(starts.replace(".", ":"), "%H:%M").time())  # noqa: DTZ007
    at = instant(begins, zone)
    return Occurrence(row["occurrence"], at, at + (row["ends"].astimezone(UTC) - row["starts"].astimezone(UTC)))


async def held_booking(work: Work, booking: int) -> tuple[dict[str, Any], Room]:
    """The booking and its room, both held. Raises NotFound."""
    found = await work.value(
        "select room_id from administration.booking where company_id = %s and id = %s", work.scope.company, booking
    )
    if found is None:
        raise NotFound(field="id")
    room = (await need_rooms(work, [found], closed_too=True))[0]
    row = await work.row(
        "select id, title, state, holder_id, starts, ends, series_id from administration.booking where company_id = %s and id = %s"
        " for update",
        work.scope.company,
        booking,
    )
    assert row is not None
    return row, room


def _need_own(work: Work, row: dict[str, Any]) -> None:
    if row["holder_id"] != work.actor and not work.scope.may("administration.room.manage"):
        raise Forbidden("administration.room.manage")


def _need_open(row: dict[str, Any]) -> None:
    if row["state"] == "cancelled":
        raise Refused("ADMINISTRATION_BOOKING_CANCELLED", _("This booking is cancelled. Book the time again."), field="id")


def _at(booking: int) -> str:
    return f"administration/bookings/{booking}"


async def _set(work: Work, booking: int, state: str) -> None:
    await work.run(
        "update administration.booking set state = %s, ended_by = %s, version = version + 1 where company_id = %s and id = %s",
        state,
        work.actor if state == "cancelled" else None,
        work.scope.company,
        booking,
    )
