"""Classroom sessions: planned on days, in a room, with seats and a waiting list."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from psycopg.types.multirange import Multirange
from psycopg.types.range import Range
from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_training.absences import days_away, days_of_session
from dapur_training.operations.enrol import published_version
from dapur_training.operations.refusals import PERSON_UNKNOWN
from dapur_training.operations.seats import promote
from dapur_training.operations.session_room import NO_ROOM, RoomCode, book_room, change_room, give_room_back

Clock = Annotated[str, StringConstraints(pattern=r"^([01]?\d|2[0-3])[:.][0-5]\d$")]
Seats = Annotated[int, Field(ge=1, le=100_000)]
Place = Annotated[str, StringConstraints(max_length=200), Shown(_("Place"), hint=_("Empty: the name of the room"))]
CONFLICTS = {"session_trainer_fkey": ("trainer", *PERSON_UNKNOWN)}


class Day(Form):
    """A day of the session."""

    day: Annotated[date, Shown(_("Day"))]


class PlanSession(Form):
    """A session of a course, at the same hours on each of its days."""

    course: Annotated[int, Shown(_("Course"), reference="training.courses")]
    room: RoomCode = ""
    place: Place = ""
    trainer: Annotated[int | None, Shown(_("Trainer"), reference="base.persons")] = None
    opens: Annotated[Clock, Shown(_("From (hour)"), width="narrow")] = "09:00"
    closes: Annotated[Clock, Shown(_("To (hour)"), width="narrow")] = "16:00"
    capacity: Annotated[Seats, Shown(_("Seats"), width="narrow")]
    has_waiting_list: Annotated[bool, Shown(_("With a waiting list"))] = True
    promote_until_hours: Annotated[
        int, Field(ge=0, le=2000), Shown(_("Free seats go to the waiting list until (hours before)"), width="narrow")
    ] = 24
    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=100), Shown(_("Days"), kind="lines")]


class ChangeSession(Form):
    """What may change once people have booked: where, who teaches, how many seats."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]
    room: RoomCode = ""
    place: Place = ""
    trainer: Annotated[int | None, Shown(_("Trainer"), reference="base.persons")] = None
    capacity: Annotated[Seats, Shown(_("Seats"), hint=_("Fewer than are booked throws nobody out"), width="narrow")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class SessionSaved(Result):
    """The session. promoted: how many moved up from the waiting list; trainer_away: days on which the trainer is on leave;
    room_waits: whether somebody must confirm the room first."""

    id: int
    version: int
    promoted: int = 0
    trainer_away: list[date] = []
    room_waits: bool = False


@operation(
    "training.plan_session",
    title=_("Plan session"),
    permission="training.session.manage",
    audit_verb=_("planned the session"),
    conflicts=CONFLICTS,
)
async def plan_session(work: Work, form: PlanSession) -> SessionSaved:
    """Plan a session of what is published of a course. The room is booked with it; a trainer's leave is said, and hinders nothing."""
    days = sorted({line.day for line in form.days})
    times = _times(form, days, ZoneInfo(work.company.zone))
    version = await published_version(work, form.course)
    held = await book_room(work, form.room, times, form.course, form.capacity) if form.room else NO_ROOM
    made = await work.value(
        "insert into training.session (company_id, course_id, version_id, place, trainer_id, during, capacity, has_waiting_list,"
        " promote_until_hours, room, room_bookings) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.course, version, form.place or held.name, form.trainer),
        *(Multirange(Range(*time) for time in times), form.capacity, form.has_waiting_list, form.promote_until_hours),
        *(held.code, list(held.bookings)),
    )
    await work.run(
        "insert into training.session_day (company_id, session_id, day) select %s, %s, unnest(%s::date[])",
        *(work.scope.company, made, days),
    )
    away = await _trainer_away(work, form.trainer, days)
    return SessionSaved(id=made, version=1, trainer_away=away, room_waits=held.waits)


def _times(form: PlanSession, days: Sequence[date], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """From when to when on each day. Raises Refused."""
    opens, closes = _clock(form.opens), _clock(form.closes)
    if closes <= opens:
        raise Refused("TRAINING_HOURS_TURNED", _("It ends before it begins. Correct one of the hours."), field="closes")
    return [(datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)) for day in days]


async def _trainer_away(work: Work, trainer: int | None, days: Sequence[date]) -> list[date]:
    return (await days_away(work, [trainer], days)).get(trainer, []) if trainer is not None else []


def _clock(text: str) -> time:
    hours, minutes = re.split("[:.]", text)
    return time(int(hours), int(minutes))


@operation(
    "training.change_session",
    title=_("Change session"),
    permission="training.session.manage",
    audit_verb=_("changed the session"),
    conflicts=CONFLICTS,
)
async def change_session(work: Work, form: ChangeSession) -> SessionSaved:
    """Change room, place, trainer or seats. More seats move people up from the waiting list; fewer throw nobody out."""
    held = await change_room(work, form.id, form.room, form.capacity)
    row = await work.row(
        "update training.session set place = %s, trainer_id = %s, capacity = %s, room = %s, room_bookings = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        *(form.place or held.name, form.trainer, form.capacity, held.code, list(held.bookings)),
        *(work.scope.company, form.id, form.version, form.version),
    )
    if row is None:
        raise await untouched(work, "training.session", form.id)
    away = await _trainer_away(work, form.trainer, await days_of_session(work, form.id))
    return SessionSaved(**row, promoted=await promote(work, form.id), trainer_away=away, room_waits=held.waits)


class CancelSession(Form):
    """Which session does not take place."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]


@operation(
    "training.cancel_session",
    title=_("Cancel session"),
    permission="training.session.manage",
    audit_verb=_("cancelled the session"),
    danger=True,
)
async def cancel_session(work: Work, form: CancelSession) -> SessionSaved:
    """The session does not take place: its room, all seats and places in the line are given back."""
    await give_room_back(work, form.id)
    row = await work.row(
        "update training.session set state = 'cancelled', version = version + 1 where company_id = %s and id = %s returning id, version",
        *(work.scope.company, form.id),
    )
    if row is None:
        raise NotFound(field="id")
    await work.run(
        "update training.booking set state = 'cancelled', cancelled_at = %s where company_id = %s and session_id = %s"
        " and state <> 'cancelled'",
        *(work.now, work.scope.company, form.id),
    )
    return SessionSaved(**row)
