-- Whose rows a user may see: the own ones, and those of everybody led by them or by somebody below them.

create function hr.employee_of(p_company bigint, p_user bigint) returns bigint language sql stable as $$
    select e.id from hr.employee e join base.party p on p.company_id = e.company_id and p.id = e.party_id
    where e.company_id = p_company and p.user_id = p_user
$$;

-- On today's assignments, as known now; the user's own row is among them. `union` ends where the chain of managers closes.
create function hr.own_team(p_company bigint, p_user bigint) returns setof bigint language sql stable as $$
    with recursive below (party_id) as (
        select id from base.party where company_id = p_company and user_id = p_user
        union
        select a.party_id from below b join base.assignment a on a.company_id = p_company and a.manager_id = b.party_id
            and a.kind = 'primary' and a.known_to is null
            and a.from_day <= hr.today(p_company) and (a.to_day is null or a.to_day >= hr.today(p_company)))
    select e.id from below b join hr.employee e on e.company_id = p_company and e.party_id = b.party_id
$$;
