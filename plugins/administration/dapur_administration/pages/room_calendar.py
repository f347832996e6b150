"""A day of all rooms: half hours across, rooms down, each on its own clock. What is free is a button with a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from dapur.contract import NotFound, Text, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, parse_date, weekday
from dapur.queries.reader import Reader
from dapur_administration.pages.room_slot import HALF, free_until
from dapur_administration.rooms import Room, Taken, rooms_of, taken, zone_name
from dapur_administration.rules.equipment import has, offered
from dapur_administration.rules.series import instant
from dapur_base.calendars import calendar_of, reason_off

LETTERS = {"confirmed": ("■", "blue"), "waiting": ("?", "blue unsure")}
SHOWN = 60
"""So many rooms stand on one page; the seats or the office narrow them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Half an hour of a room. look: the tone of what holds it, "" when it is free; address: where it leads; words: what it is."""

    letter: str = ""
    look: str = ""
    address: str = ""
    words: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A room and its day."""

    id: int
    name: str
    facts: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rooms are looked for, as it was typed; "" where it does not matter. kept: for the addresses of other days."""

    seats: str
    equipment: str
    office: str

    @property
    def kept(self) -> str:
        """Behind the day, as in an address."""
        fields = {"seats": self.seats, "equipment": self.equipment, "office": self.office}
        chosen = urlencode({name: value for name, value in fields.items() if value})
        return f"&{chosen}" if chosen else ""

    def fits(self, room: Room) -> bool:
        """Whether the room has enough seats and what is needed, at the right place."""
        return (
            (not self.seats or (room.seats or 0) >= int(self.seats))
            and (not self.equipment or has(room.equipment, self.equipment))
            and (not self.office or room.office_id == int(self.office))
        )


@dataclass(frozen=True, slots=True)
class DayOfRooms:
    """The page. heads: (time, whether a full hour); more: rooms that are left out; notes: why the day is off."""

    day: str
    typed: str
    title: str
    before: str
    after: str
    heads: Sequence[tuple[str, bool]]
    rows: Sequence[Row]
    chosen: Chosen
    offices: Sequence[tuple[str, str]]
    equipment: Sequence[str]
    more: int
    note: str
    may_book: bool


async def room_day(reader: Reader, parameters: dict[str, str]) -> DayOfRooms:
    """The day of the address, or today. Raises NotFound for one that is none."""
    known = await rooms_of(reader)
    chosen = _chosen(parameters)
    found = [room for room in known if chosen.fits(room)]
    rooms = found[:SHOWN]
    day = _day(parameters.get("day", ""), _next_open(reader, rooms), reader)
    first = min((room.opens for room in rooms), default=420) // 30 * 30
    last = max((room.closes for room in rooms), default=1080)
    minutes = range(first, last, 30)
    held = await _held(reader, rooms, day)
    may_book = reader.scope.may("administration.room.book")
    return DayOfRooms(
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{weekday(day, reader.scope.language)}, {format_date(day, reader.scope.language)}",
        (day - timedelta(days=1)).isoformat(),
        (day + timedelta(days=1)).isoformat(),
        [(f"{minute // 60:02d}:{minute % 60:02d}", minute % 60 == 0) for minute in minutes],
        [_row(reader, room, day, minutes, held[room.id], may_book) for room in rooms],
        chosen,
        sorted({(str(room.office_id), room.office) for room in known}, key=lambda office: office[1]),
        offered(room.equipment for room in known),
        len(found) - len(rooms),
        await _note(reader, day),
        may_book,
    )


def _chosen(parameters: dict[str, str]) -> Chosen:
    """What of the address can be read; the rest is left out."""
    return Chosen(
        _count(parameters.get("seats", "")), parameters.get("equipment", "")[:100], _count(parameters.get("office", ""))
    )


def _count(text: str) -> str:
    return text if text.isdecimal() and len(text) < 19 and int(text) else ""


def _next_open(reader: Reader, rooms: Sequence[Room]) -> date:
    """Today, or tomorrow once every room has closed."""
    still_open = any(room.open_on(reader.today)[1] > reader.now for room in rooms)
    return reader.today if still_open or not rooms else reader.today + timedelta(days=1)


def _day(text: str, default: date, reader: Reader) -> date:
    """The day that was typed, or that an address names. Raises NotFound for one that is none."""
    if not text:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date(text, reader.scope.language, reader.today)
    except ValueError:
        raise NotFound() from None


async def _held(reader: Reader, rooms: Sequence[Room], day: date) -> dict[int, list[Taken]]:
    found: dict[int, list[Taken]] = {room.id: [] for room in rooms}
    if rooms:
        midnights = [instant(datetime.combine(day, time()), room.clock) for room in rooms]
        for one in await taken(reader, list(found), min(midnights), max(midnights) + timedelta(days=1)):
            found[one.room].append(one)
    return found


async def _note(reader: Reader, day: date) -> str:
    calendar = await calendar_of(reader)
    if not reason_off(calendar, day):
        return ""
    holiday = calendar.holiday_on(day)
    if holiday is None:
        return translate(_("Nobody works on this day by the company's calendar."), reader.scope.language)
    return holiday.name_en if reader.scope.language == "en" else holiday.name_id


def _row(reader: Reader, room: Room, day: date, minutes: range, held: Sequence[Taken], may_book: bool) -> Row:
    midnight = datetime.combine(day, time())
    cells = []
    for minute in minutes:
        starts = instant(midnight + timedelta(minutes=minute), room.clock)
        cells.append(_cell(reader, room, starts, day, minute, held, may_book))
    seats = translate(_("{count} seats").fill(count=room.seats), reader.scope.language) if room.seats else ""
    zone = zone_name(instant(midnight, room.clock).astimezone(room.clock))
    facts = " · ".join(part for part in (zone, seats, room.office, *room.equipment) if part)
    return Row(room.id, room.name, facts, cells)


def _cell(reader: Reader, room: Room, starts: datetime, day: date, minute: int, held: Sequence[Taken], may_book: bool) -> Cell:
    ends = starts + HALF
    language = reader.scope.language
    booked = next((one for one in held if one.starts < ends and starts < one.ends), None)
    if booked is not None:
        letter, look = LETTERS[booked.state]
        words = f"{booked.title}, {booked.holder}, {room.local(booked.starts, booked.ends)}"
        return Cell(letter, look, f"administration/bookings/{booked.id}", words)
    if any(one.starts < ends and starts < one.until and one.state == "confirmed" for one in held):
        return Cell("·", "secondary", "", translate(_("Kept free after a booking"), language))
    if minute < room.opens or minute + 30 > room.closes or ends <= reader.now or not may_book:
        return Cell(is_closed=True)
    if free_until(room, starts, held) < ends:
        return Cell("·", "secondary", "", translate(_("Too short before the next booking"), language))
    clock = f"{minute // 60:02d}:{minute % 60:02d}"
    text: Text = _("Book {room} at {time}").fill(room=room.name, time=clock)
    address = f"administration/rooms/{room.id}/book/{day.isoformat()}/{clock.replace(':', '')}"
    return Cell("+", "", address, translate(text, language))
