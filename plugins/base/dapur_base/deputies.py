"""Who stands in for whom on a day: what other plugins may ask base, inside an operation (Work) or a read (Reader)."""

from dataclasses import dataclass
from datetime import date

from dapur_base.reading import Source, rows_of


@dataclass(frozen=True, slots=True)
class Deputy:
    """A user who stands in, and their name."""

    user: int
    name: str


_ON = """
    select d.user_id, d.deputy_id, u.name from base.delegation d join core.app_user u on u.id = d.deputy_id
    where d.company_id = %s and d.kind = '' and d.ended_at is null and d.first_day <= %s and d.last_day >= %s order by d.id
"""


async def deputies_on(source: Source, day: date) -> dict[int, Deputy]:
    """User -> who stands in for everything on this day; of several, who was named last."""
    return {user: Deputy(deputy, name) for user, deputy, name in await rows_of(source, _ON, source.scope.company, day, day)}
