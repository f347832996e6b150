"""Who works here, for the other departments; and who reports to whom, for approvals."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dapur.contract import Service
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur.services.reporting import ReportingLines
from dapur.services.workforce import Absence, PersonAtWork, Workforce
from dapur_base.organisation import assignment_of, party_of_user, user_of_party

_PEOPLE = """
    select e.id, e.number, p.name, e.party_id, p.user_id, m.id, m.first_day, m.last_day, a.unit_id, coalesce(u.name, ''),
        a.position_id, coalesce(case when %s = 'en' then s.title_en else s.title_id end, ''), b.id
    from hr.employment m
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    left join base.assignment a on a.company_id = e.company_id and a.party_id = e.party_id and a.kind = 'primary'
        and a.known_to is null and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
    left join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
    left join base.position s on s.company_id = a.company_id and s.id = a.position_id
    left join hr.employee b on b.company_id = a.company_id and b.party_id = a.manager_id
    where m.company_id = %s and m.first_day <= %s and (m.last_day is null or m.last_day >= %s)
"""
_BELOW = """
    and exists (select from base.organisation_unit top where top.company_id = u.company_id and top.id = %s
        and starts_with(u.path, top.path))
"""
_ABSENCES = """
    select e.id, e.party_id, p.name, r.first_day, r.last_day, r.part
    from hr.leave_request r
    join hr.employment m on m.company_id = r.company_id and m.id = r.employment_id
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    where r.company_id = %s and r.state = 'approved' and r.first_day <= %s and r.last_day >= %s order by r.first_day, p.name
"""


class PeopleAtWork:
    """Fulfils `Workforce` and `ReportingLines` from employments and base's assignments."""

    def __init__(self, source: Work | Reader) -> None:
        self.source = source

    async def person(self, employee: int, day: date) -> PersonAtWork | None:
        """The employee on this day."""
        return next(iter(await self._people(day, " and e.id = %s", employee)), None)

    async def person_of_user(self, user: int, day: date) -> PersonAtWork | None:
        """The employee who signs in as this user."""
        return next(iter(await self._people(day, " and p.user_id = %s", user)), None)

    async def person_of_party(self, party: int, day: date) -> PersonAtWork | None:
        """The employee who is this party."""
        return next(iter(await self._people(day, " and e.party_id = %s", party)), None)

    async def people(self, day: date, unit: int | None = None) -> Sequence[PersonAtWork]:
        """Everybody employed on this day."""
        return await (self._people(day) if unit is None else self._people(day, _BELOW, unit))

    async def absences(self, first: date, last: date) -> Sequence[Absence]:
        """Approved leave that touches these days."""
        return [Absence(*row) for row in await self._rows(_ABSENCES, self.source.scope.company, last, first)]

    async def manager_of(self, user: int, day: date) -> int | None:
        """The user who is this user's manager on a day."""
        party = await party_of_user(self.source, user)
        place = await assignment_of(self.source, party, day) if party is not None else None
        return await user_of_party(self.source, place.manager) if place is not None and place.manager is not None else None

    async def _people(self, day: date, condition: str = "", *values: Any) -> list[PersonAtWork]:
        asked = (self.source.scope.language, day, day, self.source.scope.company, day, day)
        rows = await self._rows(_PEOPLE + condition + " order by p.name, e.id", *asked, *values)
        return [PersonAtWork(*row) for row in rows]

    async def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as tuples: a Work gives dicts, in which two columns of one name would be one."""
        if isinstance(self.source, Reader):
            return await self.source.rows(sql, *values)
        cursor = await self.source.connection.execute(sql.encode(), values or None)
        return await cursor.fetchall()


WORKFORCE = (Service(Workforce, PeopleAtWork, readable=True), Service(ReportingLines, PeopleAtWork, readable=True))
