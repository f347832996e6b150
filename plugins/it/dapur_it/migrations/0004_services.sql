-- Services and the infrastructure they stand on: what needs what is data, without circles; the picture is a view of it.

create table it.component (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    kind text not null check (kind in ('service', 'application', 'database', 'server', 'storage', 'network', 'address', 'device')),
    owner_id bigint,
    asset_id bigint,
    address inet,
    network_id bigint,
    note text not null default '',
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint component_code_key unique (company_id, code),
    foreign key (company_id, owner_id) references core.membership (company_id, user_id),
    foreign key (company_id, asset_id) references it.asset (company_id, id),
    foreign key (company_id, network_id) references it.component (company_id, id)
);
-- An address belongs to one thing; a network is written with its length.
create unique index component_address_key on it.component (company_id, address) where address is not null and not is_closed;

-- rule: all of the group, any one of it, or at least so many.
create table it.need_group (
    company_id bigint not null,
    id bigint generated always as identity,
    component_id bigint not null,
    rule text not null check (rule in ('all', 'any', 'at_least')),
    least int,
    primary key (company_id, id),
    foreign key (company_id, component_id) references it.component (company_id, id),
    constraint need_group_least check ((rule = 'at_least') = (least is not null) and coalesce(least, 1) >= 1)
);
create unique index need_group_all on it.need_group (company_id, component_id) where rule = 'all';
create index need_group_of_component on it.need_group (company_id, component_id);

create table it.need (
    company_id bigint not null,
    id bigint generated always as identity,
    group_id bigint not null,
    component_id bigint not null,
    needs_id bigint not null,
    primary key (company_id, id),
    constraint need_key unique (company_id, group_id, needs_id),
    foreign key (company_id, group_id) references it.need_group (company_id, id),
    foreign key (company_id, component_id) references it.component (company_id, id),
    foreign key (company_id, needs_id) references it.component (company_id, id)
);
create index need_upwards on it.need (company_id, needs_id, component_id);
create index need_downwards on it.need (company_id, component_id, needs_id);

-- No circle: one writer at a time in a company, who follows what the new need itself needs.
create function it.refuse_circle() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('it.need', new.company_id));
    if exists (
        with recursive below (id) as (
            select new.needs_id
            union
            select n.needs_id from below b join it.need n on n.company_id = new.company_id and n.component_id = b.id
        ) select from below where id = new.component_id) then
        raise exception using errcode = 'DP010', message = 'This would close a circle: what it needs needs it, too.',
            detail = jsonb_build_object('code', 'IT_CIRCLE', 'field', 'needs_id', 'data', '{}'::jsonb)::text;
    end if;
    return null;
end $$;
create trigger refuse_circle after insert on it.need for each row execute function it.refuse_circle();

create table it.component_user (
    company_id bigint not null,
    id bigint generated always as identity,
    component_id bigint not null,
    party_id bigint not null,
    primary key (company_id, id),
    constraint component_user_key unique (company_id, component_id, party_id),
    foreign key (company_id, component_id) references it.component (company_id, id),
    foreign key (company_id, party_id) references base.party (company_id, id)
);

create table it.ticket_component (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    component_id bigint not null,
    primary key (company_id, id),
    constraint ticket_component_key unique (company_id, ticket_id, component_id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    foreign key (company_id, component_id) references it.component (company_id, id)
);
create index ticket_component_of_component on it.ticket_component (company_id, component_id);

select core.guard_company_table(t), core.audit_table(t) from unnest(array['it.component', 'it.need_group', 'it.need',
    'it.component_user', 'it.ticket_component']::regclass[]) t;
grant select, insert, update on it.component to dapur_app;
grant select, insert, delete on it.need_group, it.need, it.component_user, it.ticket_component to dapur_app;
