"""The graph of services, read: what a failure hits, counted and a page at a time, and what lies near a thing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dapur.queries.reader import Reader

HIT = """
    with hit as materialized (select id, is_down from it.hit_by(%s, %s::bigint[])),
    ordered as (
        select c.id, c.code, c.name, c.kind, h.is_down from hit h join it.component c on c.company_id = %s and c.id = h.id
        where (not h.is_down, c.code collate "C") > (%s, %s) order by not h.is_down, c.code collate "C" limit %s)
    select (select count(*) from hit where is_down), (select count(*) from hit where not is_down),
        (select count(distinct u.party_id) from it.component_user u where u.company_id = %s
            and (u.component_id = any (%s) or u.component_id in (select id from hit where is_down))),
        coalesce((select jsonb_agg(jsonb_build_array(id, code, name, kind, is_down) order by not is_down, code collate "C") from ordered), '[]'),
        coalesce((select jsonb_object_agg(id, is_down) from hit where id = any (%s)), '{}')
"""
ABOVE = """
    select n.component_id, n.needs_id, g.rule from it.need n join it.need_group g on g.company_id = n.company_id and g.id = n.group_id
    where n.company_id = %s and n.needs_id = any (%s) order by n.component_id, n.id limit %s
"""
BELOW = """
    select n.component_id, n.needs_id, g.rule from it.need n join it.need_group g on g.company_id = n.company_id and g.id = n.group_id
    where n.company_id = %s and n.component_id = any (%s) order by n.needs_id, n.id limit %s
"""
BEGINNING = (False, "")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a failure hits; down, else degraded."""

    id: int
    code: str
    name: str
    kind: str
    is_down: bool

    @property
    def place(self) -> tuple[bool, str]:
        """Where it stands in the list, for the next page."""
        return not self.is_down, self.code


@dataclass(frozen=True, slots=True)
class Impact:
    """What a failure hits: how many, how many people who use what is down, a page of it (down first, then by code).

    health: component -> whether it is down, of those that were asked for and are hit.
    """

    down: int
    degraded: int
    people: int
    page: list[Hit]
    health: dict[int, bool]


@dataclass(frozen=True, slots=True)
class Edge:
    """`upper` needs `lower`; rule of the group."""

    upper: int
    lower: int
    rule: str


async def impact(
    reader: Reader, failed: Collection[int], limit: int, *, after: tuple[bool, str] = BEGINNING, near: Collection[int] = ()
) -> Impact:
    """What is hit when these fail. near: of which the health is asked for."""
    company, ids = reader.scope.company, list(failed)
    asked = (company, ids, company, *after, limit, company, ids, list(near))
    ((down, degraded, people, page, health),) = await reader.rows(HIT, *asked)
    return Impact(down, degraded, people, [Hit(*row) for row in page], {int(key): value for key, value in health.items()})


async def neighbourhood(reader: Reader, component: int, steps: int, most: int) -> list[Edge]:
    """The edges around a component, up and down step by step, until more than so many things are found."""
    found, edges = {component}, dict[Edge, None]()
    above, below = [component], [component]
    for _step in range(steps):
        ups = [Edge(*row) for row in await reader.rows(ABOVE, reader.scope.company, above, most)]
        downs = [Edge(*row) for row in await reader.rows(BELOW, reader.scope.company, below, most)]
        edges.update(dict.fromkeys([*ups, *downs]))
        above = _new([edge.upper for edge in ups], found)
        below = _new([edge.lower for edge in downs], found)
        if len(found) > most or not (above or below):
            break
    return list(edges)


def _new(nodes: Sequence[int], found: set[int]) -> list[int]:
    new = [node for node in dict.fromkeys(nodes) if node not in found]
    found.update(new)
    return new


async def names_of(reader: Reader, components: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Component -> code, name, kind."""
    rows = await reader.rows(
        "select id, code, name, kind from it.component where company_id = %s and id = any (%s)",
        *(reader.scope.company, list(components)),
    )
    return {number: (code, name, kind) for number, code, name, kind in rows}
