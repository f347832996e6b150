"""The units that somebody belongs to, for what only some may know."""

from dataclasses import dataclass

from dapur.queries.reader import Reader

# Whoever is placed in a unit is also of those above it, which are written into its path.
UNITS = """
    with recursive up (id, parent_id) as (
        select u.id, u.parent_id from base.organisation_unit u join base.assignment a on a.company_id = u.company_id and a.unit_id = u.id
        join base.party p on p.company_id = a.company_id and p.id = a.party_id
        where u.company_id = %s and p.user_id = %s and a.known_to is null and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
        union select o.id, o.parent_id from base.organisation_unit o join up on up.parent_id = o.id where o.company_id = %s)
    select id from up
"""


@dataclass(frozen=True)
class UnitAudiences:
    """Reads assignments of today."""

    reader: Reader

    async def of_user(self, user: int) -> list[str]:
        """"unit:7" for each."""
        company, today = self.reader.scope.company, self.reader.today
        rows = await self.reader.rows(UNITS, company, user, today, today, company)
        return [f"unit:{number}" for (number,) in rows]
