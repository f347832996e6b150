"""Pages of sessions: planned, booked, attended, closed."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_training.absences import days_away
from dapur_training.operations.attendance import close_session, note_attendance
from dapur_training.operations.plan_session import cancel_session, change_session, plan_session
from dapur_training.operations.seats import book_seat, book_seat_for, cancel_seat, cancel_seat_for
from dapur_training.pages.reading import said
from dapur_training.queries.sessions import ATTENDANCE, BOOKINGS, SESSIONS


async def session_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A session as its form takes it."""
    row = await reader.one(SESSIONS, int(parameters["id"]))
    return {**{n: row[n] for n in ("id", "room", "place", "capacity", "version")}, "trainer": row["trainer_id"]}


async def attendance_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """Today where the session takes place today, else its last day before; everybody with a seat, with what is noted or known of leave."""
    session = int(parameters["id"])
    await reader.one(SESSIONS, session)
    day = await reader.value(
        "select coalesce(max(day) filter (where day <= %s), min(day)) from training.session_day where company_id = %s and session_id = %s",
        *(reader.today, reader.scope.company, session),
    )
    rows = await reader.rows(
        "select b.party_id, a.is_present, a.excuse from training.booking b left join training.attendance a"
        " on a.company_id = b.company_id and a.session_id = b.session_id and a.party_id = b.party_id and a.day = %s"
        " where b.company_id = %s and b.session_id = %s and b.state = 'booked' order by b.id",
        *(day, reader.scope.company, session),
    )
    away, leave = await days_away(reader, [party for party, *_noted in rows], [day]), said(reader).words(_("On leave"))
    people = [
        {"party": party, "is_present": party not in away, "excuse": leave if party in away else ""}
        if present is None
        else {"party": party, "is_present": present, "excuse": excuse}
        for party, present, excuse in rows
    ]
    return {"session": session, "day": day, "people": people}


SESSION_PAGES: tuple[Page, ...] = (
    ListPage(
        "sessions",
        SESSIONS,
        _("Sessions"),
        Menu(_("Sessions"), 20, "calendar-event", _("Learning")),
        views=(View("planned", _("Planned"), {"status": "planned"}, "starts_at"), View("all", _("All"))),
        new="sessions/new",
        new_title=_("Plan session"),
        empty=_("No sessions yet. Plan the first one of a course."),
    ),
    FormPage("sessions/new", plan_session, _("Plan session"), "training/sessions/{id}", grid="days"),
    RecordPage(
        "sessions/{id}",
        SESSIONS,
        "name",
        "sessions",
        facts=("starts_at", "place", "room", "trainer", "capacity", "booked", "waiting", "status"),
        related=(Related(BOOKINGS, _("Seats"), {"session": "id"}), Related(ATTENDANCE, _("Attendance"), {"session": "id"})),
        actions=(
            Action(book_seat, {"session": "id"}, when=("planned",), icon="plus"),
            Action(cancel_seat, {"session": "id"}, when=("planned",), icon="arrow-back-up"),
            Action(book_seat_for, {"session": "id"}, when=("planned",), icon="user-plus"),
            Action(cancel_seat_for, {"session": "id"}, when=("planned",), icon="user-check"),
            Action(close_session, {"id": "id"}, when=("planned",), icon="lock", key="t"),
            Action(cancel_session, {"id": "id"}, when=("planned",), icon="ban"),
        ),
        edit="sessions/{id}/edit",
        edit_when=("planned",),
        history="training.session",
        slot="training.session",
    ),
    FormPage("sessions/{id}/edit", change_session, _("Change session"), "training/sessions/{id}", initial=session_values),
    FormPage(
        "sessions/{id}/attendance",
        note_attendance,
        _("Note attendance"),
        "training/sessions/{session}",
        initial=attendance_values,
        grid="people",
    ),
)
