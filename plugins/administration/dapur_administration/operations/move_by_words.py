"""Moving a booking, the new time given in words, as it is booked."""

from typing import Annotated

from dapur.contract import Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.book_by_words import WHEN, read_or_refuse
from dapur_administration.operations.book_room import CONFLICTS, RoomBooked
from dapur_administration.operations.change_booking import MoveBooking, held_booking, move_booking


class MoveByWords(Form):
    """A booking, and its new time as one writes it, on the clock of its room."""

    id: Annotated[int, Shown(_("Booking"), kind="hidden", reference="administration.bookings")]
    when: WHEN


@operation(
    "administration.move_by_words",
    title=_("Move booking"),
    permission="administration.room.book",
    audit_verb=_("moved the booking"),
    conflicts=CONFLICTS,
)
async def move_by_words(work: Work, form: MoveByWords) -> RoomBooked:
    """Move a booking to another time of its room: a day, or none for today, and from when to when."""
    day, starts, ends = read_or_refuse(work, form.when)
    _row, room = await held_booking(work, form.id)
    moved: RoomBooked = await move_booking.run(work, MoveBooking(id=form.id, room_id=room.id, day=day, starts=starts, ends=ends))
    return moved
