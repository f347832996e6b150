"""For whom a job acts: the person who began it, with the rights they have now, or the house itself."""

from typing import TYPE_CHECKING

from dapur.contract import Door, Scope
from dapur.people.scopes import standing_of

if TYPE_CHECKING:
    from dapur.house import House

HOUSE = 0
"""The user number of what nobody in particular does: timetable and event handlers."""


async def scope_of_house(house: "House", company: int, door: Door = "job") -> Scope:
    """The house itself in a company: every right, the departments that are on."""
    facts = await house.company(company)
    async with house.pools.read() as connection:
        await connection.execute(b"begin")
        await connection.execute(b"select core.begin_read(%s, null)", (company,))
        cursor = await connection.execute(b"select plugin from core.company_plugin where company_id = %s and is_on", (company,))
        on = frozenset(name for (name,) in await cursor.fetchall()) & frozenset(house.registry.names)
        await connection.execute(b"commit")
    return Scope(company, HOUSE, door, frozenset(house.registry.permissions), on, facts.language, facts.zone)


async def scope_of_person(house: "House", company: int, user: int, door: Door = "job") -> Scope:
    """A person in a company as they stand now. Raises NotFound for somebody who left."""
    standing = await standing_of(house, user, (await house.company(company)).code)
    return Scope(
        company,
        user,
        door,
        standing.permissions,
        standing.plugins,
        standing.company.language,
        standing.company.zone,
        rows=standing.rows,
    )
