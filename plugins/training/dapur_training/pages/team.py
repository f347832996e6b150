"""The training of those whom a manager leads."""

from dataclasses import dataclass

from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user, team_of
from dapur_training.coverage import standings_on
from dapur_training.families import STANDING_TONES, STANDINGS
from dapur_training.pages.reading import said
from dapur_training.settings import WARN_DAYS

WORDS = {choice.value: choice.title for choice in STANDINGS}


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty of somebody."""

    course: int
    title: str
    tone: str
    state: str
    ends: str


@dataclass(frozen=True, slots=True)
class Learning:
    """A course that somebody takes."""

    title: str
    done: int
    units: int
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team."""

    name: str
    position: str
    duties: list[Standing]
    courses: list[Learning]


_COURSES = """
    select e.party_id, c.title_id, c.title_en, e.due,
        (select count(*) from training.lesson l where l.company_id = e.company_id and l.version_id = e.version_id),
        (select count(*) from training.lesson l join training.lesson_progress p on p.company_id = l.company_id and p.lesson_id = l.id
         where l.company_id = e.company_id and l.version_id = e.version_id and p.party_id = e.party_id and p.done_at is not null)
    from training.enrolment e join training.course c on c.company_id = e.company_id and c.id = e.course_id
    where e.company_id = %s and e.party_id = any (%s) and e.state = 'active' order by e.due nulls last, e.id
"""


async def team(reader: Reader, _parameters: dict[str, str]) -> list[Member]:
    """Those whom the reader leads, with their duties and what they take."""
    me, say = await party_of_user(reader, reader.scope.user), said(reader)
    people = await team_of(reader, me, reader.today) if me is not None else []
    parties = [a.party for a in people]
    duties: dict[int, list[Standing]] = {party: [] for party in parties}
    for s in await standings_on(reader, reader.today, reader.house.setting(reader.company, WARN_DAYS), parties=parties):
        title, words = say.chosen(s.title_id, s.title_en), say.words(WORDS[s.status])
        duties[s.party].append(Standing(s.course, title, STANDING_TONES[s.status], words, say.day(s.valid_through)))
    courses: dict[int, list[Learning]] = {party: [] for party in parties}
    for party, title_id, title_en, due, units, done in await reader.rows(_COURSES, reader.scope.company, parties):
        late = due is not None and due < reader.today
        courses[party].append(Learning(say.chosen(title_id, title_en), done, units, say.day(due), late))
    return [Member(a.name, a.title(reader.scope.language), duties[a.party], courses[a.party]) for a in people]
