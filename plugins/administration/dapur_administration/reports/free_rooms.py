"""Which rooms are free at a time, with their seats and equipment."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_administration.operations.book_room import span_of
from dapur_administration.operations.save_room import Clock
from dapur_administration.rooms import Room, confirmed, rooms_of
from dapur_administration.rules.free_times import Span, gaps
from dapur_administration.rules.series import Occurrence


class FreeWhen(Form):
    """A day and a time on each room's own clock; at least so many seats."""

    day: Annotated[date, Shown(_("Day"))]
    starts: Annotated[Clock, Shown(_("From"))] = "09:00"
    ends: Annotated[Clock, Shown(_("Until"))] = "10:00"
    seats: Annotated[int, Field(ge=0, le=100_000), Shown(_("Seats at least"))] = 0


COLUMNS = (
    Column("room", _("Room or vehicle"), "text", phone=1),
    Column("office", _("Office"), "text", phone=2),
    Column("seats", _("Seats"), "integer", phone=2),
    Column("equipment", _("Equipment"), "text"),
    Column("zone", _("Time zone"), "text"),
    Column("free", _("Free on this day"), "text"),
)


async def build(reader: Reader, form: FreeWhen) -> Sheet:
    """Rooms that are free then, those with the fewest seats that suffice first; each leads to its booking."""
    rooms = [room for room in await rooms_of(reader) if not form.seats or (room.seats or 0) >= form.seats]
    clocks = {room.zone: room for room in rooms}
    asked = {zone: span_of(room, form.day, form.starts, form.ends) for zone, room in clocks.items()}
    held = await _held(reader, rooms, form.day, asked.values())
    free = {room.id: gaps(*room.open_on(form.day), held[room.id]) for room in rooms}
    fitting = [room for room in rooms if _fits(room, asked[room.zone], free[room.id], held[room.id])]
    fitting.sort(key=lambda room: (room.seats or 0, room.code))
    return Sheet(_("Free rooms"), COLUMNS, [_row(room, form, free[room.id]) for room in fitting])


async def _held(reader: Reader, rooms: Sequence[Room], day: date, asked: Iterable[Occurrence]) -> dict[int, list[Span]]:
    """What holds them while they are open, and at the time that is asked for, with the longest buffer after it."""
    spans = {room.open_on(day) for room in rooms} | {(when.starts, when.ends) for when in asked}
    if not rooms:
        return {}
    after = max(room.after for room in rooms)
    return await confirmed(reader, [room.id for room in rooms], min(s for s, _e in spans), max(e for _s, e in spans) + after)


def _fits(room: Room, asked: Occurrence, free: Sequence[Span], held: Sequence[Span]) -> bool:
    """Whether it is open and free all the time; the buffer after it may reach over the closing, never into a booking."""
    is_free = any(first <= asked.starts and asked.ends <= last for first, last in free)
    return is_free and not any(first < asked.ends + room.after and asked.starts < until for first, until in held)


def _row(room: Room, form: FreeWhen, free: Sequence[Span]) -> ReportRow:
    told = ", ".join(room.local(start, end).rpartition(" ")[0] for start, end in free)
    address = f"administration/rooms/{room.id}/book/{form.day.isoformat()}/{form.starts.replace(':', '').replace('.', '')}"
    return ReportRow(
        (room.name, room.office, room.seats, ", ".join(room.equipment), room.zone, told),
        links={"room": address},
        key=str(room.id),
    )


async def initial(reader: Reader) -> dict[str, Any]:
    """Today, nine to ten."""
    return {"day": reader.today, "starts": "09:00", "ends": "10:00"}


FREE_ROOMS = Report(
    "administration.free_rooms",
    _("Free rooms"),
    "administration.room.read",
    FreeWhen,
    build,
    "Which rooms are free at a time, with their seats and equipment.",
)
