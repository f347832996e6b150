"""Courses, their versions and lessons, read."""

from sqlalchemy import and_, case, exists, func, select

from dapur.contract import Choice, Column, Filter, Query, Words, _
from dapur_base.queries.states import STATES, TONES
from dapur_training.families import FAMILIES, KINDS, NO_FAMILY
from dapur_training.tables import course, course_version, lesson
from dapur_training.words import chosen_column

c, v, n = course.c, course_version.c, lesson.c
_title = chosen_column(c.title_id, c.title_en)
_state = case((c.is_closed, "closed"), else_="open")
_published = exists().where(v.company_id == c.company_id, v.course_id == c.id, v.published_at.is_not(None))


def _courses(name: str, title: Words, permission: str, description: str, link: str) -> Query:
    return Query(
        name,
        title,
        permission,
        statement=lambda: select(c.id),
        company=c.company_id,
        description=description,
        columns=(
            Column("id", _("Number"), "id", c.id, hidden=True),
            Column("name", _("Course"), "text", _title, sort=True, phone=1, link=link),
            Column("code", _("Code"), "code", c.code, sort=True, phone=2, link=link),
            Column("family", _("Family of skills"), "status", c.family, choices=(NO_FAMILY, *FAMILIES), phone=2),
            Column("kind", _("How it is learnt"), "status", c.kind, choices=KINDS, phone=2),
            Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
            Column("title_id", _("Indonesian title"), "text", c.title_id, hidden=True),
            Column("title_en", _("English title"), "text", c.title_en, hidden=True),
            Column("is_closed", _("No longer offered"), "flag", c.is_closed, hidden=True),
            Column("version", _("Version"), "integer", c.version, hidden=True),
        ),
        key=("id",),
        default_sort=("code",),
        filters=(
            Filter("status", _("Status"), "choice", lambda x: _state == func.any(x), choices=STATES),
            Filter("family", _("Family of skills"), "choice", lambda x: c.family == func.any(x), choices=FAMILIES),
            Filter("kind", _("How it is learnt"), "choice", lambda x: c.kind == func.any(x), choices=KINDS),
        ),
        search=(c.code, c.title_id, c.title_en),
    )


COURSES = _courses(
    "training.courses",
    _("Courses"),
    "training.learn",
    "Courses by their code, in whichever way they are learnt.",
    "training/catalogue/{id}",
)
WRITTEN_COURSES = _courses(
    "training.written_courses",
    _("Courses, drafts too"),
    "training.course.manage",
    "Courses for those who write them: also those of which nothing is published yet.",
    "training/courses/{id}",
)

