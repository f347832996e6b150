"""Enrolments, attempts and certificates of everybody, read."""

from typing import Any

from sqlalchemy import Date as SqlDate
from sqlalchemy import Select, and_, case, cast, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.queries.days import within_days
from dapur.tables import company
from dapur_base.ranges import within
from dapur_base.tables import party
from dapur_training.tables import attempt, certificate, course, enrolment, quiz, revocation
from dapur_training.words import chosen_column

e, a, t, r, c, z = enrolment.c, attempt.c, certificate.c, revocation.c, course.c, quiz.c
READ = "training.read"
_title = chosen_column(c.title_id, c.title_en)

HOW = (Choice("self", _("By oneself")), Choice("manager", _("By a manager")), Choice("rule", _("By a duty")))
ENROLMENT_STATES = (
    Choice("active", _("Under way")),
    Choice("completed", _("Completed")),
    Choice("withdrawn", _("Left the course")),
)
ENROLMENT_TONES = {"active": "blue", "completed": "green", "withdrawn": "secondary"}


def _with_person(table: Any, *joins: Any) -> Any:
    made = table.join(party, and_(party.c.company_id == table.c.company_id, party.c.id == table.c.party_id))
    for other, condition in joins:
        made = made.join(other, condition)
    return made


def _enrolments() -> Select[Any]:
    return select(e.id).select_from(_with_person(enrolment, (course, and_(c.company_id == e.company_id, c.id == e.course_id))))


ENROLMENTS = Query(
    "training.enrolments",
    _("Enrolments"),
    READ,
    statement=_enrolments,
    company=e.company_id,
    description="Who is enrolled in which course, by whom, and how it ended.",
    columns=(
        Column("id", _("Number"), "id", e.id, hidden=True),
        Column("name", _("Person"), "text", party.c.name, sort=True, phone=1, link="base/parties/{party_id}"),
        Column("course", _("Course"), "text", _title, phone=2, link="training/catalogue/{course_id}"),
        Column("how", _("How"), "status", e.how, choices=HOW),
        Column("enrolled_at", _("Since"), "time", e.enrolled_at, sort=True),
        Column("due", _("Due"), "date", e.due, phone=2),
        Column("ended_at", _("Ended"), "time", e.ended_at),
        Column("status", _("Status"), "status", e.state, choices=ENROLMENT_STATES, tones=ENROLMENT_TONES, phone=1),
        Column("party_id", _("Person"), "id", e.party_id, hidden=True),
        Column("course_id", _("Course"), "id", e.course_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: e.state == func.any(x), choices=ENROLMENT_STATES),
        Filter("course", _("Course"), "reference", lambda x: e.course_id == x, reference="training.courses"),
        Filter("party", _("Person"), "reference", lambda x: e.party_id == x, reference="base.persons"),
    ),
    search=(party.c.name,),
)

ATTEMPT_STATES = (Choice("open", _("Open")), Choice("passed", _("Passed")), Choice("failed", _("Not passed")))
_result = case((a.passed, "passed"), (a.closed_at.is_not(None), "failed"), else_="open")
# Shown with two decimals, half up; what decides is the fraction.
_percent = func.round(a.numerator * 100 / (a.denominator * a.out_of), 2)

ATTEMPTS = Query(
    "training.attempts",
    _("Attempts at quizzes"),
    READ,
    statement=lambda: select(a.id).select_from(
        _with_person(attempt, (quiz, and_(z.company_id == a.company_id, z.id == a.quiz_id)))
    ),
    company=a.company_id,
    description="Attempts at quizzes with their results.",
    columns=(
        Column("id", _("Number"), "id", a.id, hidden=True),
        Column("name", _("Person"), "text", party.c.name, sort=True, phone=1, link="base/parties/{party_id}"),
        Column("quiz", _("Quiz"), "text", z.name, phone=2),
        Column("number", _("Attempt"), "integer", a.number, phone=2),
        Column("started_at", _("Started"), "time", a.started_at, sort=True),
        Column("closed_at", _("Handed in"), "time", a.closed_at),
        Column("percent", _("Percent"), "number", _percent, phone=2),
        Column("pass_percent", _("Pass mark (percent)"), "number", a.pass_percent),
        Column(
            "status",
            _("Result"),
            "status",
            _result,
            choices=ATTEMPT_STATES,
            tones={"passed": "green", "failed": "red", "open": "blue"},
            phone=1,
        ),
        Column("party_id", _("Person"), "id", a.party_id, hidden=True),
        Column("quiz_id", _("Quiz"), "id", a.quiz_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Result"), "choice", lambda x: _result == func.any(x), choices=ATTEMPT_STATES),
        Filter("closed", _("Handed in"), "dates", lambda x: within_days(a.closed_at, a.company_id, x)),
        Filter("quiz", _("Quiz"), "reference", lambda x: a.quiz_id == x, reference="training.quizzes"),
        Filter("party", _("Person"), "reference", lambda x: a.party_id == x, reference="base.persons"),
    ),
    search=(party.c.name,),
)

CERTIFICATE_STATES = (Choice("valid", _("Valid")), Choice("expired", _("Expired")), Choice("revoked", _("Revoked")))
_today = cast(func.timezone(company.c.zone, func.core.now()), SqlDate)
_standing = case((r.certificate_id.is_not(None), "revoked"), (t.valid_through < _today, "expired"), else_="valid")


def _certificates() -> Select[Any]:
    return select(t.id).select_from(
        certificate.join(company, company.c.id == t.company_id).outerjoin(
            revocation, and_(r.company_id == t.company_id, r.certificate_id == t.id)
        )
    )


CERTIFICATES = Query(
    "training.certificates",
    _("Certificates"),
    READ,
    statement=_certificates,
    company=t.company_id,
    description="Certificates of everybody. Renewing adds one; the old one stays.",
    columns=(
        Column("id", _("Number"), "id", t.id, hidden=True),
        Column("number", _("Certificate"), "code", t.number, sort=True, phone=1, link="training/certificates/{id}"),
        Column("holder", _("Holder"), "text", t.holder, sort=True, phone=2),
        Column("course", _("Course"), "text", chosen_column(t.title_id, t.title_en), phone=2),
        Column("issued_on", _("Issued on"), "date", t.issued_on, sort=True),
        Column("valid_through", _("Valid through"), "date", t.valid_through, phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            _standing,
            choices=CERTIFICATE_STATES,
            tones={"valid": "green", "expired": "red", "revoked": "red"},
            phone=1,
        ),
        Column("reason", _("Reason of the revocation"), "text", func.coalesce(r.reason, ""), hidden=True),
        Column("party_id", _("Person"), "id", t.party_id, hidden=True),
        Column("course_id", _("Course"), "id", t.course_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-issued_on", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: _standing == func.any(x), choices=CERTIFICATE_STATES),
        Filter("course", _("Course"), "reference", lambda x: t.course_id == x, reference="training.courses"),
        Filter("party", _("Person"), "reference", lambda x: t.party_id == x, reference="base.persons"),
        Filter("issued", _("Issued on"), "dates", lambda x: within(t.issued_on, x)),
        Filter("ends", _("Valid through"), "dates", lambda x: within(t.valid_through, x)),
    ),
    search=(t.number, t.holder),
)
