"""Sessions, their seats and attendance, read."""

from sqlalchemy import and_, case, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.tables import party
from dapur_training.tables import attendance, booking, course, session
from dapur_training.words import chosen_column

s, b, c, a = session.c, booking.c, course.c, attendance.c
trainer = party.alias("trainer")
STATES = (Choice("planned", _("Planned")), Choice("closed", _("Took place")), Choice("cancelled", _("Cancelled")))
_title = chosen_column(c.title_id, c.title_en)


def _count(state: str) -> object:
    return (
        select(func.count())
        .select_from(booking)
        .where(b.company_id == s.company_id, b.session_id == s.id, b.state == state)
        .scalar_subquery()
    )


SESSIONS = Query(
    "training.sessions",
    _("Sessions"),
    "training.learn",
    statement=lambda: select(s.id).select_from(
        session.join(course, and_(c.company_id == s.company_id, c.id == s.course_id)).outerjoin(
            trainer, and_(trainer.c.company_id == s.company_id, trainer.c.id == s.trainer_id)
        )
    ),
    company=s.company_id,
    description="Sessions of courses with their seats.",
    columns=(
        Column("id", _("Number"), "id", s.id, hidden=True),
        Column("name", _("Session"), "text", _title, sort=True, phone=1, link="training/sessions/{id}"),
        Column("starts_at", _("Begins"), "time", s.starts_at, sort=True, phone=2),
        Column("place", _("Place"), "text", s.place, phone=2),
        Column("room", _("Room"), "code", s.room, hidden=True),
        Column("trainer", _("Trainer"), "text", func.coalesce(trainer.c.name, literal(""))),
        Column("capacity", _("Seats"), "integer", s.capacity),
        Column("booked", _("Booked"), "integer", _count("booked"), phone=2),  # type: ignore[arg-type]
        Column("waiting", _("Waiting"), "integer", _count("waiting")),  # type: ignore[arg-type]
        Column("status", _("Status"), "status", s.state, choices=STATES, tones={"planned": "blue", "closed": "green"}, phone=1),
        Column("code", _("Code"), "code", c.code, hidden=True),
        Column("course_id", _("Course"), "id", s.course_id, hidden=True),
        Column("trainer_id", _("Trainer"), "id", s.trainer_id, hidden=True),
        Column("version", _("Version"), "integer", s.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-starts_at", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: s.state == func.any(x), choices=STATES),
        Filter("course", _("Course"), "reference", lambda x: s.course_id == x, reference="training.courses"),
    ),
    search=(c.code, c.title_id, c.title_en, s.place),
)

SEAT_STATES = (Choice("booked", _("Has a seat")), Choice("waiting", _("Waits")), Choice("cancelled", _("Gave it back")))
earlier = booking.alias("earlier")
_position = case(
    (
        b.state == "waiting",
        select(func.count())
        .select_from(earlier)
        .where(
            earlier.c.company_id == b.company_id,
            earlier.c.session_id == b.session_id,
            earlier.c.state == "waiting",
            earlier.c.id <= b.id,
        )
        .scalar_subquery(),
    )
)

BOOKINGS = Query(
    "training.bookings",
    _("Seats"),
    "training.session.manage",
    statement=lambda: select(b.id).select_from(
        booking.join(party, and_(party.c.company_id == b.company_id, party.c.id == b.party_id))
    ),
    company=b.company_id,
    description="Who has a seat in a session, and who waits in which place.",
    columns=(
        Column("id", _("Number"), "id", b.id, hidden=True),
        Column("name", _("Person"), "text", party.c.name, sort=True, phone=1, link="base/parties/{party_id}"),
        Column(
            "status", _("Status"), "status", b.state, choices=SEAT_STATES, tones={"booked": "green", "waiting": "yellow"}, phone=1
        ),
        Column("position", _("Place in the line"), "integer", _position, phone=2),
        Column("joined_at", _("Joined"), "time", b.joined_at, phone=2),
        Column("promoted_at", _("Moved up"), "time", b.promoted_at),
        Column("session_id", _("Session"), "id", b.session_id, hidden=True),
        Column("party_id", _("Person"), "id", b.party_id, hidden=True),
    ),
    key=("id",),
    default_sort=("id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: b.state == func.any(x), choices=SEAT_STATES),
        Filter("session", _("Session"), "reference", lambda x: b.session_id == x, reference="training.sessions"),
        Filter("party", _("Person"), "reference", lambda x: b.party_id == x, reference="base.persons"),
    ),
)

PRESENCE = (Choice("present", _("Was there")), Choice("absent", _("Was not there")))
_present = case((a.is_present, "present"), else_="absent")
ATTENDANCE = Query(
    "training.attendance",
    _("Attendance"),
    "training.session.manage",
    statement=lambda: select(a.day).select_from(
        attendance.join(party, and_(party.c.company_id == a.company_id, party.c.id == a.party_id))
    ),
    company=a.company_id,
    description="Who was there on which day of a session.",
    columns=(
        Column("session_id", _("Session"), "id", a.session_id, hidden=True),
        Column("day", _("Day"), "date", a.day, sort=True, phone=2),
        Column("party_id", _("Person"), "id", a.party_id, hidden=True),
        Column("name", _("Person"), "text", party.c.name, phone=1),
        Column(
            "status", _("Attendance"), "status", _present, choices=PRESENCE, tones={"present": "green", "absent": "red"}, phone=1
        ),
        Column("excuse", _("Excuse"), "text", a.excuse, phone=2),
    ),
    key=("session_id", "day", "party_id"),
    default_sort=("day", "session_id", "party_id"),
    filters=(Filter("session", _("Session"), "reference", lambda x: a.session_id == x, reference="training.sessions"),),
)
