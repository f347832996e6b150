"""By when duties are due, and which were dropped: derived from the dated organisation."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dapur_base.reading import Source, rows_of
from dapur_training.rules.duties import Span, dropped, due_day

_SPANS = """
    select a.party_id, d.id, c.id, c.code, c.title_id, c.title_en, d.within_days, d.from_day, d.to_day, a.from_day, a.to_day
    from training.duty d
    join training.course c on c.company_id = d.company_id and c.id = d.course_id
    join base.assignment a on a.company_id = d.company_id and a.known_to is null
        and (d.position_id is null or a.position_id = d.position_id)
    left join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
    left join base.organisation_unit top on top.company_id = d.company_id and top.id = d.unit_id
    where d.company_id = %s and (%s::bigint[] is null or a.party_id = any (%s)) and (d.unit_id is null or starts_with(u.path, top.path))
      and d.from_day <= %s and (d.to_day is null or d.to_day >= %s)
    order by d.id, a.from_day
"""
_HELD = "select course_id from training.held_on(%s, %s) where party_id = %s and (endless or valid_through >= %s)"


@dataclass(frozen=True, slots=True)
class DutyState:
    """A duty of a person. state: "open", "done" or "dropped" (it bound them, and does no longer); due: None when dropped."""

    course: int
    course_code: str
    title_id: str
    title_en: str
    state: str
    due: date | None


@dataclass(frozen=True, slots=True)
class _Bond:
    party: int
    course: int
    code: str
    title_id: str
    title_en: str
    within_days: int
    begins: date
    spans: tuple[Span, ...]


async def duties_of(source: Source, party: int, day: date) -> list[DutyState]:
    """What somebody's duties are on a day, in the order in which the duties were set."""
    held = {row[0] for row in await rows_of(source, _HELD, source.scope.company, day, party, day)}
    found = []
    for bond in await _bonds(source, day, [party]):
        due = due_day(bond.spans, bond.begins, bond.within_days, day)
        if due is not None:
            found.append(_state(bond, "done" if bond.course in held else "open", due))
        elif bond.course not in held and dropped(bond.spans, day):
            found.append(_state(bond, "dropped", None))
    return found


def _state(bond: _Bond, state: str, due: date | None) -> DutyState:
    return DutyState(bond.course, bond.code, bond.title_id, bond.title_en, state, due)


async def due_days(source: Source, day: date) -> dict[tuple[int, int], date]:
    """(person, course) -> the earliest day by which it is due, for everybody whom a duty binds on a day."""
    found: dict[tuple[int, int], date] = {}
    for bond in await _bonds(source, day, None):
        due = due_day(bond.spans, bond.begins, bond.within_days, day)
        key = (bond.party, bond.course)
        if due is not None and (key not in found or due < found[key]):
            found[key] = due
    return found


async def _bonds(source: Source, day: date, parties: Sequence[int] | None) -> list[_Bond]:
    wanted = None if parties is None else list(parties)
    rows = await rows_of(source, _SPANS, source.scope.company, wanted, wanted, day, day)
    spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
    facts: dict[tuple[int, int], tuple[int, str, str, str, int, date]] = {}
    for party, duty, course, code, title_id, title_en, within_days, begins, _ends, first, last in rows:
        spans[(duty, party)].append(Span(first, last))
        facts[(duty, party)] = (course, code, title_id, title_en, within_days, begins)
    return [_Bond(party, *facts[(duty, party)], tuple(found)) for (duty, party), found in spans.items()]
