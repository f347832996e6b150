"""What training shows on the home page and on its own records."""

from dataclasses import dataclass

from dapur.contract import Panel, _
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_training.pages.lesson_files import LessonFiles, files_of
from dapur_training.pages.my import continue_tasks


@dataclass(frozen=True, slots=True)
class SessionActs:
    """The days of a session, and where attendance is noted ("" for those who may not)."""

    days: str
    attendance: str


async def session_acts(reader: Reader, key: str) -> SessionActs | None:
    """For a session that is planned or was held."""
    rows = await reader.rows(
        "select d.day, s.state from training.session_day d join training.session s on s.company_id = d.company_id and s.id = d.session_id"
        " where d.company_id = %s and d.session_id = %s order by 1",
        *(reader.scope.company, int(key)),
    )
    if not rows:
        return None
    may = reader.scope.may("training.session.manage") and rows[0][1] == "planned"
    address = f"/{reader.company.code}/training/sessions/{int(key)}/attendance" if may else ""
    return SessionActs(", ".join(format_date(day, reader.scope.language) for day, _state in rows), address)


async def lesson_parts(reader: Reader, key: str) -> LessonFiles:
    """What the player makes of the files of a lesson, for whoever writes it."""
    return await files_of(reader, int(key))


PANELS: tuple[Panel, ...] = (
    Panel("home.tasks", "training.continue", _("Courses"), "training.learn", "", continue_tasks, 20),
    Panel("training.session", "training.session_acts", _("Days"), "training.learn", "training/session_acts.html", session_acts),
    Panel(
        "training.written",
        "training.lesson_parts",
        _("How learners see the files"),
        "training.course.manage",
        "training/lesson_parts.html",
        lesson_parts,
    ),
)
