"""Rooms as operations and pages look at them: what is held, who holds it, what is free, each on the room's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dapur.contract import NotFound, _
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_administration.rules.free_times import Span, gaps, nearest
from dapur_administration.rules.series import instant

ROOMS = """
    select r.id, r.code, r.name, r.kind, r.opens, r.closes, r.buffer, r.needs_confirmation, r.is_closed, r.seats, o.zone, o.name,
        o.id, r.equipment
    from administration.room r join administration.office o on o.company_id = r.company_id and o.id = r.office_id
    where r.company_id = %s and (r.id = any (%s) or %s) order by r.id
"""
TAKEN = """
    select b.id, b.room_id, b.title, u.name, b.starts, b.ends, b.state, b.holder_id, upper(b.held)
    from administration.booking b join core.app_user u on u.id = b.holder_id
    where b.company_id = %s and b.room_id = any (%s) and b.state <> 'cancelled' and b.held && tstzrange(%s, %s)
    order by b.starts, b.id
"""


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
        midnight = datetime.combine(day, time())
        opens, closes = (midnight + timedelta(minutes=minutes) for minutes in (self.opens, self.closes))
        return instant(opens, self.clock), instant(closes, self.clock)

    def local(self, starts: datetime, ends: datetime) -> str:
        """On its own clock, with the zone's name: "11:00-12:30 WIT"."""
        here, there = starts.astimezone(self.clock), ends.astimezone(self.clock)
        return f"{here:%H:%M}-{there:%H:%M} {zone_name(here)}"


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


def zone_name(moment: datetime) -> str:
    """WIB, WITA, WIT, CET; UTC+3 where a zone has no name."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


async def rooms_of(source: Work | Reader, numbers: Sequence[int] | None = None) -> list[Room]:
    """Rooms by number; None gives all that are in use."""
    rows = await _tuples(source, ROOMS, source.scope.company, list(numbers or ()), numbers is None)
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
    rows = await _tuples(source, TAKEN, source.scope.company, list(rooms), starts, ends)
    return [Taken(*row) for row in rows]


async def free_times(
    source: Work | Reader, rooms: Sequence[Room], starts: datetime, ends: datetime, count: int = 3, leave_out: Sequence[int] = ()
) -> list[Span]:
    """Really free times of the same length in all these rooms, the nearest first: on that day, else on the days after it.

    What only waits for confirmation is not free. leave_out: bookings that are about to be moved away.
    """
    day, found = starts.astimezone(rooms[0].clock).date(), []
    after = max(room.after for room in rooms)
    for later in range(8):
        spans = [room.open_on(day + timedelta(days=later)) for room in rooms]
        opens = max(rounded_up(source.now), *(first for first, _last in spans))
        closes = min(last for _first, last in spans)
        if opens >= closes:
            continue
        wish = starts + timedelta(days=later)
        held = await taken(source, [room.id for room in rooms], opens, closes)
        free = gaps(opens, closes, [(one.starts, one.until) for one in held if one.id not in leave_out])
        found += nearest(free, wish, ends - starts, after, count)
        if len(found) >= count:
            break
    return found[:count]


def rounded_up(moment: datetime) -> datetime:
    """The next quarter of an hour."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment.astimezone(UTC) + (timedelta(minutes=15) - over if over else timedelta())


async def _tuples(source: Work | Reader, sql: str, *args: Any) -> list[tuple[Any, ...]]:
    if isinstance(source, Reader):
        return await source.rows(sql, *args)
    cursor = await source.connection.execute(sql.encode(), args)
    return await cursor.fetchall()
