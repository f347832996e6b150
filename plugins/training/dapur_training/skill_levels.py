"""Levels that people have and positions need, on a day."""

from dataclasses import dataclass
from datetime import date

from dapur_base.organisation import holders_of_position
from dapur_base.reading import Source, rows_of


@dataclass(frozen=True, slots=True)
class NeededSkill:
    """A skill that a position needs."""

    id: int
    code: str
    name_id: str
    name_en: str
    family: str
    level: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds the position, with their levels by skill."""

    party: int
    name: str
    levels: dict[int, int]


async def needed_by(source: Source, position: int) -> list[NeededSkill]:
    """The skills of a position, by family and code."""
    rows = await rows_of(
        source,
        "select s.id, s.code, s.name_id, s.name_en, s.family, n.level from training.position_skill n"
        " join training.skill s on s.company_id = n.company_id and s.id = n.skill_id"
        " where n.company_id = %s and n.position_id = %s and n.level > 0 order by s.family, n.id",
        *(source.scope.company, position),
    )
    return [NeededSkill(*row) for row in rows]


async def holders_on(source: Source, position: int, day: date) -> list[Holder]:
    """Who holds the position on a day, with their levels on that day."""
    people = {a.party: a.name for a in await holders_of_position(source, position, day)}
    rows = await rows_of(
        source,
        "select p.party, n.skill_id, training.skill_level(%s, p.party, n.skill_id, %s) from unnest(%s::bigint[]) p (party)"
        " join training.position_skill n on n.company_id = %s and n.position_id = %s",
        *(source.scope.company, day, list(people), source.scope.company, position),
    )
    levels: dict[int, dict[int, int]] = {party: {} for party in people}
    for party, skill, level in rows:
        levels[party][skill] = level
    return [Holder(party, name, levels[party]) for party, name in people.items()]


async def course_gives(source: Source) -> dict[str, dict[int, int]]:
    """Course code -> skill -> level, of the newest published version of each course that is offered."""
    rows = await rows_of(
        source,
        "select c.code, g.skill_id, g.level from training.course c join lateral (select v.id from training.course_version v"
        " where v.company_id = c.company_id and v.course_id = c.id and v.published_at is not null order by v.number desc limit 1) v"
        " on true join training.course_skill g on g.company_id = c.company_id and g.version_id = v.id"
        " where c.company_id = %s and not c.is_closed order by c.code",
        source.scope.company,
    )
    found: dict[str, dict[int, int]] = {}
    for code, skill, level in rows:
        found.setdefault(code, {})[skill] = level
    return found
