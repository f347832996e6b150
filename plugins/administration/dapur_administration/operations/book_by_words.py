"""Booking in four keys: what for, and when in words. What is booked, and what is refused, is the same as everywhere."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.book_room import CONFLICTS, BookRoom, OtherRoom, RoomBooked, book_room
from dapur_administration.operations.save_office import NAME
from dapur_administration.operations.save_room import ROOM
from dapur_administration.rules.when import read_when

WHEN = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80),
    Shown(_("When"), hint=_("For example: tomorrow 10-11, Monday 13:30-15, 2/3 9-10"), stop=True),
]


class BookByWords(Form):
    """What is booked, for what, and when as one writes it. The time is that of the room's clock."""

    title: Annotated[NAME, Shown(_("What for"), width="wide", stop=True)]
    when: WHEN
    room_id: ROOM
    other_rooms: Annotated[list[OtherRoom], Shown(_("Also for the same time"), kind="lines")] = []
    note: Annotated[str, StringConstraints(max_length=1000), Shown(_("Note"), kind="note")] = ""


@operation(
    "administration.book_by_words",
    title=_("Book room or vehicle"),
    permission="administration.room.book",
    audit_verb=_("booked"),
    conflicts=CONFLICTS,
)
async def book_by_words(work: Work, form: BookByWords) -> RoomBooked:
    """Book a room or vehicle, the time given in words: a day, or none for today, and from when to when."""
    day, starts, ends = read_or_refuse(work, form.when)
    facts = form.model_dump(include={"title", "room_id", "other_rooms", "note"})
    booked: RoomBooked = await book_room.run(work, BookRoom(day=day, starts=starts, ends=ends, **facts))
    return booked


def read_or_refuse(work: Work, text: str) -> tuple[date, str, str]:
    """Day, begin and end. Raises Refused (ADMINISTRATION_WHEN_UNCLEAR)."""
    try:
        return read_when(text, work.scope.language, work.today)
    except ValueError:
        sentence = _('"{text}" names no day and time. Write them like "tomorrow 10-11" or "2/3 9:30-11".')
        raise Refused("ADMINISTRATION_WHEN_UNCLEAR", sentence.fill(text=text), field="when") from None
