"""What waits for somebody on the home page: where to go on, sessions to note and to close, and a team that lacks certificates."""

from dapur.contract import HomeTask, _
from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user, team_of
from dapur_training.coverage import standings_on
from dapur_training.pages.my import under_way
from dapur_training.pages.reading import said
from dapur_training.settings import WARN_DAYS

MOST = 5
# Days that came and nobody noted; and sessions that are over and stand open.
_SESSIONS = """
    select s.id, c.title_id, c.title_en, min(d.day) filter (where d.day <= %s and a.day is null), max(d.day)
    from training.session s
    join training.course c on c.company_id = s.company_id and c.id = s.course_id
    join training.session_day d on d.company_id = s.company_id and d.session_id = s.id
    left join lateral (select a.day from training.attendance a where a.company_id = d.company_id and a.session_id = d.session_id
        and a.day = d.day limit 1) a on true
    where s.company_id = %s and s.state = 'planned' and s.starts_at <= %s group by s.id, c.title_id, c.title_en order by 5, 1
"""


async def continue_tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Where a learner goes on: one key opens the unit that was open last."""
    me = await party_of_user(reader, reader.scope.user)
    courses = (await under_way(reader, me))[:MOST] if me is not None else []
    return [
        HomeTask(
            _("Continue: {course}").fill(course=one.title),
            f"training/{one.address}",
            _("{done} of {units} lessons done").fill(done=str(one.done), units=str(one.units)),
            one.due_on,
            icon="player-play",
            key="" if number else "c",
        )
        for number, one in enumerate(courses)
    ] or None


async def session_tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """What a trainer still does for sessions that have begun."""
    say, tasks = said(reader), []
    for session, title_id, title_en, unnoted, last in await reader.rows(
        _SESSIONS, reader.today, reader.scope.company, reader.now
    ):
        course = say.chosen(title_id, title_en)
        if unnoted is not None:
            note = _("Note who was there: {course}").fill(course=course)
            tasks.append(HomeTask(note, f"training/sessions/{session}/attendance", "", unnoted, icon="user-check"))
        elif last <= reader.today:
            close = _("Close the session: {course}").fill(course=course)
            tasks.append(HomeTask(close, f"training/sessions/{session}", "", last, icon="lock"))
    return tasks[:MOST] or None


async def team_tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """One line for a manager whose team lacks certificates that duties ask for, or is about to."""
    me = await party_of_user(reader, reader.scope.user)
    team = [a.party for a in await team_of(reader, me, reader.today)] if me is not None else []
    warn = reader.house.setting(reader.company, WARN_DAYS)
    found = await standings_on(reader, reader.today, warn, parties=team) if team else []
    lacking = {s.party for s in found if s.status in ("expired", "missing")}
    ending = {s.party for s in found if s.status == "expiring"}
    if not lacking and not ending:
        return None
    if not lacking:
        title = _("Your team: certificates of {count} people end soon").fill(count=len(ending))
        return [HomeTask(title, "training/team", icon="shield-check")]
    title = _("Your team: {count} people lack a certificate").fill(count=len(lacking))
    return [HomeTask(title, "training/team", _("Ends soon: {count}").fill(count=len(ending)), icon="shield-check")]
