"""Rooms as operations and pages look at them: what is held, who holds it, what is free, each on the room's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from dapur.contract import NotFound, _
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_administration.rules.free_times import Span, gaps, nearest
from dapur_administration.rules.series import instant
from dapur_base.reading import rows_of

ROOMS = """
    select r.id, r.code, r.name, r.kind, r.opens, r.closes, r.buffer, r.needs_confirmation, r.is_closed, r.seats, o.zone, o.name,
        o.id, r.equipment
    from administration.room r join administration.office o on o.company_id = r.company_id and o.id = r.office_id
    where r.company_id = %s and (r.id = any (%s) or %s) order by r.id
"""
# What holds some of a time. Row security keeps `held &&` from an index, the start finds it: nothing but what goes on for longer
# than a day begins before the day, and nothing goes on for longer than 31 days and a day of buffer (see migration 0009).
_STANDING = """(
    select * from administration.booking where company_id = %s and room_id = any (%s) and held && tstzrange(%s, %s)
        and state <> 'cancelled' and starts < %s and starts > %s - interval '24 hours'
    union all
    select * from administration.booking where company_id = %s and room_id = any (%s) and held && tstzrange(%s, %s)
        and state <> 'cancelled' and starts <= %s - interval '24 hours' and starts > %s - interval '33 days'
        and upper(held) - starts > interval '24 hours') b"""
TAKEN = f"""
    select b.id, b.room_id, b.title, u.name, b.starts, b.ends, b.state, b.holder_id, upper(b.held)
    from {_STANDING} join core.app_user u on u.id = b.holder_id order by b.starts, b.id
"""
HELD = f"select b.room_id, b.starts, upper(b.held) from {_STANDING} where b.state = 'confirmed'"
DAYS_AHEAD = 7
"""So many days after the wished one are looked through for a free time."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room, vehicle or thing. opens, closes: minutes of the day; buffer: minutes after a booking."""

    id: int
    code: str
    name: str
    kind: str
    opens: int
    closes: int
    buffer: int
    needs_confirmation: bool
    is_closed: bool
    seats: int | None
    zone: str
    office: str
    office_id: int
    equipment: list[str]

    @property
    def clock(self) -> ZoneInfo:
        """The clock of its office."""
        return ZoneInfo(self.zone)

    @property
    def after(self) -> timedelta:
        """What stays free behind a booking."""
        return timedelta(minutes=self.buffer)

    def open_on(self, day: date) -> Span:
        """From opening to closing on a day, as instants."""
        return _hours(self.zone, self.opens, self.closes, day)

    def local(self, starts: datetime, ends: datetime) -> str:
        """On its own clock, with the zone's name: "11:00-12:30 WIT"."""
        return _local(self.zone, starts, ends)


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking that stands. until: the end of what it holds, the buffer included."""

    id: int
    room: int
    title: str
    holder: str
    starts: datetime
    ends: datetime
    state: str
    holder_id: int
    until: datetime


# A list of rooms asks for the same hours and times again and again.
@lru_cache(maxsize=2000)
def _hours(zone: str, opens: int, closes: int, day: date) -> Span:
    midnight, clock = datetime.combine(day, time()), ZoneInfo(zone)
    first, last = (instant(midnight + timedelta(minutes=minutes), clock) for minutes in (opens, closes))
    return first, last


@lru_cache(maxsize=2000)
def _local(zone: str, starts: datetime, ends: datetime) -> str:
    here, there = starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    return f"{here:%H:%M}-{there:%H:%M} {zone_name(here)}"


def zone_name(moment: datetime) -> str:
    """WIB, WITA, WIT, CET; UTC+3 where a zone has no name."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


async def rooms_of(source: Work | Reader, numbers: Sequence[int] | None = None) -> list[Room]:
    """Rooms by number; None gives all that are in use."""
    rows = await rows_of(source, ROOMS, source.scope.company, list(numbers or ()), numbers is None)
    return [room for room in (Room(*row) for row in rows) if numbers is not None or not room.is_closed]


async def need_rooms(work: Work, numbers: Sequence[int], *, closed_too: bool = False) -> list[Room]:
    """Rooms of a booking, held until the transaction ends, so that bookings of one room come one after the other."""
    await work.rows(
        "select id from administration.room where company_id = %s and id = any (%s) order by id for no key update",
        work.scope.company,
        list(numbers),
    )
    found = await rooms_of(work, numbers)
    if len(found) != len(set(numbers)) or (not closed_too and any(room.is_closed for room in found)):
        raise NotFound(_("There is no such room any more. Choose one from the list."), field="room_id")
    return found


async def taken(source: Work | Reader, rooms: Sequence[int], starts: datetime, ends: datetime) -> list[Taken]:
    """Bookings, waiting and confirmed, that hold some of this time."""
    return [Taken(*row) for row in await rows_of(source, TAKEN, *_standing(source, rooms, starts, ends))]


async def confirmed(source: Work | Reader, rooms: Sequence[int], starts: datetime, ends: datetime) -> dict[int, list[Span]]:
    """Room -> from when until when confirmed bookings hold it, their buffers included: those that hold some of this time."""
    found: dict[int, list[Span]] = {room: [] for room in rooms}
    for room, first, until in await rows_of(source, HELD, *_standing(source, rooms, starts, ends)):
        found[room].append((first, until))
    return found


def _standing(source: Work | Reader, rooms: Sequence[int], starts: datetime, ends: datetime) -> list[Any]:
    those = [source.scope.company, list(rooms), starts, ends]
    return [*those, ends, starts, *those, starts, starts]


async def free_times(
    source: Work | Reader, rooms: Sequence[Room], starts: datetime, ends: datetime, count: int = 3, leave_out: Sequence[int] = ()
) -> list[Span]:
    """Really free times of the same length in all these rooms, the nearest first: on that day, else on the days after it.

    What only waits for confirmation is not free. leave_out: bookings that are about to be moved away.
    """
    held = await taken(source, [room.id for room in rooms], *days_ahead(rooms, starts))
    standing = [(one.starts, one.until) for one in held if one.id not in leave_out]
    return free_among(standing, rooms, (starts, ends), source.now, count)


def days_ahead(rooms: Sequence[Room], starts: datetime) -> Span:
    """From when until when free times are looked for."""
    day = starts.astimezone(rooms[0].clock).date()
    last = day + timedelta(days=DAYS_AHEAD)
    return min(room.open_on(day)[0] for room in rooms), max(room.open_on(last)[1] for room in rooms)


def free_among(held: Sequence[Span], rooms: Sequence[Room], wished: Span, now: datetime, count: int = 3) -> list[Span]:
    """The same among what holds the rooms in these days."""
    (starts, ends), found = wished, list[Span]()
    day = starts.astimezone(rooms[0].clock).date()
    after = max(room.after for room in rooms)
    for later in range(DAYS_AHEAD + 1):
        spans = [room.open_on(day + timedelta(days=later)) for room in rooms]
        opens = max(rounded_up(now), *(first for first, _last in spans))
        closes = min(last for _first, last in spans)
        if opens >= closes:
            continue
        found += nearest(gaps(opens, closes, held), starts + timedelta(days=later), ends - starts, after, count)
        if len(found) >= count:
            break
    return found[:count]


def rounded_up(moment: datetime) -> datetime:
    """The next quarter of an hour."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment.astimezone(UTC) + (timedelta(minutes=15) - over if over else timedelta())
