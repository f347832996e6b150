"""Booking a series: every date on the clock that the series belongs to. Dates that clash are told before anything is booked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.language.dates import format_date
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_administration.operations.book_room import CONFLICTS, book, span_of
from dapur_administration.operations.save_office import NAME, need_zone
from dapur_administration.operations.save_room import ROOM, Clock, minutes
from dapur_administration.rooms import Room, need_rooms, taken
from dapur_administration.rules.series import MOST, Occurrence, is_rule, occurrences, written_rule
from dapur_base.calendars import Calendar, calendar_of, reason_off

EVERY = (Choice("week", _("Week")), Choice("day", _("Day")), Choice("month", _("Month")))
ON_HOLIDAY = (Choice("skip", _("Leave that date out")), Choice("keep", _("Book it all the same")))
ON_CONFLICT = (Choice("ask", _("Book nothing, and tell me the dates")), Choice("skip", _("Leave those dates out")))
INSTEAD = r"^(skip|keep|[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))$"
WEEKDAYS = (
    Choice("MO", _("Monday")),
    Choice("TU", _("Tuesday")),
    Choice("WE", _("Wednesday")),
    Choice("TH", _("Thursday")),
    Choice("FR", _("Friday")),
    Choice("SA", _("Saturday")),
    Choice("SU", _("Sunday")),
)


class Series(Form):
    """The dates of a series: a room, local times, a rule. zone: the clock it belongs to, the room's when empty."""

    room_id: ROOM
    day: Annotated[date, Shown(_("First day"))]
    starts: Annotated[Clock, Shown(_("From"), hint=_("For example 09:00"))]
    ends: Annotated[Clock, Shown(_("Until"), hint=_("For example 10:30"))]
    every: Annotated[Literal["week", "day", "month"], Shown(_("Every"), choices=EVERY)] = "week"
    interval: Annotated[int, Field(ge=1, le=52), Shown(_("How many of them"))] = 1
    weekdays: Annotated[
        list[Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]],
        Shown(_("On these days"), kind="choices", choices=WEEKDAYS, hint=_("That of the first day when none is chosen")),
    ] = []
    count: Annotated[int | None, Field(ge=1, le=MOST), Shown(_("How often"))] = None
    until: Annotated[date | None, Shown(_("Or through the day"))] = None
    zone: Annotated[
        str, StringConstraints(max_length=60), Shown(_("Time zone of the series"), hint=_("That of the room when left empty"))
    ] = ""
    rule: Annotated[str, StringConstraints(max_length=300), Shown(_("Recurrence rule"), kind="hidden")] = ""
    on_holiday: Annotated[Literal["skip", "keep"], Shown(_("On a day off"), choices=ON_HOLIDAY)] = "skip"


class MovedDate(Form):
    """A date of the series that is booked at another time, on the clock of the room."""

    day: Annotated[date, Shown(_("Date of the series"))]
    to: Annotated[
        str,
        StringConstraints(pattern=INSTEAD),
        Shown(_("Instead"), hint=_("skip, keep, or another time like 2026-11-30 10:00-11:00")),
    ]


class BookSeries(Series):
    """A series and what it is for. on_conflict: what becomes of dates on which the room is taken.

    skip: dates left out; dates: what becomes of single ones, left out or moved to another time.
    """

    title: Annotated[NAME, Shown(_("What for"), width="wide")]
    on_conflict: Annotated[Literal["ask", "skip"], Shown(_("Where the room is taken"), choices=ON_CONFLICT)] = "ask"
    skip: Annotated[list[date], Shown(_("Dates left out"), kind="hidden")] = []
    dates: Annotated[list[MovedDate], Shown(_("Single dates"), kind="lines")] = []


class SkippedDate(Result):
    """A date that was left out, and why: holiday, conflict, wish."""

    day: date
    reason: str


class SeriesBooked(Result):
    """The series, the days that are booked, and those left out."""

    id: int
    booked: list[date]
    skipped: list[SkippedDate]


@dataclass(frozen=True, slots=True)
class Planned:
    """A date of a series. reason: "" when it can be booked, else holiday, conflict or wish; holder: who has the room then."""

    when: Occurrence
    reason: str = ""
    holder: str = ""


@operation(
    "administration.book_series",
    title=_("Book series"),
    permission="administration.room.book",
    audit_verb=_("booked the series"),
    conflicts=CONFLICTS,
)
async def book_series(work: Work, form: BookSeries) -> SeriesBooked:
    """Book a series. What is kept is its local time, its zone and its rule; where a date clashes, nothing is booked unless told."""
    room = (await need_rooms(work, [form.room_id]))[0]
    moved = {one.day: _moved(one, room) for one in form.dates if one.to not in ("skip", "keep")}
    left_out = [*form.skip, *(one.day for one in form.dates if one.to == "skip")]
    planned = [
        replace(one, reason="moved") if one.when.day in moved else one for one in await plan_series(work, form, room, left_out)
    ]
    refuse_clashes(work, form.on_conflict, planned)
    free = [moved.get(one.when.day, one.when) for one in planned if one.reason in ("", "moved")]
    if not free:
        raise Refused("ADMINISTRATION_SERIES_EMPTY", _("No date of the series is left. Choose other days."), field="day")
    made = await write_series(work, form, room)
    for when in free:
        await book(work, room, when, form.title, series=made)
    skipped = [SkippedDate(day=one.when.day, reason=one.reason) for one in planned if one.reason not in ("", "moved")]
    return SeriesBooked(id=made, booked=[when.day for when in free], skipped=skipped)


