"""Every date of a series before anything is booked: what is free, what is off, and for each clash another time or none (SG-34)."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from dapur.contract import Choice, NotFound, Text, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, weekday
from dapur.queries.reader import Reader
from dapur_administration.operations.book_series import Planned, PlanSeries, plan_series
from dapur_administration.operations.save_office import need_zone
from dapur_administration.rooms import Room, days_ahead, free_among, rooms_of, taken, zone_name
from dapur_administration.rules.free_times import Span

BACK = "administration/series/new"
TONES = {"": "green", "holiday": "blue", "conflict": "red"}


@dataclass(frozen=True, slots=True)
class DateOfSeries:
    """A date. local: on the clock of the series, here: on the room's; offers: what may become of it, the likeliest first."""

    day: str
    title: str
    local: str
    here: str
    tone: str
    state: str
    offers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """The page. fields: what is posted as it came."""

    room: str
    title: str
    said: str
    dates: Sequence[DateOfSeries]
    fields: Sequence[tuple[str, str]]
    key: str
    back: str


async def plan(reader: Reader, parameters: Mapping[str, str]) -> SeriesPlan:
    """The dates of the series that the address names; none where it names no series. Raises NotFound for a room of nowhere."""
    try:
        form = PlanSeries.model_validate({n: v for n, v in parameters.items() if n in PlanSeries.model_fields and v})
    except ValidationError:
        return SeriesPlan("", "", "", (), (), "", BACK)
    rooms = await rooms_of(reader, [form.room_id])
    if not rooms:
        raise NotFound()
    planned = await plan_series(reader, form, rooms[0])
    clashing = [one for one in planned if one.reason == "conflict"]
    held = await _held(reader, rooms[0], clashing)
    off = sum(one.reason == "holiday" for one in planned)
    said = _("Dates: {dates}, of them taken: {clashes}, on days off: {off}").fill(
        dates=len(planned), clashes=len(clashing), off=off
    )
    kept = form.model_dump(mode="json", include={"room_id", "day", "starts", "ends", "zone", "on_holiday", "title", "rule"})
    return SeriesPlan(
        rooms[0].name,
        form.title,
        translate(said, reader.scope.language),
        [_date(reader, rooms[0], form, one, held) for one in planned],
        [(name, str(value)) for name, value in kept.items() if value not in ("", None)],
        secrets.token_urlsafe(18),
        BACK,
    )


async def _held(reader: Reader, room: Room, clashing: Sequence[Planned]) -> list[Span]:
    """What holds the room in all the days among which another time is looked for."""
    if not clashing:
        return []
    first, last = days_ahead([room], clashing[0].when.starts)[0], days_ahead([room], clashing[-1].when.starts)[1]
    return [(one.starts, one.until) for one in await taken(reader, [room.id], first, last)]


def _date(reader: Reader, room: Room, form: PlanSeries, one: Planned, held: Sequence[Span]) -> DateOfSeries:
    language = reader.scope.language
    zone = need_zone(form.zone or room.zone)
    starts, ends = (moment.astimezone(zone) for moment in (one.when.starts, one.when.ends))
    day = one.when.day
    return DateOfSeries(
        day.isoformat(),
        f"{weekday(day, language)}, {format_date(day, language)}",
        f"{starts:%H:%M}-{ends:%H:%M} {zone_name(starts)}",
        room.local(one.when.starts, one.when.ends),
        TONES.get(one.reason, "secondary"),
        translate(_state(one), language),
        [(choice.value, translate(choice.title, language)) for choice in _offers(reader, room, one, held)],
    )


def _state(one: Planned) -> Text:
    words = {"": _("Free"), "holiday": _("Day off"), "conflict": _("Taken by {holder}").fill(holder=one.holder)}
    return words[one.reason]


def _offers(reader: Reader, room: Room, one: Planned, held: Sequence[Span]) -> list[Choice]:
    """A day off is left out by the rule. A clash: the nearest free times first, or not at all."""
    skip = Choice("skip", _("Leave out"))
    if one.reason == "holiday":
        return []
    if not one.reason:
        return [Choice("keep", _("Book it")), skip]
    free = free_among(held, [room], (one.when.starts, one.when.ends), reader.now)
    return [*(_moved(reader, room, span) for span in free), skip]


def _moved(reader: Reader, room: Room, span: Span) -> Choice:
    starts, ends = (moment.astimezone(room.clock) for moment in span)
    words = f"{format_date(starts.date(), reader.scope.language)} {room.local(*span)}"
    return Choice(f"{starts:%Y-%m-%d %H:%M}-{ends:%H:%M}", _("Move to {time}").fill(time=words))
