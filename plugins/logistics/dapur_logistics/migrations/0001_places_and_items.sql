-- What is kept and where: items with their units, codes and lots; a tree of locations.

create schema logistics;
grant usage on schema logistics to dapur_app;

-- 1. Items -------------------------------------------------------------------------------------------

-- Quantities are kept in the item's stock unit. A service has no stock. Months of cost lie in cost_state, made with the item.
create table logistics.item (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    unit_id bigint not null,
    is_service boolean not null default false,
    method text not null default 'fifo' check (method in ('fifo', 'moving_average')),
    tracking text not null default 'none' check (tracking in ('none', 'lot', 'serial')),
    removal text not null default 'fifo' check (removal in ('fifo', 'fefo')),
    min_remaining_days int not null default 0 check (min_remaining_days >= 0),
    weight numeric not null default 0 check (weight >= 0),
    purchase_price numeric(20, 4) not null default 0 check (purchase_price >= 0),
    sales_price numeric(20, 4) not null default 0 check (sales_price >= 0),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    check (not is_service or tracking = 'none'),
    constraint item_code_key unique (company_id, code),
    constraint item_unit_fkey foreign key (company_id, unit_id) references base.unit (company_id, id)
);

-- What the item says of its own units: one of them is numerator / denominator stock units, a fraction, so that nothing is
-- lost (1/400 stays 1/400). It goes before what base knows of the unit.
create table logistics.item_unit (
    company_id bigint not null,
    id bigint generated always as identity,
    item_id bigint not null,
    unit_id bigint not null,
    numerator bigint not null check (numerator > 0),
    denominator bigint not null default 1 check (denominator > 0),
    version int not null default 1,
    primary key (company_id, id),
    constraint item_unit_key unique (company_id, item_id, unit_id),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    constraint item_unit_unit_fkey foreign key (company_id, unit_id) references base.unit (company_id, id)
);

-- What a scanner reads. unit_id: what one scan adds (none: the stock unit).
create table logistics.barcode (
    company_id bigint not null,
    id bigint generated always as identity,
    code text not null check (code <> ''),
    item_id bigint not null,
    unit_id bigint,
    primary key (company_id, id),
    constraint barcode_code_key unique (company_id, code),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    constraint barcode_unit_fkey foreign key (company_id, unit_id) references base.unit (company_id, id)
);
create index barcode_item on logistics.barcode (company_id, item_id);

create table logistics.lot (
    company_id bigint not null,
    id bigint generated always as identity,
    item_id bigint not null,
    code text not null check (code <> ''),
    supplier_batch text not null default '',
    expires date,
    primary key (company_id, id),
    constraint lot_item_key unique (company_id, item_id, id),
    constraint lot_code_key unique (company_id, item_id, code),
    foreign key (company_id, item_id) references logistics.item (company_id, id)
);
create index lot_batch on logistics.lot (company_id, supplier_batch) where supplier_batch <> '';

-- 2. Locations -----------------------------------------------------------------------------------------

-- Warehouses, bins and goods in transit hold stock that is ours; stock_id is the place in which it is valued (a bin's
-- warehouse). All others are virtual: where goods come from and go to. role: what the ledger calls their account.
create table logistics.location (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    parent_id bigint,
    kind text not null check (kind in ('warehouse', 'bin', 'transit', 'supplier', 'customer', 'use', 'scrap', 'count', 'variance', 'landed')),
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    stock_id bigint,
    role text not null check (role <> ''),
    is_held boolean not null default false,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint location_code_key unique (company_id, code),
    check ((kind in ('warehouse', 'bin', 'transit')) = (stock_id is not null)),
    check ((kind = 'bin') = (parent_id is not null)),
    check (kind = 'bin' or not is_held),
    foreign key (company_id, parent_id) references logistics.location (company_id, id),
    foreign key (company_id, stock_id) references logistics.location (company_id, id)
);
-- Each company has one of each virtual place and one transit.
create unique index location_virtual_key on logistics.location (company_id, kind) where kind not in ('warehouse', 'bin');

create function logistics.place_location() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    if new.kind in ('warehouse', 'transit') then
        new.stock_id := new.id;
    elsif new.kind = 'bin' then
        select l.stock_id into new.stock_id from logistics.location l
        where l.company_id = new.company_id and l.id = new.parent_id and l.kind in ('warehouse', 'bin');
        if new.stock_id is null then
            perform core.refuse('LOCATION_UNKNOWN', 'A bin lies in a warehouse or in another bin. Choose one of them.', 'parent');
        end if;
    else
        new.stock_id := null;
    end if;
    return new;
end $$;
create trigger a_place before insert on logistics.location for each row execute function logistics.place_location();

-- Cost of an item after its last move: layers or averages by place, as the costing rules keep them. The row is also what
-- everybody who moves the item holds, in the order of ids.
create table logistics.cost_state (
    company_id bigint not null,
    item_id bigint not null,
    state jsonb not null default '{}',
    last_day date,
    last_event bigint not null default 0,
    version bigint not null default 1,
    primary key (company_id, item_id),
    foreign key (company_id, item_id) references logistics.item (company_id, id)
) with (fillfactor = 50);
-- The state after the last move of a month, so that a late move replays from there. day: the last day of that month.
create table logistics.cost_snapshot (
    company_id bigint not null,
    item_id bigint not null,
    day date not null,
    state jsonb not null,
    primary key (company_id, item_id, day),
    foreign key (company_id, item_id) references logistics.item (company_id, id)
);

create function logistics.begin_cost() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, pg_temp as $$
begin
    insert into logistics.cost_state (company_id, item_id) values (new.company_id, new.id);
    return null;
end $$;
create trigger begin_cost after insert on logistics.item for each row execute function logistics.begin_cost();

-- 3. Guards and grants ---------------------------------------------------------------------------------

select core.guard_company_table(t) from unnest(array['logistics.item', 'logistics.item_unit', 'logistics.barcode', 'logistics.lot',
    'logistics.location', 'logistics.cost_state', 'logistics.cost_snapshot']::regclass[]) t;
select core.audit_table(t) from unnest(array['logistics.item', 'logistics.item_unit', 'logistics.barcode', 'logistics.lot',
    'logistics.location']::regclass[]) t;
grant select on all tables in schema logistics to dapur_app;
grant insert, update on logistics.item, logistics.location to dapur_app;
grant insert, update, delete on logistics.item_unit, logistics.barcode to dapur_app;
grant insert on logistics.lot to dapur_app;
grant update (supplier_batch, expires) on logistics.lot to dapur_app;
