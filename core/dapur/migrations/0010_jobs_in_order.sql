-- What a person asked for goes before what the timetable began: nobody waits behind the nightly work of a hundred
-- companies.
drop index core.job_due;
create index job_due on core.job ((user_id = 0), due_at) where state in ('waiting', 'running');
create or replace function core.claim_job(p_hold interval)
    returns table (company_id bigint, id bigint, kind text, input jsonb, user_id bigint, tries int)
    language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
#variable_conflict use_column
declare
    by_clock boolean;
begin
    foreach by_clock in array array[false, true] loop
        return query
        update core.job j set state = 'running', tries = j.tries + 1, due_at = now() + p_hold, changed_at = now()
        from (select d.company_id, d.id from core.job d
              where d.state in ('waiting', 'running') and (d.user_id = 0) = by_clock and d.due_at <= now()
              order by d.due_at limit 1 for update skip locked) due
        where j.company_id = due.company_id and j.id = due.id
        returning j.company_id, j.id, j.kind, j.input, j.user_id, j.tries;
        if found then
            return;
        end if;
    end loop;
end $$;
