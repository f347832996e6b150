"""Whoever goes on after all has no steps of a leaving before them: what waits of them goes when the last day is taken back."""

import psycopg

from dapur.database.migrate import each_company

RULE = """
create function hr.drop_leaving_steps() returns trigger language plpgsql
    security definer set search_path = pg_catalog, hr, core, pg_temp as $$
begin
    delete from hr.person_step s using hr.checklist_line l
    where s.company_id = new.company_id and s.employment_id = new.id and s.state = 'waiting'
        and l.company_id = s.company_id and l.id = s.line_id and l.occasion = 'leaving';
    return null;
end $$;
create trigger drop_leaving_steps after update of last_day on hr.employment for each row
    when (old.last_day is not null and new.last_day is null) execute function hr.drop_leaving_steps();
"""
OF_BEFORE = """
    delete from hr.person_step s using hr.checklist_line l, hr.employment m
    where s.company_id = %s and s.state = 'waiting' and l.company_id = s.company_id and l.id = s.line_id
        and l.occasion = 'leaving' and m.company_id = s.company_id and m.id = s.employment_id and m.last_day is null
"""


def migrate(connection: psycopg.Connection) -> None:
    """The rule, then what waited of leavings that were taken back before."""
    connection.execute(RULE)
    for company in each_company(connection):
        connection.execute(OF_BEFORE, (company,))
