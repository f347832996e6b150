"""Beside the form of a booking, while the time is chosen: whether it is free, who holds it, and which times are free (SG-33)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dapur.contract import FormOutlook, Refused
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_administration.operations.book_room import span_of, standing_then, words
from dapur_administration.rooms import Room, Taken, free_times, rooms_of
from dapur_administration.rules.free_times import Span
from dapur_administration.rules.series import Occurrence
from dapur_administration.rules.when import read_when

BOOKED = "select room_id, title, starts, ends from administration.booking where company_id = %s and id = %s"


@dataclass(frozen=True, slots=True)
class Held:
    """A booking that stands at the chosen time, said on the clock of its room."""

    room: str
    title: str
    holder: str
    time: str


@dataclass(frozen=True, slots=True)
class BookingOutlook:
    """What the chosen time means. time: "" as long as none can be read. offers: what to type, and how it is said.

    now: the booking that is moved, as it stands; "" for a new one.
    """

    time: str = ""
    problem: str = ""
    rooms: str = ""
    clashes: Sequence[Held] = ()
    asked: Sequence[Held] = ()
    offers: Sequence[tuple[str, str]] = ()
    now: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking that may be moved: its room, and its time now."""

    id: int
    title: str
    room: Room
    when: Span


async def booking_outlook(reader: Reader, raw: Mapping[str, Any]) -> BookingOutlook:
    """Of the form's rooms and its words for the time, as far as they are there."""
    return await _outlook(reader, await _rooms(reader, raw), raw)


async def move_outlook(reader: Reader, raw: Mapping[str, Any]) -> BookingOutlook:
    """Of the room of the booking that is moved, which stands in its own way nowhere."""
    found = await booked(reader, str(raw.get("id") or ""))
    if found is None:
        return BookingOutlook()
    outlook = await _outlook(reader, [found.room], raw, [found.id])
    return replace(outlook, now=f"{found.title}, {found.room.name}, {words(reader, found.room, *found.when)}")


async def booked(reader: Reader, number: str) -> Booked | None:
    """The booking of this number, as an address or a form has it; None where there is none."""
    rows = await reader.rows(BOOKED, reader.scope.company, int(number)) if number.isdecimal() and len(number) < 19 else []
    if not rows:
        return None
    ((room, title, starts, ends),) = rows
    return Booked(int(number), title, (await rooms_of(reader, [room]))[0], (starts, ends))


async def _outlook(reader: Reader, rooms: list[Room], raw: Mapping[str, Any], leave_out: Sequence[int] = ()) -> BookingOutlook:
    when, problem = _when(reader, rooms, str(raw.get("when") or "")[:80])
    if when is None:
        return BookingOutlook(problem=problem)
    time, named = words(reader, rooms[0], when.starts, when.ends), ", ".join(room.name for room in rooms)
    standing = [(room, one) for room, one in await standing_then(reader, rooms, when) if one.id not in leave_out]
    held = [(room, one) for room, one in standing if one.state == "confirmed"]
    if held:
        free = await free_times(reader, rooms, when.starts, when.ends, leave_out=leave_out)
        told = [_held(reader, *pair) for pair in held]
        return BookingOutlook(time, "", named, told, offers=[_offer(reader, rooms[0], span) for span in free])
    return BookingOutlook(time, "", named, asked=[_held(reader, *pair) for pair in standing])


async def _rooms(reader: Reader, raw: Mapping[str, Any]) -> list[Room]:
    """The rooms that are chosen, the first one first."""
    chosen = [raw.get("room_id"), *(line.get("room_id") for line in raw.get("other_rooms") or ())]
    numbers = list(dict.fromkeys(int(text) for text in map(str, chosen) if text.isdecimal() and len(text) < 19))
    known = {room.id: room for room in await rooms_of(reader, numbers)}
    return [known[number] for number in numbers if number in known and not known[number].is_closed]


def _when(reader: Reader, rooms: Sequence[Room], typed: str) -> tuple[Occurrence | None, str]:
    """The instants; or why there are none, "" where something is still to be chosen."""
    if not rooms or not typed.strip():
        return None, ""
    try:
        return span_of(rooms[0], *read_when(typed, reader.scope.language, reader.today)), ""
    except ValueError:
        return None, ""
    except Refused as refused:
        return None, translate(refused.problems[0].message, reader.scope.language)


def _held(reader: Reader, room: Room, one: Taken) -> Held:
    return Held(room.name, one.title, one.holder, words(reader, room, one.starts, one.ends))


def _offer(reader: Reader, room: Room, span: Span) -> tuple[str, str]:
    return as_typed(reader, room, span), words(reader, room, *span)


def as_typed(reader: Reader, room: Room, span: Span) -> str:
    """A time as somebody would write it into the form."""
    starts, ends = (moment.astimezone(room.clock) for moment in span)
    return f"{format_date(starts.date(), reader.scope.language)} {starts:%H:%M}-{ends:%H:%M}"


OUTLOOK = FormOutlook("administration/booking_outlook.html", ("when", "room_id", "other_rooms"), booking_outlook)
MOVE_OUTLOOK = FormOutlook("administration/booking_outlook.html", ("when", "id"), move_outlook)
