"""The catalogue, and a course in it: what it is about, what is done of it, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dapur.contract import NotFound, Words, _
from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user
from dapur_training.absences import days_away
from dapur_training.families import FAMILIES, KINDS
from dapur_training.grades import grade_of
from dapur_training.pages.reading import Said, said

FAMILY_TITLES: dict[str, Words] = {**{family.value: family.title for family in FAMILIES}, "": _("Further courses")}
STATES: dict[str, tuple[str, Words]] = {
    "active": ("blue", _("Under way")),
    "completed": ("green", _("Completed")),
    "expired": ("red", _("Expired")),
    "": ("", ""),
}
_OFFERED = """
    select c.id, c.title_id, c.title_en, c.family, c.kind, v.summary_id, v.summary_en, v.minutes,
        case when exists (select from training.enrolment e where e.company_id = c.company_id and e.course_id = c.id
                          and e.party_id = %s and e.state = 'active') then 'active'
             when h.endless or h.valid_through >= %s then 'completed' when h.valid_through is not null then 'expired' else '' end
    from training.course c
    join lateral (select * from training.course_version v where v.company_id = c.company_id and v.course_id = c.id
                  and v.published_at is not null order by v.number desc limit 1) v on true
    left join training.held_on(%s, %s) h on h.party_id = %s and h.course_id = c.id
    where c.company_id = %s and not c.is_closed order by c.code
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A course in the catalogue."""

    id: int
    title: str
    family: str
    summary: str
    kind: str
    minutes: int
    tone: str
    state: str


async def catalogue(reader: Reader, _parameters: dict[str, str]) -> list[Card]:
    """Courses on offer in the order of their families, with how the reader stands."""
    say, me, company = said(reader), await party_of_user(reader, reader.scope.user), reader.scope.company
    rows = await reader.rows(_OFFERED, me, reader.today, company, reader.today, me, company)
    order = [*FAMILY_TITLES]
    return [
        Card(
            number,
            say.chosen(title_id, title_en),
            say.words(FAMILY_TITLES[family]),
            say.chosen(summary_id, summary_en),
            _kind(say, kind),
            minutes,
            STATES[state][0],
            say.words(STATES[state][1]),
        )
        for number, title_id, title_en, family, kind, summary_id, summary_en, minutes, state in sorted(
            rows, key=lambda row: order.index(row[3])
        )
    ]


def _kind(say: Said, kind: str) -> str:
    return next(say.words(choice.title) for choice in KINDS if choice.value == kind)


@dataclass(frozen=True, slots=True)
class Unit:
    """A lesson: its number, title, minutes, and whether it is done."""

    id: int
    title: str
    minutes: int
    done: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A session that comes. state: of the reader's booking, "" without; away: its days on which the reader is on leave."""

    id: int
    when: str
    place: str
    free: int
    state: str
    away: str


@dataclass(frozen=True, slots=True)
class CoursePage:
    """What the page of a course shows. next: where "continue" leads ("" = nowhere)."""

    id: int
    title: str
    summary: str
    kind: str
    minutes: int
    needs: list[str]
    gives: list[str]
    holds: int | None
    units: list[Unit]
    sessions: list[Seat]
    enrolled: bool
    can_enrol: bool
    next: str
    quiz: str
    certificate: int | None
    certified: str


async def course(reader: Reader, parameters: dict[str, str]) -> CoursePage:
    """A course that is published. Raises NotFound."""
    number = int(parameters["id"]) if parameters["id"].isdecimal() else 0
    say, me = said(reader), await party_of_user(reader, reader.scope.user)
    row = await _version(reader, number, me)
    version, enrolled, quiz = row["version"], row["enrolled"], row["quiz"]
    units = await _units(reader, say, version, me)
    held = await _certificate(reader, number, me)
    passed = quiz is not None and me is not None and (await grade_of(reader, me, quiz)).passed
    return CoursePage(
        id=number,
        title=say.chosen(row["title_id"], row["title_en"]),
        summary=say.chosen(row["summary_id"], row["summary_en"]),
        kind=_kind(say, row["kind"]),
        minutes=row["minutes"],
        needs=await _needs(reader, say, version),
        gives=await _gives(reader, say, version),
        holds=row["months"],
        units=units,
        sessions=await _sessions(reader, say, number, me),
        enrolled=enrolled,
        can_enrol=not enrolled and row["kind"] == "self_paced" and me is not None,
        next=_next(units, number, quiz, passed) if enrolled else "",
        quiz=f"quiz/{number}" if quiz is not None else "",
        certificate=held[0] if held else None,
        certified=_certified(say, held),
    )


def _next(units: Sequence[Unit], course: int, quiz: int | None, passed: bool) -> str:
    open_unit = next((unit.id for unit in units if not unit.done), None)
    if open_unit is not None:
        return f"learn/{open_unit}"
    return f"quiz/{course}" if quiz is not None and not passed else ""


