"""What I learn: where to go on, what is due, my seats and my certificates."""

from dataclasses import dataclass
from datetime import date

from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user
from dapur_training.duty_days import duties_of
from dapur_training.pages.reading import said


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A course that I take. address: the very unit where I go on."""

    title: str
    address: str
    done: int
    units: int
    due_on: date | None
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class MyCertificate:
    """A certificate of mine."""

    id: int
    number: str
    title: str
    ends: str
    state: str
    check: str


@dataclass(frozen=True, slots=True)
class MySeat:
    """A session in which I have a seat, or wait."""

    session: int
    title: str
    when: str
    place: str
    waits: bool


@dataclass(frozen=True, slots=True)
class MyDuty:
    """A duty that is still open."""

    course: int
    title: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class My:
    """The page. known: whether my sign-in is linked with a person."""

    known: bool
    courses: list[UnderWay]
    duties: list[MyDuty]
    seats: list[MySeat]
    certificates: list[MyCertificate]


# The unit that was opened last and is not done; else the first that is not done; else the quiz, or the course.
_UNDER_WAY = """
    select e.course_id, c.title_id, c.title_en, e.due, v.quiz_id, n.id,
        (select count(*) from training.lesson l where l.company_id = v.company_id and l.version_id = v.id),
        (select count(*) from training.lesson l join training.lesson_progress p on p.company_id = l.company_id and p.lesson_id = l.id
         where l.company_id = v.company_id and l.version_id = v.id and p.party_id = e.party_id and p.done_at is not null)
    from training.enrolment e
    join training.course c on c.company_id = e.company_id and c.id = e.course_id
    join training.course_version v on v.company_id = e.company_id and v.id = e.version_id
    left join lateral (
        select l.id, p.opened_at from training.lesson l
        left join training.lesson_progress p on p.company_id = l.company_id and p.lesson_id = l.id and p.party_id = e.party_id
        where l.company_id = v.company_id and l.version_id = v.id and p.done_at is null
        order by p.opened_at desc nulls last, l.position limit 1) n on true
    where e.company_id = %s and e.party_id = %s and e.state = 'active' order by n.opened_at desc nulls last, e.id desc
"""
_CERTIFICATES = """
    select t.id, t.number, t.title_id, t.title_en, t.valid_through, t.code, r.certificate_id is not null
    from training.certificate t left join training.revocation r on r.company_id = t.company_id and r.certificate_id = t.id
    where t.company_id = %s and t.party_id = %s order by t.issued_on desc, t.id desc
"""
_SEATS = """
    select s.id, c.title_id, c.title_en, s.starts_at, s.place, b.state = 'waiting'
    from training.booking b join training.session s on s.company_id = b.company_id and s.id = b.session_id
    join training.course c on c.company_id = s.company_id and c.id = s.course_id
    where b.company_id = %s and b.party_id = %s and b.state <> 'cancelled' and s.state = 'planned' order by s.starts_at
"""


async def my(reader: Reader, _parameters: dict[str, str]) -> My:
    """Everything of the reader."""
    me = await party_of_user(reader, reader.scope.user)
    if me is None:
        return My(False, [], [], [], [])
    return My(
        True, await under_way(reader, me), await _duties(reader, me), await _seats(reader, me), await _certificates(reader, me)
    )


async def under_way(reader: Reader, me: int) -> list[UnderWay]:
    """Courses that somebody takes, the one that they opened last first."""
    say, found = said(reader), []
    for course, title_id, title_en, due, quiz, unit, units, done in await reader.rows(_UNDER_WAY, reader.scope.company, me):
        address = f"learn/{unit}" if unit is not None else f"quiz/{course}" if quiz is not None else f"catalogue/{course}"
        title, late = say.chosen(title_id, title_en), _late(due, reader.today)
        found.append(UnderWay(title, address, done, units, due, say.day(due), late))
    return found


async def _duties(reader: Reader, me: int) -> list[MyDuty]:
    say = said(reader)
    found = [d for d in await duties_of(reader, me, reader.today) if d.state == "open" and d.due is not None]
    return [MyDuty(d.course, say.chosen(d.title_id, d.title_en), say.day(d.due), _late(d.due, reader.today)) for d in found]


def _late(due: date | None, today: date) -> bool:
    return due is not None and due < today


async def _seats(reader: Reader, me: int) -> list[MySeat]:
    say = said(reader)
    rows = await reader.rows(_SEATS, reader.scope.company, me)
    return [MySeat(number, say.chosen(i, e), say.moment(starts), place, waits) for number, i, e, starts, place, waits in rows]


async def _certificates(reader: Reader, me: int) -> list[MyCertificate]:
    say, found = said(reader), []
    for number, text, title_id, title_en, ends, code, revoked in await reader.rows(_CERTIFICATES, reader.scope.company, me):
        state = "revoked" if revoked else "expired" if ends is not None and ends < reader.today else "valid"
        check = f"/public/{reader.company.code}/training/certificates/{code}"
        found.append(MyCertificate(number, text, say.chosen(title_id, title_en), say.day(ends), state, check))
    return found
