"""The service RoomBooking: other departments book rooms for what they plan, in their own transaction."""

from collections.abc import Sequence
from datetime import datetime

from dapur.contract import Refused, Service, _
from dapur.operations.work import Work
from dapur.services.rooms import RoomBooking, RoomHold
from dapur_administration.operations.book_room import book, state_of_new
from dapur_administration.rooms import Room, need_rooms, rooms_of
from dapur_administration.rules.series import Occurrence

CANCEL = (
    "update administration.booking set state = 'cancelled', ended_by = %s, version = version + 1"
    " where company_id = %s and id = any (%s) and state <> 'cancelled'"
)
STANDING = """
    select r.code, r.name, r.seats, count(*) as standing, bool_or(b.state = 'waiting') as waits from administration.booking b
    join administration.room r on r.company_id = b.company_id and r.id = b.room_id
    where b.company_id = %s and b.id = any (%s) and b.state <> 'cancelled' group by r.id, r.code, r.name, r.seats
"""
MOST_NAMED = 12


class Rooms:
    """The rooms of one company in one transaction."""

    def __init__(self, work: Work) -> None:
        self.work = work

    async def book(self, room: str, times: Sequence[tuple[datetime, datetime]], title: str) -> RoomHold:
        """Hold the room for all these times, or for none."""
        held = await self._room(room)
        try:
            made = [await book(self.work, held, self._when(held, *time), title) for time in times]
        except Refused as refused:
            problem = refused.problems[0]
            raise Refused(problem.code, problem.message, field="room", **problem.data) from refused
        return RoomHold(held.code, held.name, held.seats, tuple(made), state_of_new(self.work, held) == "waiting")

    async def held(self, bookings: Sequence[int]) -> RoomHold | None:
        """What these bookings hold; None once one of them does not stand any more."""
        row = await self.work.row(STANDING, self.work.scope.company, list(bookings))
        if row is None or row["standing"] != len(bookings):
            return None
        return RoomHold(row["code"], row["name"], row["seats"], tuple(bookings), row["waits"])

    async def give_back(self, bookings: Sequence[int]) -> None:
        """Cancel bookings that still stand."""
        await self.work.run(CANCEL, self.work.actor, self.work.scope.company, list(bookings))

    async def _room(self, code: str) -> Room:
        known = {room.code: room for room in await rooms_of(self.work)}
        if code not in known:
            named = ", ".join(sorted(known)[:MOST_NAMED]) or "–"
            text = _("There is no room {code} here. There are: {rooms}.").fill(code=code, rooms=named)
            raise Refused("ADMINISTRATION_ROOM_UNKNOWN", text, field="room")
        return (await need_rooms(self.work, [known[code].id]))[0]

    @staticmethod
    def _when(room: Room, starts: datetime, ends: datetime) -> Occurrence:
        return Occurrence(starts.astimezone(room.clock).date(), starts, ends)


ROOM_BOOKING = Service(RoomBooking, Rooms)
