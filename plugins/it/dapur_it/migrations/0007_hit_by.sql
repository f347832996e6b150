-- What a failure hits, walked where the graph lies: upwards over plain needs, with groups of several looked at aside.

alter table it.need_group add column is_redundant boolean generated always as (rule <> 'all') stored,
    add constraint need_group_redundant_key unique (company_id, id, is_redundant);
-- Whether a need is one of several of which not all are needed. 0008 fills it and holds it equal to its group's rule.
alter table it.need add column is_redundant boolean not null default false;
drop index it.need_upwards;
create index need_upwards on it.need (company_id, needs_id, is_redundant, component_id);

-- What is down or degraded when these fail, besides themselves. A group with redundancy is degraded while enough of it
-- works; degraded spreads as degraded. No circles, so each round only makes it worse and there is a last one.
create function it.hit_by(p_company bigint, p_failed bigint[]) returns table (id bigint, is_down boolean)
    language plpgsql stable as $$
#variable_conflict use_column
declare
    down bigint[] := '{}';
    fresh bigint[] := p_failed;
    weak bigint[] := '{}';
begin
    while cardinality(fresh) > 0 loop
        fresh := array(
            with recursive reached (id) as (
                select unnest(fresh)
                union
                select n.component_id from reached r join it.need n
                    on n.company_id = p_company and n.needs_id = r.id and not n.is_redundant)
            select r.id from reached r except select unnest(down));
        down := down || fresh;
        weak := weak || array(
            select distinct n.group_id from unnest(fresh) f (id) join it.need n
                on n.company_id = p_company and n.needs_id = f.id and n.is_redundant);
        fresh := array(
            select distinct g.component_id from unnest(weak) w (id)
            join it.need_group g on g.company_id = p_company and g.id = w.id
            join it.need n on n.company_id = p_company and n.group_id = g.id
            left join unnest(down) d (id) on d.id = n.needs_id
            group by g.id, g.component_id, g.least
            having count(*) - count(d.id) < least(coalesce(g.least, 1), count(*))
            except select unnest(down));
    end loop;
    return query select d.id, true from unnest(down) d (id) where d.id <> all (p_failed);
    if cardinality(weak) > 0 then
        return query
            with recursive reached (id) as (
                select distinct g.component_id from unnest(weak) w (id)
                join it.need_group g on g.company_id = p_company and g.id = w.id
                union
                select n.component_id from reached r join it.need n on n.company_id = p_company and n.needs_id = r.id)
            select r.id, false from reached r except select d.id, false from unnest(down) d (id);
    end if;
end $$;
