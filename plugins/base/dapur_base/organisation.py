"""Who belongs where on a day: what other plugins may ask base, inside an operation (Work) or a read (Reader).

    boss = await managers_above(work, party, work.today)
    people = await assignments_on(reader, day)

Every question takes the day that it is about. `known` asks for what was known at a moment of the past (default: what is
known now); `None` means that nothing is noted. Nothing here checks permissions: the caller's operation or query does.
Writing goes through the operations `assign_person.run(work, AssignPerson(…))` and `end_assignment.run(…)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dapur_base.reading import Source, rows_of


@dataclass(frozen=True, slots=True)
class Assignment:
    """A fact: `party` belongs to `unit` from `from_day` through `to_day` (None: without end).

    kind: "primary" (at most one on any day) or "additional". manager: the party who leads them, None where nobody does.
    cost_centre: the unit's, or that of the nearest unit above that has one; "" where none has.
    """

    id: int
    party: int
    name: str
    kind: str
    unit: int
    unit_code: str
    unit_name: str
    cost_centre: str
    position: int | None
    position_title_id: str
    position_title_en: str
    level: int | None
    manager: int | None
    from_day: date
    to_day: date | None

    def title(self, language: str) -> str:
        """The position in Indonesian ("id") or English; "" without a position."""
        return self.position_title_en if language == "en" else self.position_title_id


_FACTS = """
    select a.id, a.party_id, y.name, a.kind, a.unit_id, u.code, u.name, coalesce(c.cost_centre, ''), a.position_id,
           coalesce(p.title_id, ''), coalesce(p.title_en, ''), p.level, a.manager_id, a.from_day, a.to_day
    from base.assignment a
    join base.party y on y.company_id = a.company_id and y.id = a.party_id
    join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
    left join base.position p on p.company_id = a.company_id and p.id = a.position_id
    left join lateral (
        select above.cost_centre from base.organisation_unit above
        where above.company_id = u.company_id and above.cost_centre <> '' and starts_with(u.path, above.path)
        order by length(above.path) desc limit 1) c on true
    where a.company_id = %s and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
      and case when %s::timestamptz is null then a.known_to is null
               else a.known_from <= %s and (a.known_to is null or a.known_to > %s) end
"""
_ORDER = " order by u.path, p.level nulls last, y.name, a.id"


async def assignments_on(
    source: Source, day: date, parties: Sequence[int] | None = None, *, known: datetime | None = None
) -> list[Assignment]:
    """All assignments of a day, of everybody or of these people, by unit, level and name."""
    if parties is None:
        return await _facts(source, day, known, "")
    return await _facts(source, day, known, " and a.party_id = any (%s)", list(parties))


async def assignment_of(source: Source, party: int, day: date, *, known: datetime | None = None) -> Assignment | None:
    """The primary assignment of a person."""
    found = await _facts(source, day, known, " and a.kind = 'primary' and a.party_id = %s", party)
    return found[0] if found else None


async def team_of(source: Source, manager: int, day: date, *, known: datetime | None = None) -> list[Assignment]:
    """Those whom this person leads themselves (primary assignments)."""
    return await _facts(source, day, known, " and a.kind = 'primary' and a.manager_id = %s", manager)


async def everybody_below(source: Source, manager: int, day: date) -> list[int]:
    """Parties of the team, their teams, and so on; nearest first, each once, never the manager."""
    return await _walk(source, manager, day, "a.manager_id = w.party and a.party_id <> all (w.seen)", "a.party_id")


async def managers_above(source: Source, party: int, day: date) -> list[int]:
    """The manager, the manager's manager, and so on up. A circle ends where it closes."""
    return await _walk(source, party, day, "a.party_id = w.party and a.manager_id <> all (w.seen)", "a.manager_id")


async def members_of_unit(
    source: Source, unit: int, day: date, *, below: bool = True, known: datetime | None = None
) -> list[Assignment]:
    """Assignments to a unit and (below) the units under it."""
    if not below:
        return await _facts(source, day, known, " and a.unit_id = %s", unit)
    under = (
        " and exists (select from base.organisation_unit top where top.company_id = a.company_id and top.id = %s"
        " and starts_with(u.path, top.path))"
    )
    return await _facts(source, day, known, under, unit)


async def holders_of_position(
    source: Source, position: int | str, day: date, *, known: datetime | None = None
) -> list[Assignment]:
    """Those who hold a position (its number or code), primary or additional."""
    condition = " and p.code = %s" if isinstance(position, str) else " and a.position_id = %s"
    return await _facts(source, day, known, condition, position)


async def party_of_user(source: Source, user: int) -> int | None:
    """The person who signs in as this user."""
    rows = await rows_of(source, "select id from base.party where company_id = %s and user_id = %s", source.scope.company, user)
    return rows[0][0] if rows else None


async def user_of_party(source: Source, party: int) -> int | None:
    """The user as whom this person signs in."""
    rows = await rows_of(source, "select user_id from base.party where company_id = %s and id = %s", source.scope.company, party)
    return rows[0][0] if rows else None


async def users_of_parties(source: Source, parties: Sequence[int]) -> dict[int, int]:
    """Party -> user, for those who sign in."""
    rows = await rows_of(
        source,
        "select id, user_id from base.party where company_id = %s and id = any (%s) and user_id is not null",
        source.scope.company,
        list(parties),
    )
    return dict(rows)


async def _facts(source: Source, day: date, known: datetime | None, condition: str, *values: Any) -> list[Assignment]:
    rows = await rows_of(source, _FACTS + condition + _ORDER, source.scope.company, day, day, known, known, known, *values)
    return [Assignment(*row) for row in rows]


async def _walk(source: Source, start: int, day: date, step: str, to: str) -> list[int]:
    """Parties reached from `start` by following primary assignments of the day, nearest first."""
    rows = await rows_of(
        source,
        f"""
        with recursive w (party, depth, seen) as (
            select %s::bigint, 0, array[%s::bigint]
            union all
            select {to}, w.depth + 1, w.seen || {to} from w join base.assignment a
                on a.company_id = %s and a.kind = 'primary' and a.known_to is null
                and a.from_day <= %s and (a.to_day is null or a.to_day >= %s) and {step})
        select party from w where depth > 0 group by party order by min(depth), party
        """,
        *(start, start, source.scope.company, day, day),
    )
    return [row[0] for row in rows]