OFFERED = Query(
    "training.offered",
    _("Courses on offer"),
    "training.learn",
    statement=lambda: select(c.id).where(~c.is_closed, _published),
    company=c.company_id,
    description="Courses that can be taken now: published, and not closed.",
    columns=(
        Column("id", _("Number"), "id", c.id, hidden=True),
        Column("name", _("Course"), "text", _title, sort=True, phone=1, link="training/catalogue/{id}"),
        Column("code", _("Code"), "code", c.code, sort=True, phone=2),
        Column("family", _("Family of skills"), "status", c.family, choices=(NO_FAMILY, *FAMILIES), phone=2),
        Column("kind", _("How it is learnt"), "status", c.kind, choices=KINDS),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(Filter("family", _("Family of skills"), "choice", lambda x: c.family == func.any(x), choices=FAMILIES),),
    search=(c.code, c.title_id, c.title_en),
)

VERSION_STATES = (Choice("draft", _("Draft")), Choice("published", _("Published")))
_version_state = case((v.published_at.is_(None), "draft"), else_="published")

VERSIONS = Query(
    "training.versions",
    _("Versions of courses"),
    "training.course.manage",
    statement=lambda: select(v.id).select_from(
        course_version.join(course, and_(c.company_id == v.company_id, c.id == v.course_id))
    ),
    company=v.company_id,
    description="The content of courses: drafts, and what was published and stays as it was.",
    columns=(
        Column("id", _("Number"), "id", v.id, hidden=True),
        Column("name", _("Version"), "text", func.concat(c.code, " · ", v.number), phone=1, link="training/versions/{id}"),
        Column("course", _("Course"), "text", _title, phone=2),
        Column("number", _("Number of the version"), "integer", v.number),
        Column(
            "status",
            _("Status"),
            "status",
            _version_state,
            choices=VERSION_STATES,
            tones={"published": "green", "draft": "yellow"},
            phone=1,
        ),
        Column("published_at", _("Published at"), "time", v.published_at, phone=2),
        Column("minutes", _("Minutes"), "integer", v.minutes),
        Column("validity_months", _("Certificate holds (months)"), "integer", v.validity_months),
        Column("renewal_window_days", _("Renewable so many days before"), "integer", v.renewal_window_days, hidden=True),
        Column("min_attendance_percent", _("Attendance needed (percent)"), "number", v.min_attendance_percent, hidden=True),
        Column("summary_id", _("What it is about, Indonesian"), "text", v.summary_id, hidden=True),
        Column("summary_en", _("What it is about, English"), "text", v.summary_en, hidden=True),
        Column("quiz_id", _("Quiz"), "id", v.quiz_id, hidden=True),
        Column("course_id", _("Course"), "id", v.course_id, hidden=True),
        Column("version", _("Version"), "integer", v.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: _version_state == func.any(x), choices=VERSION_STATES),
        Filter("course", _("Course"), "reference", lambda x: v.course_id == x, reference="training.courses"),
    ),
)

_lessons = lesson.join(course_version, and_(v.company_id == n.company_id, v.id == n.version_id)).join(
    course, and_(c.company_id == v.company_id, c.id == v.course_id)
)


def _lesson_columns(link: str) -> tuple[Column, ...]:
    return (
        Column("id", _("Number"), "id", n.id, hidden=True),
        Column("position", _("Place"), "integer", n.position, sort=True),
        Column("name", _("Lesson"), "text", chosen_column(n.title_id, n.title_en), phone=1, link=link),
        Column("course", _("Course"), "text", _title, phone=2),
        Column("minutes", _("Minutes"), "integer", n.minutes, phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            _version_state,
            choices=VERSION_STATES,
            tones={"published": "green", "draft": "yellow"},
        ),
        Column("version_id", _("Version of the course"), "id", n.version_id, hidden=True),
        Column("title_id", _("Indonesian title"), "text", n.title_id, hidden=True),
        Column("title_en", _("English title"), "text", n.title_en, hidden=True),
        Column("body_id", _("Text, Indonesian"), "text", n.body_id, hidden=True),
        Column("body_en", _("Text, English"), "text", n.body_en, hidden=True),
        Column("version", _("Version"), "integer", n.version, hidden=True),
    )


_of_version = Filter("version", _("Version"), "reference", lambda x: n.version_id == x, reference="training.versions")

LESSONS = Query(
    "training.lessons",
    _("Lessons"),
    "training.learn",
    statement=lambda: select(n.id).select_from(_lessons).where(v.published_at.is_not(None)),
    company=n.company_id,
    description="Published lessons, in the order in which they are learnt.",
    columns=_lesson_columns("training/lessons/{id}"),
    key=("id",),
    default_sort=("position", "id"),
    search=(n.title_id, n.title_en),
)

WRITTEN_LESSONS = Query(
    "training.written_lessons",
    _("Lessons, drafts too"),
    "training.course.manage",
    statement=lambda: select(n.id).select_from(_lessons),
    company=n.company_id,
    description="Lessons for those who write courses: drafts, and what was published.",
    columns=_lesson_columns("training/written/{id}"),
    key=("id",),
    default_sort=("position", "id"),
    filters=(_of_version,),
    search=(n.title_id, n.title_en),
)
