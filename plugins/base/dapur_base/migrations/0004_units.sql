-- Units of measure, and how many of one make another, as exact fractions.

create table base.unit (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code ~ '^[^[:space:]]+$'),
    un_code text not null default '' check (un_code ~ '^[A-Z0-9]{0,3}$'),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    decimals smallint not null default 0 check (decimals between 0 and 6),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint unit_code_key unique (company_id, code)
);

-- 1 of unit_id = numerator / denominator of into_id. Between two units there is one way only, so that no two ways differ:
-- the trigger refuses a second one.
create table base.unit_conversion (
    company_id bigint not null,
    id bigint generated always as identity,
    unit_id bigint not null,
    into_id bigint not null check (into_id <> unit_id),
    numerator bigint not null check (numerator > 0),
    denominator bigint not null default 1 check (denominator > 0 and gcd(numerator, denominator) = 1),
    version int not null default 1,
    primary key (company_id, id),
    constraint unit_conversion_unit_fkey foreign key (company_id, unit_id) references base.unit (company_id, id),
    constraint unit_conversion_into_fkey foreign key (company_id, into_id) references base.unit (company_id, id)
);
create index unit_conversion_unit on base.unit_conversion (company_id, unit_id);
create index unit_conversion_into on base.unit_conversion (company_id, into_id);

create function base.keep_one_way_between_units() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('base.unit_conversion', new.company_id));
    if exists (
        with recursive reached (unit_id) as (
            select new.unit_id
            union
            select case when c.unit_id = r.unit_id then c.into_id else c.unit_id end
            from reached r join base.unit_conversion c
                on c.company_id = new.company_id and c.id <> new.id and r.unit_id in (c.unit_id, c.into_id))
        select from reached where unit_id = new.into_id)
    then
        perform core.refuse('BASE_CONVERSION_EXISTS',
            'These units convert into each other already, directly or over others. Change that conversion instead.', 'into');
    end if;
    return new;
end $$;
create trigger keep_one_way before insert or update on base.unit_conversion
    for each row execute function base.keep_one_way_between_units();

select core.guard_company_table(t) from unnest(array['base.unit', 'base.unit_conversion']::regclass[]) t;
select core.audit_table(t) from unnest(array['base.unit', 'base.unit_conversion']::regclass[]) t;
grant select, insert, update on base.unit to dapur_app;
grant select, insert, update, delete on base.unit_conversion to dapur_app;
