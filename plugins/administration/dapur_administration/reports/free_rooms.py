"""Which rooms are free at a time, with their seats and equipment."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_administration.operations.save_room import Clock, minutes
from dapur_administration.rooms import Room, Taken, rooms_of, taken
from dapur_administration.rules.free_times import Span, gaps


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
    held = await _held(reader, rooms, form.day)
    rows = []
    for room in sorted(rooms, key=lambda room: (room.seats or 0, room.code)):
        free = _free(room, form.day, held[room.id])
        asked = _asked(room, form)
        if any(start <= asked[0] and asked[1] + room.after <= max(end, asked[1]) for start, end in free):
            rows.append(_row(room, form, free))
    return Sheet(_("Free rooms"), COLUMNS, rows)


async def _held(reader: Reader, rooms: Sequence[Room], day: date) -> dict[int, list[Taken]]:
    found: dict[int, list[Taken]] = {room.id: [] for room in rooms}
    if rooms:
        spans = [room.open_on(day) for room in rooms]
        first, last = min(s for s, _e in spans), max(e for _s, e in spans)
        for one in await taken(reader, list(found), first, last + timedelta(days=1)):
            found[one.room].append(one)
    return found


def _free(room: Room, day: date, held: Sequence[Taken]) -> list[Span]:
    opens, closes = room.open_on(day)
    return gaps(opens, closes, [(one.starts, one.until) for one in held if one.state == "confirmed"])


def _asked(room: Room, form: FreeWhen) -> Span:
    midnight = room.open_on(form.day)[0] - timedelta(minutes=room.opens)
    return midnight + timedelta(minutes=minutes(form.starts)), midnight + timedelta(minutes=minutes(form.ends))


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
