"""The room of a session: booked with it where a department keeps rooms, changed and given back with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import NotFound, Refused, Shown, _
from dapur.operations.work import Work
from dapur.services.rooms import RoomBooking, RoomHold
from dapur_training.words import chosen

RoomCode = Annotated[
    str,
    StringConstraints(max_length=40),
    Shown(_("Room"), kind="code", hint=_("Code of a room in Administration: it is booked for all days"), width="narrow"),
]
NO_ROOM = RoomHold("", "", None, (), waits=False)
Times = Sequence[tuple[datetime, datetime]]


async def book_room(work: Work, room: str, times: Times, course: int, seats: int) -> RoomHold:
    """Hold the room for all times of a session. Raises Refused: nobody keeps rooms, unknown, taken, too small."""
    rooms = work.find(RoomBooking)
    if rooms is None:
        raise Refused(
            "TRAINING_NO_ROOMS", _("Rooms are kept in Administration, which is off. Write the place instead."), field="room"
        )
    return _need_seats(await rooms.book(room, times, await _title(work, course)), seats)


def _need_seats(held: RoomHold, seats: int) -> RoomHold:
    if held.seats is not None and held.seats < seats:
        text = _("{room} has {has} seats, the session {wants}. Choose a bigger room, or fewer seats.")
        raise Refused("TRAINING_ROOM_TOO_SMALL", text.fill(room=held.name, has=held.seats, wants=seats), field="room")
    return held


async def change_room(work: Work, session: int, room: str, seats: int) -> RoomHold:
    """Give the old room back and hold the other one for the times of the session; the same one is left as it is.

    Raises Refused like `book_room`, also where the same room is too small for more seats.
    """
    old = await _session(work, session)
    if room == old["room"] and seats <= old["capacity"]:
        return RoomHold(room, old["place"], None, tuple(old["room_bookings"]), waits=False)
    kept = await _standing(work, old["room_bookings"]) if room == old["room"] else None
    if kept is not None:
        return _need_seats(kept, seats)
    await _give_back(work, old["room_bookings"])
    if not room:
        return NO_ROOM
    return await book_room(work, room, [(time.lower, time.upper) for time in old["during"]], old["course_id"], seats)


async def _standing(work: Work, bookings: Sequence[int]) -> RoomHold | None:
    rooms = work.find(RoomBooking)
    return await rooms.held(bookings) if bookings and rooms is not None else None


async def give_room_back(work: Work, session: int) -> None:
    """The room is free again."""
    await _give_back(work, (await _session(work, session))["room_bookings"])


async def _give_back(work: Work, bookings: Sequence[int]) -> None:
    rooms = work.find(RoomBooking)
    if bookings and rooms is not None:
        await rooms.give_back(bookings)


async def _session(work: Work, session: int) -> dict[str, Any]:
    row = await work.row(
        "select course_id, place, room, room_bookings, during, capacity from training.session where company_id = %s and id = %s for update",
        *(work.scope.company, session),
    )
    if row is None:
        raise NotFound(field="id")
    return row


async def _title(work: Work, course: int) -> str:
    row = await work.row(
        "select title_id, title_en from training.course where company_id = %s and id = %s", work.scope.company, course
    )
    return chosen(row["title_id"], row["title_en"], work.scope.language) if row is not None else ""
