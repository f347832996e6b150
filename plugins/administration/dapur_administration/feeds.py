"""What a calendar feed shows to whoever holds its address."""

from datetime import timedelta

from dapur.contract import DocumentFile, NotFound
from dapur.queries.reader import Reader
from dapur_administration.documents.calendar import Appointment, write_calendar
from dapur_administration.due_dates import due_between

FEED = """
    select f.name, f.shows, f.room_id, f.user_id from administration.calendar_feed f
    join core.membership m on m.company_id = f.company_id and m.user_id = f.user_id and m.is_active
    where f.company_id = %s and f.token = %s and f.revoked_at is null
"""
BOOKINGS = """
    select b.id, b.title, b.starts, b.ends, b.state, r.name from administration.booking b
    join administration.room r on r.company_id = b.company_id and r.id = b.room_id
    where b.company_id = %s and (b.room_id = %s or (%s::bigint is null and b.holder_id = %s)) and b.state <> 'cancelled'
      and b.ends > %s and b.starts < %s order by b.starts, b.id limit 2000
"""
BACK, AHEAD = timedelta(days=60), timedelta(days=400)


async def feed(reader: Reader, parameters: dict[str, str]) -> DocumentFile:
    """The feed with this token. Raises NotFound for one that is closed, or whose owner left."""
    found = await reader.rows(FEED, reader.scope.company, parameters["token"].removesuffix(".ics"))
    if not found:
        raise NotFound()
    name, shows, room, user = found[0]
    shown = await (_bookings(reader, room, user) if shows != "obligations" else _obligations(reader))
    content = write_calendar(f"{reader.company.name}: {name}", shown, reader.now)
    return DocumentFile("calendar.ics", "text/calendar; charset=utf-8", content)


async def _bookings(reader: Reader, room: int | None, user: int) -> list[Appointment]:
    span = reader.now - BACK, reader.now + AHEAD
    rows = await reader.rows(BOOKINGS, reader.scope.company, room, room, user, *span)
    return [
        Appointment(
            f"booking-{number}@{reader.company.code}.dapur", title, starts, ends, place=place, is_sure=state == "confirmed"
        )
        for number, title, starts, ends, state, place in rows
    ]


async def _obligations(reader: Reader) -> list[Appointment]:
    found = await due_between(reader, reader.today - BACK, reader.today + AHEAD)
    return [
        Appointment(f"{due.address.replace('/', '-')}-{due.raw:%Y%m%d}@{reader.company.code}.dapur", due.title, day=due.day)
        for due in found
        if due.state != "cancelled"
    ]
