"""Attendance by day, and what it decides when a session is closed."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.complete import Ground, complete
from dapur_training.operations.refusals import NOT_YET, PERSON_UNKNOWN, SESSION_OVER
from dapur_training.rules.attendance import attended_enough, attended_percent

Session = Annotated[int, Shown(_("Session"), reference="training.sessions")]


class Present(Form):
    """Whether somebody was there."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    is_present: Annotated[bool, Shown(_("Was there"))] = False
    excuse: Annotated[str, StringConstraints(max_length=200), Shown(_("Excuse"))] = ""


class NoteAttendance(Form):
    """Who was there on a day of a session."""

    session: Session
    day: Annotated[date, Shown(_("Day"))]
    people: Annotated[tuple[Present, ...], Field(min_length=1, max_length=1000), Shown(_("People"), kind="lines")]


class AttendanceNoted(Result):
    """The session, and how many were noted."""

    session: int
    noted: int


class CloseSession(Form):
    """Which session is over."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]


class Attended(Result):
    """How much somebody was there, whether that is enough, and the certificate."""

    party: int
    percent: Decimal
    completed: bool
    excused: list[date]
    certificate: int | None


class SessionClosed(Result):
    """Everybody who had a seat."""

    id: int
    people: list[Attended]


@operation(
    "training.note_attendance",
    title=_("Note attendance"),
    permission="training.session.manage",
    audit_verb=_("noted attendance"),
    conflicts={
        "attendance_day_fkey": ("day", "TRAINING_NO_SUCH_DAY", _("The session does not take place on this day.")),
        "attendance_party_fkey": ("people", *PERSON_UNKNOWN),
    },
)
async def note_attendance(work: Work, form: NoteAttendance) -> AttendanceNoted:
    """Note who was there on a day; noting again corrects it until the session is closed. An excuse is no attendance."""
    if form.day > work.today:
        raise Refused(*NOT_YET, field="day")
    seats = await work.rows(
        "select party_id from training.booking where company_id = %s and session_id = %s and state = 'booked'",
        *(work.scope.company, form.session),
    )
    booked = {row["party_id"] for row in seats}
    for number, person in enumerate(form.people):
        if person.party not in booked:
            raise Refused(
                "TRAINING_NOT_BOOKED",
                _("This person has no seat in the session. Book one first."),
                field=f"people.{number}.party",
            )
    await work.run(
        "insert into training.attendance (company_id, session_id, day, party_id, is_present, excuse, noted_by)"
        " select %s, %s, %s, party, present, excuse, %s from unnest(%s::bigint[], %s::boolean[], %s::text[]) a (party, present, excuse)"
        " on conflict (company_id, session_id, day, party_id) do update set is_present = excluded.is_present,"
        " excuse = excluded.excuse, noted_by = excluded.noted_by, noted_at = core.now()",
        *(work.scope.company, form.session, form.day, work.actor),
        *([p.party for p in form.people], [p.is_present for p in form.people], [p.excuse for p in form.people]),
    )
    return AttendanceNoted(session=form.session, noted=len(form.people))


@operation(
    "training.close_session", title=_("Close session"), permission="training.session.manage", audit_verb=_("closed the session")
)
async def close_session(work: Work, form: CloseSession) -> SessionClosed:
    """The session is over: who was there on enough days completes the course and gets the certificate."""
    company = work.scope.company
    row = await work.row(
        "select s.course_id, s.version_id, s.state, v.min_attendance_percent, (select max(d.day) from training.session_day d"
        " where d.company_id = s.company_id and d.session_id = s.id) as last_day from training.session s"
        " join training.course_version v on v.company_id = s.company_id and v.id = s.version_id"
        " where s.company_id = %s and s.id = %s for update of s",
        *(company, form.id),
    )
    if row is None:
        raise NotFound(field="id")
    if row["state"] != "planned":
        raise Refused(*SESSION_OVER, field="id")
    if row["last_day"] > work.today:
        raise Refused("TRAINING_SESSION_RUNS", _("The session is not over yet. Close it on its last day or later."), field="id")
    found = await _days_by_person(work, form.id)
    people = [await _attended(work, form.id, row, party, days) for party, days in found.items()]
    await work.run(
        "update training.session set state = 'closed', version = version + 1 where company_id = %s and id = %s", company, form.id
    )
    return SessionClosed(id=form.id, people=people)


async def _days_by_person(work: Work, session: int) -> dict[int, list[tuple[date, bool, str]]]:
    """Person -> (day, was there, excuse) for every day of the session, for those with a seat."""
    rows = await work.rows(
        "select b.party_id, d.day, coalesce(a.is_present, false) as present, coalesce(a.excuse, '') as excuse"
        " from training.booking b join training.session_day d on d.company_id = b.company_id and d.session_id = b.session_id"
        " left join training.attendance a on a.company_id = d.company_id and a.session_id = d.session_id and a.day = d.day"
        " and a.party_id = b.party_id where b.company_id = %s and b.session_id = %s and b.state = 'booked' order by b.id, d.day",
        *(work.scope.company, session),
    )
    found: dict[int, list[tuple[date, bool, str]]] = {}
    for row in rows:
        found.setdefault(row["party_id"], []).append((row["day"], row["present"], row["excuse"]))
    return found


async def _attended(work: Work, session: int, row: dict[str, Any], party: int, days: list[tuple[date, bool, str]]) -> Attended:
    present = [was for _day, was, _excuse in days]
    enough = attended_enough(present, row["min_attendance_percent"])
    ground = Ground("session", session=session)
    return Attended(
        party=party,
        percent=attended_percent(present),
        completed=enough,
        excused=[day for day, was, excuse in days if excuse and not was],
        certificate=await complete(work, party, row["course_id"], row["version_id"], row["last_day"], ground) if enough else None,
    )
