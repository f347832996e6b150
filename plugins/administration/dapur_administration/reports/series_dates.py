"""The dates of a series before it is booked: on its own clock and the room's, with what stands in their way."""

from typing import Any

from dapur.contract import Choice, Column, NotFound, Report, ReportRow, Sheet, _
from dapur.language.dates import weekday
from dapur.queries.reader import Reader
from dapur_administration.operations.book_series import Planned, Series, plan_series
from dapur_administration.operations.save_office import need_zone
from dapur_administration.rooms import Room, rooms_of, zone_name

STATES = (
    Choice("free", _("Free")),
    Choice("holiday", _("Day off")),
    Choice("conflict", _("Not free")),
    Choice("wish", _("Left out")),
)
COLUMNS = (
    Column("day", _("Day"), "date", phone=1),
    Column("weekday", _("Weekday"), "text", phone=2),
    Column("local", _("Time of the series"), "text", phone=2),
    Column("here", _("Time at the room"), "text", phone=2),
    Column(
        "status", _("Status"), "status", choices=STATES, tones={"free": "green", "holiday": "blue", "conflict": "red"}, phone=1
    ),
    Column("holder", _("Booked by"), "text"),
)


async def build(reader: Reader, form: Series) -> Sheet:
    """One row a date."""
    rooms = await rooms_of(reader, [form.room_id])
    if not rooms:
        raise NotFound(field="room_id")
    zone = need_zone(form.zone or rooms[0].zone)
    rows = [_row(reader, rooms[0], zone, one) for one in await plan_series(reader, form, rooms[0])]
    return Sheet(_("Dates of a series"), COLUMNS, rows, head=((_("Room or vehicle"), rooms[0].name),))


def _row(reader: Reader, room: Room, zone: Any, one: Planned) -> ReportRow:
    starts, ends = (moment.astimezone(zone) for moment in (one.when.starts, one.when.ends))
    local = f"{starts:%H:%M}-{ends:%H:%M} {zone_name(starts)}"
    day = one.when.day
    cells = (
        day,
        weekday(day, reader.scope.language),
        local,
        room.local(one.when.starts, one.when.ends),
        one.reason or "free",
        one.holder,
    )
    return ReportRow(cells, key=day.isoformat())


async def initial(reader: Reader) -> dict[str, Any]:
    """From today, four times, in the first room."""
    rooms = await rooms_of(reader)
    first = rooms[0].id if rooms else None
    return {"room_id": first, "day": reader.today, "starts": "09:00", "ends": "10:00", "count": 4}


SERIES_DATES = Report(
    "administration.series_dates",
    _("Dates of a series"),
    "administration.room.read",
    Series,
    build,
    "The dates of a series before it is booked, with clashes and days off.",
)
