"""Booking rooms and vehicles: once. The database refuses two bookings of one moment; this says what is free instead."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, Text, _, operation
from dapur.language.dates import format_date
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_administration.operations.save_office import NAME
from dapur_administration.operations.save_room import ROOM, Clock, minutes
from dapur_administration.rooms import Room, Taken, free_times, need_rooms, taken
from dapur_administration.rules.series import Occurrence, instant

TAKEN_MEANWHILE = (
    "room_id",
    "ADMINISTRATION_ROOM_TAKEN",
    _("Somebody was faster: this time is taken now. Look at the calendar again."),
)
CONFLICTS = {"booking_conflict": TAKEN_MEANWHILE}


class OtherRoom(Form):
    """One more room or vehicle for the same time."""

    room_id: ROOM


class BookRoom(Form):
    """What is booked, when and for what. Times are those of the room's clock; an end before the start is on the next day."""

    room_id: ROOM
    title: Annotated[NAME, Shown(_("What for"), width="wide")]
    day: Annotated[date, Shown(_("Day"))]
    starts: Annotated[Clock, Shown(_("From"), hint=_("For example 09:00"))]
    ends: Annotated[Clock, Shown(_("Until"), hint=_("For example 10:30"))]
    other_rooms: Annotated[list[OtherRoom], Shown(_("Also for the same time"), kind="lines")] = []
    note: Annotated[str, StringConstraints(max_length=1000), Shown(_("Note"), kind="note")] = ""


class RoomBooked(Result):
    """The booking of the first room. state: waiting or confirmed; bookings: of all rooms, in their order."""

    id: int
    state: str
    bookings: list[int]


@operation(
    "administration.book_room",
    title=_("Book room or vehicle"),
    permission="administration.room.book",
    audit_verb=_("booked"),
    conflicts=CONFLICTS,
)
async def book_room(work: Work, form: BookRoom) -> RoomBooked:
    """Book a room or vehicle, or several for the same time. Rooms that need it wait for confirmation."""
    numbers = list(dict.fromkeys([form.room_id, *(line.room_id for line in form.other_rooms)]))
    rooms = {room.id: room for room in await need_rooms(work, numbers)}
    when = span_of(rooms[form.room_id], form.day, form.starts, form.ends)
    await need_free(work, [rooms[number] for number in numbers], when)
    made = [await write_booking(work, rooms[number], when, form.title, form.note) for number in numbers]
    return RoomBooked(id=made[0], state=state_of_new(work, rooms[form.room_id]), bookings=made)


def span_of(room: Room, day: date, starts: str, ends: str) -> Occurrence:
    """The instants of times on the room's clock. Raises Refused (ADMINISTRATION_BOOKING_EMPTY)."""
    first, last = minutes(starts), minutes(ends)
    if first == last:
        raise Refused("ADMINISTRATION_BOOKING_EMPTY", _("A booking ends after it starts. Change one of the times."), field="ends")
    midnight = datetime.combine(day, time())
    wall = midnight + timedelta(minutes=first), midnight + timedelta(minutes=last if last > first else last + 1440)
    return Occurrence(day, instant(wall[0], room.clock), instant(wall[1], room.clock))


async def book(work: Work, room: Room, when: Occurrence, title: str, note: str = "", series: int | None = None) -> int:
    """Write one booking; the room is held by `need_rooms`. Raises Refused (ADMINISTRATION_ROOM_TAKEN) with what is free."""
    await need_free(work, [room], when)
    return await write_booking(work, room, when, title, note, series)


async def write_booking(work: Work, room: Room, when: Occurrence, title: str, note: str = "", series: int | None = None) -> int:
    """The same, where it is known that nothing holds the room then."""
    row = await work.value(
        "insert into administration.booking (company_id, room_id, series_id, occurrence, title, holder_id, starts, ends, held, state,"
        " note) values (%s, %s, %s, %s, %s, %s, %s, %s, tstzrange(%s, %s), %s, %s) returning id",
        work.scope.company,
        room.id,
        series,
        when.day if series is not None else None,
        title,
        work.actor,
        when.starts,
        when.ends,
        when.starts,
        when.ends + room.after,
        state_of_new(work, room),
        note,
    )
    return int(row)


def state_of_new(work: Work, room: Room) -> str:
    """Waiting or confirmed: what a booking of the actor begins with."""
    return "waiting" if room.needs_confirmation and not work.scope.may("administration.room.manage") else "confirmed"


async def standing_then(work: Work | Reader, rooms: Sequence[Room], when: Occurrence) -> list[tuple[Room, Taken]]:
    """Bookings that hold some of the time, or wait for it; each room's own buffer after it counts."""
    longest = max(room.after for room in rooms)
    found = await taken(work, [room.id for room in rooms], when.starts, when.ends + longest)
    return [(room, one) for room in rooms for one in found if one.room == room.id and one.starts < when.ends + room.after]


async def need_free(work: Work, rooms: Sequence[Room], when: Occurrence, leave_out: Sequence[int] = ()) -> None:
    """Raise Refused with who holds the first of these rooms that is held, and three times at which all of them are free."""
    for room, one in await standing_then(work, rooms, when):
        if one.state == "confirmed" and one.id not in leave_out:
            raise await _taken(work, rooms, room, one, when, leave_out)


async def _taken(
    work: Work, rooms: Sequence[Room], room: Room, held: Taken, when: Occurrence, leave_out: Sequence[int]
) -> Refused:
    free = await free_times(work, rooms, when.starts, when.ends, leave_out=leave_out)
    return Refused(
        "ADMINISTRATION_ROOM_TAKEN",
        _sentence(work, room, held, [words(work, room, start, end) for start, end in free]),
        field="room_id",
        booking=held.id,
        room=room.code,
        holder=held.holder,
        taken=room.local(held.starts, held.ends),
        free=[[start.isoformat(), end.isoformat()] for start, end in free],
    )


def words(work: Work | Reader, room: Room, starts: datetime, ends: datetime) -> str:
    """A time with its day, on the room's clock."""
    return f"{format_date(starts.astimezone(room.clock).date(), work.scope.language)} {room.local(starts, ends)}"


def _sentence(work: Work, room: Room, held: Taken, free: list[str]) -> Text:
    facts = {"room": room.name, "holder": held.holder, "time": words(work, room, held.starts, held.ends)}
    if not free:
        return _("{room} is taken by {holder}: {time}. Nothing is free in the days after it. Choose another room.").fill(**facts)
    return _("{room} is taken by {holder}: {time}. Free is: {free}.").fill(**facts, free="; ".join(free))
