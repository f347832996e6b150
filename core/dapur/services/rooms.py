"""Rooms for other departments: booked and given back in the same transaction as what takes place in them.

    rooms = work.find(RoomBooking)
    if rooms is not None:
        hold = await rooms.book("MERAPI", [(starts, ends)], "First aid")

`find` gives None while no plugin that keeps rooms is on. Rooms are named by code, as people know them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class RoomHold:
    """A room that is held. bookings: one for each time; seats: None where nobody counted them; waits: somebody confirms first."""

    code: str
    name: str
    seats: int | None
    bookings: tuple[int, ...]
    waits: bool


class RoomBooking(Protocol):
    """Rooms, vehicles and things that are booked. The rights are those of the caller's operation; the holder is who acts.

    Raises Refused at the field "room": there is none of this code, or it is taken.
    """

    async def book(self, room: str, times: Sequence[tuple[datetime, datetime]], title: str) -> RoomHold:
        """Hold the room for all these times, or for none."""
        ...

    async def held(self, bookings: Sequence[int]) -> RoomHold | None:
        """What these bookings of one room hold now; None once one of them does not stand any more."""
        ...

    async def give_back(self, bookings: Sequence[int]) -> None:
        """Cancel bookings that still stand; their time is free again."""
        ...
