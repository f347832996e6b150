"""The graph of services, read: only what lies above a failure, and only what lies around a thing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dapur.queries.reader import Reader
from dapur_it.rules.impact import Impact, NeedGroup, impact_of

ABOVE = """
    with recursive above (id) as (
        select unnest(%s::bigint[])
        union
        select n.component_id from above a join it.need n on n.company_id = %s and n.needs_id = a.id
    )
    select array_agg(id) from above
"""
NEEDS_OF = """
    select group_id, component_id, array_agg(needs_id) from it.need where company_id = %s and component_id = any (%s)
    group by group_id, component_id
"""
REDUNDANT = (
    "select id, rule, coalesce(least, 1) from it.need_group where company_id = %s and component_id = any (%s) and rule <> 'all'"
)
BELOW = """
    with recursive below (id, depth) as (
        select %s::bigint, 0
        union
        select n.needs_id, b.depth + 1 from below b join it.need n on n.company_id = %s and n.component_id = b.id where b.depth < %s
    )
    select n.component_id, n.needs_id, g.rule from (select distinct id from below) b
    join it.need n on n.company_id = %s and n.component_id = b.id
    join it.need_group g on g.company_id = n.company_id and g.id = n.group_id
"""
NEAR_ABOVE = """
    with recursive above (id, depth) as (
        select %s::bigint, 0
        union
        select n.component_id, a.depth + 1 from above a join it.need n on n.company_id = %s and n.needs_id = a.id where a.depth < %s
    )
    select distinct n.component_id, n.needs_id, g.rule from (select distinct id from above) a
    join it.need n on n.company_id = %s and n.needs_id = a.id
    join it.need_group g on g.company_id = n.company_id and g.id = n.group_id
"""


ALL = ("all", 1)


@dataclass(frozen=True, slots=True)
class Edge:
    """`upper` needs `lower`; rule of the group."""

    upper: int
    lower: int
    rule: str


async def impact(reader: Reader, failed: Collection[int]) -> Impact:
    """What is hit when these fail. Reads only what lies above them."""
    company = reader.scope.company
    above = await reader.value(ABOVE, list(failed), company) or []
    rules = {group: (rule, least) for group, rule, least in await reader.rows(REDUNDANT, company, above)}
    rows = await reader.rows(NEEDS_OF, company, above)
    groups = [NeedGroup(component, rules.get(group, ALL)[0], needs, rules.get(group, ALL)[1]) for group, component, needs in rows]
    return impact_of(failed, groups)


async def users_of(reader: Reader, components: Collection[int]) -> int:
    """How many people use any of these; each counts once."""
    return int(
        await reader.value(
            "select count(distinct party_id) from it.component_user where company_id = %s and component_id = any (%s)",
            *(reader.scope.company, list(components)),
        )
    )


async def neighbourhood(reader: Reader, component: int, steps: int) -> list[Edge]:
    """The edges around a component, so many steps up and down."""
    company = reader.scope.company
    below = await reader.rows(BELOW, component, company, steps - 1, company)
    above = await reader.rows(NEAR_ABOVE, component, company, steps - 1, company)
    return [Edge(*row) for row in dict.fromkeys([*above, *below])]


async def names_of(reader: Reader, components: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Component -> code, name, kind."""
    rows = await reader.rows(
        "select id, code, name, kind from it.component where company_id = %s and id = any (%s)",
        *(reader.scope.company, list(components)),
    )
    return {number: (code, name, kind) for number, code, name, kind in rows}
