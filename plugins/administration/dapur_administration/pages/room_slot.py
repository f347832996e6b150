"""A free slot of the room calendar, and the booking that begins with it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_administration.rooms import Room, Taken, rooms_of, taken
from dapur_administration.rules.series import instant

HALF, HOUR = timedelta(minutes=30), timedelta(hours=1)


def free_until(room: Room, starts: datetime, held: Sequence[Taken]) -> datetime:
    """How long the room could be booked from here on, an hour at most: the buffer after it never reaches the next booking."""
    midnight = starts.astimezone(room.clock).date()
    coming = [one.starts - room.after for one in held if one.until > starts]
    return min([starts + HOUR, room.open_on(midnight)[1], *coming])


async def slot_of(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The slot of the address: an hour from its time on, or what is free of it. What cannot be read is left to be typed."""
    number, clock = parameters["room"], parameters["clock"]
    rooms = await rooms_of(reader, [int(number)]) if number.isdecimal() and len(number) < 19 else []
    if not rooms:
        return {}
    try:
        day = date.fromisoformat(parameters["day"])
        begins = datetime.combine(day, datetime.strptime(clock, "%H%M").time())  # noqa: DTZ007 (the room's clock)
    except ValueError:
        return {"room_id": rooms[0].id}
    starts = instant(begins, rooms[0].clock)
    until = free_until(rooms[0], starts, await taken(reader, [rooms[0].id], starts, starts + HOUR + rooms[0].after))
    ends = until.astimezone(rooms[0].clock) if until > starts else begins + HOUR
    return {"room_id": rooms[0].id, "when": f"{format_date(day, reader.scope.language)} {begins:%H:%M}-{ends:%H:%M}"}
