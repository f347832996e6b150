-- Assets and who holds them, as dated facts that never overlap; licences whose seats are rows, so that none is taken twice.

create table it.asset (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    kind text not null check (kind in ('laptop', 'desktop', 'phone', 'monitor', 'printer', 'server', 'network', 'other')),
    serial text not null default '',
    state text not null check (state in ('ordered', 'in_stock', 'assigned', 'in_repair', 'lost', 'disposed')),
    condition text not null default 'good' check (condition in ('good', 'worn', 'broken')),
    place text not null default '',
    supplier_id bigint,
    bought_on date,
    cost numeric(20, 2) check (cost >= 0),
    warranty_until date,
    disposed_on date,
    disposal_reason text not null default '',
    label text not null check (label ~ '^[a-z0-9]{12,}$'),
    version int not null default 1,
    primary key (company_id, id),
    constraint asset_code_key unique (company_id, code),
    constraint asset_label_key unique (company_id, label),
    foreign key (company_id, supplier_id) references base.party (company_id, id),
    constraint asset_disposal_is_whole check ((state = 'disposed') = (disposed_on is not null))
);
create unique index asset_serial_key on it.asset (company_id, serial) where serial <> '';

-- [from_day, to_day): one holder at a time. The holder signs once what they received.
create table it.holding (
    company_id bigint not null,
    id bigint generated always as identity,
    asset_id bigint not null,
    holder_id bigint not null,
    from_day date not null,
    to_day date,
    condition_out text not null,
    condition_in text,
    handed_by bigint not null,
    taken_by bigint,
    signed_at timestamptz,
    signed_by bigint,
    primary key (company_id, id),
    foreign key (company_id, asset_id) references it.asset (company_id, id),
    foreign key (company_id, holder_id) references base.party (company_id, id),
    constraint holding_order check (to_day is null or to_day >= from_day),
    constraint holding_return_is_whole check ((to_day is null) = (condition_in is null) and (to_day is null) = (taken_by is null)),
    constraint holding_signature_is_whole check ((signed_at is null) = (signed_by is null)),
    constraint holding_overlap exclude using gist (company_id with =, asset_id with =, daterange(from_day, to_day) with &&)
);
create unique index holding_now on it.holding (company_id, asset_id) where to_day is null;
create index holding_of_holder on it.holding (company_id, holder_id) where to_day is null;

-- What was signed, and what was returned, stays; an asset is out as long as somebody holds it.
create function it.keep_holding() returns trigger language plpgsql as $$
begin
    if (new.asset_id, new.holder_id, new.from_day, new.condition_out, new.handed_by)
           is distinct from (old.asset_id, old.holder_id, old.from_day, old.condition_out, old.handed_by)
       or (old.signed_at is not null and (new.signed_at, new.signed_by) is distinct from (old.signed_at, old.signed_by))
       or (old.to_day is not null and (new.to_day, new.condition_in, new.taken_by)
           is distinct from (old.to_day, old.condition_in, old.taken_by)) then
        raise exception using errcode = 'DP010',
            message = 'Who held a device, and what was signed for, stays as it was.',
            detail = jsonb_build_object('code', 'IT_HOLDING_STAYS', 'field', '', 'data', '{}'::jsonb)::text;
    end if;
    return new;
end $$;
create trigger keep_holding before update on it.holding for each row execute function it.keep_holding();

create table it.ticket_asset (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    asset_id bigint not null,
    primary key (company_id, id),
    constraint ticket_asset_key unique (company_id, ticket_id, asset_id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    foreign key (company_id, asset_id) references it.asset (company_id, id)
);
create index ticket_asset_of_asset on it.ticket_asset (company_id, asset_id);

create table it.licence (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    publisher text not null default '',
    bound_to text not null check (bound_to in ('person', 'device')),
    is_reassignable boolean not null default true,
    note text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    constraint licence_name_key unique (company_id, name)
);

create table it.licence_purchase (
    company_id bigint not null,
    id bigint generated always as identity,
    licence_id bigint not null,
    reference text not null default '',
    seats int not null check (seats between 1 and 100000),
    from_day date not null,
    to_day date,
    cost numeric(20, 2) check (cost >= 0),
    primary key (company_id, id),
    foreign key (company_id, licence_id) references it.licence (company_id, id),
    constraint licence_purchase_order check (to_day is null or to_day >= from_day)
);

-- A seat is a row: taking it is one conditional update, so that a seat has one holder whoever comes at once.
create table it.seat (
    company_id bigint not null,
    id bigint generated always as identity,
    licence_id bigint not null,
    purchase_id bigint not null,
    holder_id bigint,
    asset_id bigint,
    taken_at timestamptz,
    ends_on date,
    is_burnt boolean not null default false,
    primary key (company_id, id),
    foreign key (company_id, licence_id) references it.licence (company_id, id),
    foreign key (company_id, purchase_id) references it.licence_purchase (company_id, id),
    foreign key (company_id, holder_id) references base.party (company_id, id),
    foreign key (company_id, asset_id) references it.asset (company_id, id),
    constraint seat_has_one_holder check (num_nonnulls(holder_id, asset_id) = (case when taken_at is null then 0 else 1 end)),
    constraint seat_burnt_is_free check (not is_burnt or taken_at is null)
);
create index seat_free on it.seat (company_id, licence_id, id) where taken_at is null and not is_burnt;
create unique index seat_of_person on it.seat (company_id, licence_id, holder_id) where holder_id is not null;
create unique index seat_of_device on it.seat (company_id, licence_id, asset_id) where asset_id is not null;
create index seat_holder on it.seat (company_id, holder_id) where holder_id is not null;

-- A burnt seat stays burnt, and of a licence that may not be passed on no seat changes from one holder to the next.
create function it.keep_seat() returns trigger language plpgsql as $$
begin
    if old.is_burnt or (old.taken_at is not null and new.taken_at is not null
                        and (new.holder_id, new.asset_id) is distinct from (old.holder_id, old.asset_id))
       or (old.taken_at is not null and new.taken_at is null and not new.is_burnt
           and not (select l.is_reassignable from it.licence l where l.company_id = new.company_id and l.id = new.licence_id)) then
        raise exception using errcode = 'DP010', message = 'This seat may not be passed on.',
            detail = jsonb_build_object('code', 'IT_SEAT_STAYS', 'field', '', 'data', '{}'::jsonb)::text;
    end if;
    return new;
end $$;
create trigger keep_seat before update on it.seat for each row execute function it.keep_seat();

select core.guard_company_table(t) from unnest(array['it.asset', 'it.holding', 'it.ticket_asset', 'it.licence',
    'it.licence_purchase', 'it.seat']::regclass[]) t;
select core.audit_table(t) from unnest(array['it.asset', 'it.holding', 'it.ticket_asset', 'it.licence', 'it.seat']::regclass[]) t;
select core.audit_appended('it.licence_purchase'), core.append_only('it.licence_purchase');
grant select, insert, update on it.asset, it.licence to dapur_app;
grant select, insert, update (to_day, condition_in, taken_by, signed_at, signed_by) on it.holding to dapur_app;
grant select, insert, delete on it.ticket_asset to dapur_app;
grant select, insert on it.licence_purchase to dapur_app;
grant select, insert, update (holder_id, asset_id, taken_at, ends_on, is_burnt), delete on it.seat to dapur_app;
select core.make_attachment_table('it.asset_file', 'it.asset');
select core.make_attachment_table('it.ticket_file', 'it.ticket');