def _moved(one: MovedDate, room: Room) -> Occurrence:
    """The other time of a date, which stays that date of the series. Raises Refused for what is no day or time."""
    try:
        day, starts, ends = date.fromisoformat(one.to[:10]), one.to[11:16], one.to[17:]
        at = span_of(room, day, starts, ends)
    except ValueError:
        sentence = _("{text} is no day and time. Write them like 2026-11-30 10:00-11:00.")
        raise Refused("ADMINISTRATION_WHEN_UNCLEAR", sentence.fill(text=one.to), field="dates") from None
    return replace(at, day=one.day)


class PlanSeries(Series):
    """A series and what it is for, before anything is booked."""

    title: Annotated[NAME, Shown(_("What for"), width="wide")]


class SeriesPlanned(Result):
    """How many dates there are, how many clash, and the page that lists them."""

    dates: int
    clashes: int
    address: str


@operation(
    "administration.plan_series",
    title=_("Look at the dates"),
    permission="administration.room.book",
    audit_verb=_("looked at the dates of a series"),
)
async def plan_the_series(work: Work, form: PlanSeries) -> SeriesPlanned:
    """Check a series and count its dates and clashes. Nothing is booked; the page of the answer lists each of them."""
    room = (await need_rooms(work, [form.room_id]))[0]
    planned = await plan_series(work, form, room)
    facts = form.model_dump(mode="json", include={"room_id", "day", "starts", "ends", "zone", "on_holiday", "title"})
    clashes = sum(one.reason == "conflict" for one in planned)
    return SeriesPlanned(
        dates=len(planned), clashes=clashes, address="series/plan?" + urlencode({**facts, "rule": rule_of(form)})
    )


def refuse_clashes(work: Work, on_conflict: str, planned: Sequence[Planned]) -> None:
    """Raise Refused with every date that clashes, unless they are to be left out."""
    held = [one for one in planned if one.reason == "conflict"]
    if not held or on_conflict == "skip":
        return
    told = "; ".join(f"{format_date(one.when.day, work.scope.language)} ({one.holder})" for one in held)
    sentence = _("The room is taken on {dates}. Nothing is booked yet: leave these dates out, or change the time.")
    days = [one.when.day.isoformat() for one in held]
    raise Refused("ADMINISTRATION_ROOM_TAKEN", sentence.fill(dates=told), field="on_conflict", occurrences=days)


async def plan_series(source: Work | Reader, form: Series, room: Room, left_out: Sequence[date] = ()) -> list[Planned]:
    """Every date of a series, with what stands in its way. Raises Refused for a rule or zone that is none."""
    dates = dates_of(form, room)
    if not dates:
        return []
    calendar = await calendar_of(source) if form.on_holiday == "skip" else None
    held = await taken(source, [room.id], dates[0].starts, dates[-1].ends + room.after)
    confirmed = [one for one in held if one.state == "confirmed"]
    found = []
    for when in dates:
        holder = next((h.holder for h in confirmed if h.starts < when.ends + room.after and when.starts < h.until), "")
        reason = "wish" if when.day in left_out else _day_off(calendar, when.day) or ("conflict" if holder else "")
        found.append(Planned(when, reason, holder))
    return found


def _day_off(calendar: Calendar | None, day: date) -> str:
    reason = reason_off(calendar, day) if calendar is not None else ""
    return "holiday" if reason and reason != "weekend" else ""


def wall_times(form: Series) -> tuple[datetime, datetime]:
    """The first date's times on the wall. Raises Refused (ADMINISTRATION_BOOKING_EMPTY)."""
    first, last = minutes(form.starts), minutes(form.ends)
    if first == last:
        raise Refused("ADMINISTRATION_BOOKING_EMPTY", _("A booking ends after it starts. Change one of the times."), field="ends")
    midnight = datetime.combine(form.day, time())
    return midnight + timedelta(minutes=first), midnight + timedelta(minutes=last if last > first else last + 1440)


def rule_of(form: Series) -> str:
    """The recurrence rule of the form. Raises Refused (ADMINISTRATION_SERIES_ENDLESS, ADMINISTRATION_RULE_UNREADABLE)."""
    if not form.rule and (form.count is None) == (form.until is None):
        sentence = _("Say how often, or through which day; one of the two.")
        raise Refused("ADMINISTRATION_SERIES_ENDLESS", sentence, field="count")
    rule = form.rule or written_rule(form.every, form.interval, form.count, form.until, form.weekdays)
    if not is_rule(rule):
        sentence = _("This is no recurrence rule that ends. Write one like FREQ=WEEKLY;COUNT=6.")
        raise Refused("ADMINISTRATION_RULE_UNREADABLE", sentence, field="rule")
    return rule


def dates_of(form: Series, room: Room) -> list[Occurrence]:
    """The dates of the form's series on the clock that it belongs to."""
    starts, ends = wall_times(form)
    return occurrences(starts, ends, need_zone(form.zone or room.zone), rule_of(form))


async def write_series(work: Work, form: BookSeries, room: Room) -> int:
    """Keep the series itself."""
    starts, ends = wall_times(form)
    made = await work.value(
        "insert into administration.booking_series (company_id, title, starts, ends, zone, rule, on_holiday)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        form.title,
        starts,
        ends,
        form.zone or room.zone,
        rule_of(form),
        form.on_holiday,
    )
    return int(made)
