"""Leave of five thousand people on a past day, beside the same question in plain SQL; the organisation chart of as many."""

from datetime import date
from typing import Any

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from bench.timing import compare, milliseconds
from dapur.testing.companies import Actor
from dapur.testing.visits import visiting

PEOPLE, ENTRIES = 5000, 24
DAY = date(2025, 6, 30)

FILL = """
insert into base.party (company_id, name, is_employee, kind) select %(company)s, 'Orang ' || n, true, 'person' from generate_series(1, %(people)s) n;
insert into hr.employee (company_id, party_id, number, nationality)
    select company_id, id, 'B' || id, 'ID' from base.party where company_id = %(company)s;
insert into hr.employment (company_id, employee_id, first_day) select company_id, id, '2020-01-06' from hr.employee where company_id = %(company)s;
insert into hr.leave_account (company_id, employment_id, type_id) select company_id, id, %(type)s from hr.employment where company_id = %(company)s;
insert into hr.leave_entry (company_id, employment_id, type_id, day, days, kind, period, noted_at)
    select m.company_id, m.id, %(type)s, date '2024-01-31' + n * 30, 1, 'granted', n::text, '2024-01-01'
    from hr.employment m, generate_series(1, %(entries)s) n where m.company_id = %(company)s;
insert into base.organisation_unit (company_id, code, name) select %(company)s, 'U' || n, 'Unit ' || n from generate_series(1, 200) n;
insert into base.assignment (company_id, party_id, unit_id, from_day)
    select p.company_id, p.id, u.id, '2020-01-06' from (select *, row_number() over (order by id) n from base.party
        where company_id = %(company)s) p
    join (select *, row_number() over (order by id) n from base.organisation_unit where company_id = %(company)s) u on u.n = p.n %% 200 + 1
    where p.company_id = %(company)s;
"""
RAW = """
select p.name, sum(x.days) from hr.leave_entry x
join hr.employment m on m.company_id = x.company_id and m.id = x.employment_id
join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
join base.party p on p.company_id = e.company_id and p.id = e.party_id
where x.company_id = %s and x.day <= %s group by e.id, p.name order by p.name
"""


def fill(where: Place, actor: Actor, leave_type: int) -> None:
    """People, two years of entries, a place in the organisation."""
    values = {"company": actor.scope.company, "people": PEOPLE, "entries": ENTRIES, "type": leave_type}
    with psycopg.connect(where.database.app_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        for statement in FILL.split(";"):
            if statement.strip():
                connection.execute(statement.encode(), values)
        connection.commit()
    with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
        owner.execute("vacuum analyze hr.leave_entry, hr.employment, hr.employee, base.party, base.assignment")


async def balances(actor: Actor) -> float:
    """Our report against plain SQL with the same rows."""
    reader = await actor.reader()
    report = actor.house.registry.reports["hr.leave_balances"]

    async def ours() -> int:
        return len((await reader.report(report, {"day": DAY})).rows)

    async def theirs() -> int:
        return len(await reader.rows(RAW, actor.scope.company, DAY))

    return (await compare(ours, theirs)).ratio


async def chart_ms(actor: Actor) -> float:
    """The page with the tree of everybody, as the browser gets it."""
    code = (await actor.house.company(actor.scope.company)).code
    async with visiting(actor) as client:

        async def run() -> Any:
            answer = await client.get(f"/{code}/hr/organisation")
            assert answer.status_code == 200, answer.status_code

        return await milliseconds(run, times=5)


async def measure(where: Place) -> list[Finding]:
    """Five thousand people."""
    async with bookkeeper(where) as actor:
        reader = await actor.reader()
        leave_type = await reader.value(
            "select id from hr.leave_type where company_id = %s and code = 'annual'", actor.scope.company
        )
        fill(where, actor, leave_type)
        return [
            at_least(f"leave balances of {PEOPLE:,} people on a past day, of plain SQL", await balances(actor), 0.5),
            at_most(f"organisation chart of {PEOPLE:,} people, the whole page", await chart_ms(actor), 1000, " ms"),
        ]
