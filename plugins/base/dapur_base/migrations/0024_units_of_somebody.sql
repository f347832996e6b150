-- The units that a user belongs to on a day: where they are assigned, and those above.
create function base.units_of(p_company bigint, p_user bigint, p_day date) returns setof bigint language sql stable as $$
    with recursive up (id, parent_id) as (
        select u.id, u.parent_id from base.party p
        join base.assignment a on a.company_id = p_company and a.party_id = p.id and a.known_to is null
            and a.from_day <= p_day and (a.to_day is null or a.to_day >= p_day)
        join base.organisation_unit u on u.company_id = p_company and u.id = a.unit_id
        where p.company_id = p_company and p.user_id = p_user
        union
        select o.id, o.parent_id from up join base.organisation_unit o on o.company_id = p_company and o.id = up.parent_id)
    select id from up
$$;
