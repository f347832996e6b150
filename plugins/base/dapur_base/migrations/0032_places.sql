-- Places with days off of their own: a province, a regency. A place lies in every place whose code begins its own, up to a
-- dot: 51.03 lies in 51. Days off of a place hold for every calendar that lies there.

create table base.place (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code ~ '^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$' and length(code) <= 20),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    version int not null default 1,
    primary key (company_id, id),
    constraint place_code_key unique (company_id, code)
);
create table base.place_holiday (
    company_id bigint not null,
    id bigint generated always as identity,
    place_id bigint not null,
    day date not null,
    kind text not null check (kind in ('public', 'joint_leave')),
    name text not null check (name <> ''),
    source text not null default '',
    primary key (company_id, id),
    constraint place_holiday_key unique (company_id, place_id, day),
    foreign key (company_id, place_id) references base.place (company_id, id)
);
alter table base.calendar add column place_id bigint,
    add constraint calendar_place_fkey foreign key (company_id, place_id) references base.place (company_id, id);
create index calendar_place on base.calendar (company_id, place_id);
-- Who works in a unit works by its calendar, or by that of the nearest unit above that has one.
alter table base.organisation_unit add column calendar_id bigint,
    add constraint organisation_unit_calendar_fkey foreign key (company_id, calendar_id) references base.calendar (company_id, id);
create index organisation_unit_calendar on base.organisation_unit (company_id, calendar_id);

create function base.lies_in(inner_code text, outer_code text) returns boolean language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$
    select inner_code = outer_code or starts_with(inner_code, outer_code || '.')
$$;

select core.guard_company_table(t), core.audit_table(t) from unnest(array['base.place', 'base.place_holiday']::regclass[]) t;
grant select, insert, update on base.place, base.place_holiday to dapur_app;
grant delete on base.place_holiday to dapur_app;