def _certified(say: Said, held: Any) -> str:
    if not held:
        return ""
    ends = say.day(held[2]) if held[2] else say.words(_("without end"))
    return say.words(_("Certificate {number}, valid through {ends}.").fill(number=held[1], ends=ends))


async def _version(reader: Reader, course: int, me: int | None) -> dict[str, Any]:
    """The version that the reader is enrolled in, else the newest published one."""
    names = ("version", "title_id", "title_en", "kind", "summary_id", "summary_en", "minutes", "quiz", "months", "enrolled")
    rows = await reader.rows(
        "select v.id, c.title_id, c.title_en, c.kind, v.summary_id, v.summary_en, v.minutes, v.quiz_id, v.validity_months,"
        " e.id is not null from training.course c join training.course_version v on v.company_id = c.company_id"
        " and v.course_id = c.id and v.published_at is not null left join training.enrolment e on e.company_id = v.company_id"
        " and e.version_id = v.id and e.party_id = %s and e.state = 'active'"
        " where c.company_id = %s and c.id = %s order by e.id is null, v.number desc limit 1",
        *(me, reader.scope.company, course),
    )
    if not rows:
        raise NotFound()
    return dict(zip(names, rows[0], strict=True))


async def _units(reader: Reader, say: Said, version: int, me: int | None) -> list[Unit]:
    rows = await reader.rows(
        "select l.id, l.title_id, l.title_en, l.minutes, exists (select from training.lesson_progress p"
        " where p.company_id = l.company_id and p.lesson_id = l.id and p.party_id = %s and p.done_at is not null)"
        " from training.lesson l where l.company_id = %s and l.version_id = %s order by l.position",
        *(me, reader.scope.company, version),
    )
    return [Unit(number, say.chosen(ti, te), minutes, done) for number, ti, te, minutes, done in rows]


async def _needs(reader: Reader, say: Said, version: int) -> list[str]:
    rows = await reader.rows(
        "select p.group_number, p.need, array_agg(c.title_id order by c.code), array_agg(c.title_en order by c.code)"
        " from training.prerequisite p join training.course c on c.company_id = p.company_id and c.id = p.course_id"
        " where p.company_id = %s and p.version_id = %s group by 1, 2 order by 1",
        *(reader.scope.company, version),
    )
    found = []
    for _group, need, indonesian, english in rows:
        titles = [say.chosen(i, e) for i, e in zip(indonesian, english, strict=True)]
        joined = f" {say.words(_('or'))} ".join(titles)
        found.append(
            joined if need == 1 else say.words(_("{need} of: {courses}").fill(need=str(need), courses=", ".join(titles)))
        )
    return found


async def _gives(reader: Reader, say: Said, version: int) -> list[str]:
    rows = await reader.rows(
        "select s.name_id, s.name_en, g.level from training.course_skill g join training.skill s on s.company_id = g.company_id"
        " and s.id = g.skill_id where g.company_id = %s and g.version_id = %s order by s.code",
        *(reader.scope.company, version),
    )
    return [say.words(_("{skill}, level {level}").fill(skill=say.chosen(i, e), level=str(level))) for i, e, level in rows]


async def _sessions(reader: Reader, say: Said, course: int, me: int | None) -> list[Seat]:
    rows = await reader.rows(
        "select s.id, s.starts_at, s.place, s.capacity - (select count(*) from training.booking b where b.company_id = s.company_id"
        " and b.session_id = s.id and b.state = 'booked'), coalesce((select b.state from training.booking b where"
        " b.company_id = s.company_id and b.session_id = s.id and b.party_id = %s and b.state <> 'cancelled'), ''),"
        " array(select d.day from training.session_day d where d.company_id = s.company_id and d.session_id = s.id order by 1)"
        " from training.session s where s.company_id = %s and s.course_id = %s and s.state = 'planned' and s.starts_at > %s"
        " order by s.starts_at limit 20",
        *(me, reader.scope.company, course, reader.now),
    )
    leave = (await days_away(reader, [me], [day for row in rows for day in row[-1]])).get(me, []) if me is not None else []
    return [
        Seat(number, say.moment(starts), place, max(0, free), state, ", ".join(say.day(day) for day in days if day in leave))
        for number, starts, place, free, state, days in rows
    ]


async def _certificate(reader: Reader, course: int, me: int | None) -> Any:
    rows = await reader.rows(
        "select t.id, t.number, t.valid_through from training.certificate t where t.company_id = %s and t.party_id = %s"
        " and t.course_id = %s and (t.valid_through is null or t.valid_through >= %s) and not exists (select from training.revocation r"
        " where r.company_id = t.company_id and r.certificate_id = t.id) order by t.valid_through desc nulls first, t.id desc limit 1",
        *(reader.scope.company, me, course, reader.today),
    )
    return rows[0] if rows else None
