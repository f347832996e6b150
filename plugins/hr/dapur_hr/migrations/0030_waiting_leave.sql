-- What waits for a decision is looked for on every home page.
create index leave_request_waiting on hr.leave_request (company_id, first_day, id) where state = 'waiting';

-- As before, but the business date is asked for once, not for every assignment.
create or replace function hr.own_team(p_company bigint, p_user bigint) returns setof bigint language sql stable as $$
    with recursive today (day) as materialized (select hr.today(p_company)), below (party_id) as (
        select id from base.party where company_id = p_company and user_id = p_user
        union
        select a.party_id from below b join base.assignment a on a.company_id = p_company and a.manager_id = b.party_id
            and a.kind = 'primary' and a.known_to is null and a.from_day <= (select day from today)
            and (a.to_day is null or a.to_day >= (select day from today)))
    select e.id from below b join hr.employee e on e.company_id = p_company and e.party_id = b.party_id
$$;
