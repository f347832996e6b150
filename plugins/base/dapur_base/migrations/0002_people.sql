-- People and the organisation: who signs in as whom, units, positions, and dated assignments.

create extension if not exists btree_gist;

alter table base.party
    add column kind text not null default 'organisation' check (kind in ('organisation', 'person')),
    add column user_id bigint,
    add constraint party_user_key unique (company_id, user_id),
    add constraint party_user_fkey foreign key (company_id, user_id) references core.membership (company_id, user_id);

-- path: codes from the top down, each followed by a slash. The trigger keeps it, so that "all units below" is one range.
create table base.organisation_unit (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code ~ '^[^/[:space:]][^/]*$'),
    name text not null check (name <> ''),
    parent_id bigint,
    cost_centre text not null default '',
    path text not null default '' collate "C",
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint organisation_unit_code_key unique (company_id, code),
    constraint organisation_unit_parent_fkey foreign key (company_id, parent_id) references base.organisation_unit (company_id, id)
);
create index organisation_unit_parent on base.organisation_unit (company_id, parent_id);
create index organisation_unit_path on base.organisation_unit (company_id, path);

create table base.position (
    company_id bigint not null,
    id bigint generated always as identity,
    code text not null check (code <> ''),
    title_id text not null check (title_id <> ''),
    title_en text not null check (title_en <> ''),
    unit_id bigint not null,
    level smallint check (level between 1 and 99),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint position_code_key unique (company_id, code),
    constraint position_unit_fkey foreign key (company_id, unit_id) references base.organisation_unit (company_id, id)
);
create index position_unit on base.position (company_id, unit_id);

-- A fact: this person belongs here from a day through a day (null: open end), as known from a moment until a moment
-- (null: still so). Nothing is changed but known_to, once: a correction is a new fact, and what was known stays.
create table base.assignment (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    kind text not null default 'primary' check (kind in ('primary', 'additional')),
    unit_id bigint not null,
    position_id bigint,
    manager_id bigint check (manager_id <> party_id),
    from_day date not null,
    to_day date check (to_day >= from_day),
    reason text not null default '',
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    constraint assignment_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint assignment_unit_fkey foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    constraint assignment_position_fkey foreign key (company_id, position_id) references base.position (company_id, id),
    constraint assignment_manager_fkey foreign key (company_id, manager_id) references base.party (company_id, id),
    constraint assignment_primary_overlap exclude using gist (company_id with =, party_id with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&) where (kind = 'primary'),
    constraint assignment_additional_overlap exclude using gist (company_id with =, party_id with =, unit_id with =,
        coalesce(position_id, 0) with =, daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
        where (kind = 'additional')
);
create index assignment_party on base.assignment (company_id, party_id, from_day);
create index assignment_manager on base.assignment (company_id, manager_id, from_day) where known_to is null;
create index assignment_unit on base.assignment (company_id, unit_id, from_day) where known_to is null;
create index assignment_position on base.assignment (company_id, position_id, from_day) where known_to is null;

create function base.place_organisation_unit() returns trigger language plpgsql as $$
declare
    above text := '';
begin
    -- One change of the tree at a time, or two moves could make a circle together.
    perform pg_advisory_xact_lock(hashtextextended('base.organisation_unit', new.company_id));
    if new.parent_id is not null then
        select path into above from base.organisation_unit where company_id = new.company_id and id = new.parent_id;
        if tg_op = 'UPDATE' and (new.parent_id = new.id or starts_with(above, old.path)) then
            perform core.refuse('BASE_UNIT_CIRCLE', 'A unit cannot lie below itself. Choose another unit above it.', 'parent');
        end if;
    end if;
    new.path := coalesce(above, '') || new.code || '/';
    return new;
end $$;
create trigger place before insert or update on base.organisation_unit
    for each row execute function base.place_organisation_unit();

create function base.place_units_below() returns trigger language plpgsql as $$
begin
    update base.organisation_unit set path = '' where company_id = new.company_id and parent_id = new.id;
    return null;
end $$;
create trigger place_below after update on base.organisation_unit
    for each row when (old.path is distinct from new.path) execute function base.place_units_below();

create function base.keep_known_assignment() returns trigger language plpgsql as $$
begin
    if old.known_to is not null then
        perform core.refuse('BASE_FACT_KEPT', 'What was known stays as it was. Note a new fact instead.');
    end if;
    return new;
end $$;
create trigger keep_known before update on base.assignment
    for each row execute function base.keep_known_assignment();

select core.guard_company_table(t)
from unnest(array['base.organisation_unit', 'base.position', 'base.assignment']::regclass[]) t;
select core.audit_table('base.organisation_unit', '{path}');
select core.audit_table('base.position');
select core.audit_table('base.assignment');
grant select, insert, update on base.organisation_unit, base.position to dapur_app;
grant select, insert, update (known_to) on base.assignment to dapur_app;
