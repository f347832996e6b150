"""Companies that are older than working calendars get theirs: Monday to Friday, holidays and joint leave off."""

import psycopg

from dapur.database.migrate import each_company

CALENDAR = """
insert into base.calendar (company_id, name, zone, is_default)
select id, case when language = 'en' then 'Office hours' else 'Jam kantor' end, zone, true from core.company c
where id = %s and exists (select from core.company_plugin p where p.company_id = c.id and p.plugin = 'base' and p.setup_done)
    and not exists (select from base.calendar b where b.company_id = c.id)
returning id
"""
WEEK = """
insert into base.calendar_week (company_id, calendar_id, valid_from, hours, days_off)
select %s, %s, '2000-01-01', range_agg(int4range(day * 1440 + opens, day * 1440 + closes)), 'joint'
from generate_series(0, 4) day cross join (values (480, 720), (780, 1020)) windows(opens, closes)
"""


def migrate(connection: psycopg.Connection) -> None:
    """One calendar a company."""
    for company in each_company(connection):
        made = connection.execute(CALENDAR, (company,)).fetchone()
        if made is not None:
            connection.execute(WEEK, (company, made[0]))
