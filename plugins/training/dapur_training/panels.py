"""What training shows on the home page and on its own records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dapur.contract import Panel, _
from dapur.queries.reader import Reader
from dapur_training.absences import days_away, days_of_session
from dapur_training.pages.home import continue_tasks, session_tasks, team_tasks
from dapur_training.pages.lesson_files import LessonFiles, files_of
from dapur_training.pages.reading import Said, said


@dataclass(frozen=True, slots=True)
class SessionActs:
    """The days of a session. For those who may: where attendance is noted once it has begun, and who is on leave then."""

    days: str
    attendance: str
    away: list[str]


async def session_acts(reader: Reader, key: str) -> SessionActs | None:
    """For a session that is planned or was held."""
    session, say = int(key), said(reader)
    days = await days_of_session(reader, session)
    if not days:
        return None
    told = ", ".join(map(say.day, days))
    state = await reader.value(
        "select state from training.session where company_id = %s and id = %s", reader.scope.company, session
    )
    if not reader.scope.may("training.session.manage") or state != "planned":
        return SessionActs(told, "", [])
    begun = days[0] <= reader.today
    address = f"/{reader.company.code}/training/sessions/{session}/attendance" if begun else ""
    return SessionActs(told, address, await _away(reader, say, session, days))


async def _away(reader: Reader, say: Said, session: int, days: Sequence[date]) -> list[str]:
    """A sentence for each of its people, the trainer too, who is on leave on a day of it."""
    rows = await reader.rows(
        "select p.id, p.name from base.party p where p.company_id = %s and p.id in (select trainer_id from training.session"
        " where company_id = %s and id = %s union all select party_id from training.booking where company_id = %s and session_id = %s"
        " and state <> 'cancelled') order by p.name",
        *(reader.scope.company, reader.scope.company, session, reader.scope.company, session),
    )
    away = await days_away(reader, [party for party, _name in rows], days)
    sentence = _("{person} is on leave: {days}.")
    return [say.words(sentence.fill(person=n, days=", ".join(map(say.day, away[p])))) for p, n in rows if p in away]


async def lesson_parts(reader: Reader, key: str) -> LessonFiles:
    """What the player makes of the files of a lesson, for whoever writes it."""
    return await files_of(reader, int(key))


PANELS: tuple[Panel, ...] = (
    Panel("home.tasks", "training.continue", _("Courses"), "training.learn", "", continue_tasks, 20),
    Panel("home.tasks", "training.teach", _("Sessions"), "training.session.manage", "", session_tasks, 22),
    Panel("home.tasks", "training.lead", _("My team's training"), "training.team", "", team_tasks, 24),
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
