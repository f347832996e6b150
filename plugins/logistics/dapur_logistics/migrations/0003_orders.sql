-- Orders, what is promised of stock, counts, and what is to be ordered again.

-- 1. Purchases -------------------------------------------------------------------------------------------

create table logistics.purchase_order (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null default '',
    supplier_id bigint not null,
    warehouse_id bigint not null,
    day date not null,
    expected date,
    tolerance numeric not null default 0 check (tolerance between 0 and 100),
    reference text not null default '',
    note text not null default '',
    status text not null default 'draft' check (status in ('draft', 'ordered', 'closed', 'cancelled')),
    made_by bigint,
    version int not null default 1,
    primary key (company_id, id),
    check ((status in ('ordered', 'closed')) <= (number <> '')),
    foreign key (company_id, supplier_id) references base.party (company_id, id),
    foreign key (company_id, warehouse_id) references logistics.location (company_id, id)
);
create unique index purchase_order_number_key on logistics.purchase_order (company_id, number) where number <> '';
create index purchase_order_day on logistics.purchase_order (company_id, day desc, id desc);

-- ordered, received: in stock units. most: what may come in all, with the tolerance.
create table logistics.purchase_line (
    company_id bigint not null,
    id bigint generated always as identity,
    order_id bigint not null,
    line_no int not null,
    item_id bigint not null,
    quantity numeric not null check (quantity > 0 and quantity < 1e15),
    unit_id bigint not null,
    ordered numeric not null check (ordered > 0),
    most numeric not null check (most >= ordered),
    unit_price numeric(20, 4) not null check (unit_price >= 0),
    cost_centre text not null default '',
    received numeric not null default 0,
    primary key (company_id, id),
    constraint purchase_line_never_over check (received >= 0 and received <= most),
    foreign key (company_id, order_id) references logistics.purchase_order (company_id, id),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, unit_id) references base.unit (company_id, id)
);
create index purchase_line_order on logistics.purchase_line (company_id, order_id, line_no);
create index purchase_line_item on logistics.purchase_line (company_id, item_id);

-- 2. Sales -------------------------------------------------------------------------------------------------

create table logistics.sales_order (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null default '',
    customer_id bigint not null,
    warehouse_id bigint not null,
    day date not null,
    promised date,
    is_whole boolean not null default false,
    waits_since timestamptz,
    reference text not null default '',
    note text not null default '',
    status text not null default 'draft' check (status in ('draft', 'confirmed', 'closed', 'cancelled')),
    made_by bigint,
    version int not null default 1,
    primary key (company_id, id),
    check ((status in ('confirmed', 'closed')) <= (number <> '')),
    foreign key (company_id, customer_id) references base.party (company_id, id),
    foreign key (company_id, warehouse_id) references logistics.location (company_id, id)
);
create unique index sales_order_number_key on logistics.sales_order (company_id, number) where number <> '';
create index sales_order_day on logistics.sales_order (company_id, day desc, id desc);
create index sales_order_waiting on logistics.sales_order (company_id, waits_since, id) where status = 'confirmed';

-- ordered, delivered, returned, reserved: in stock units. reserved is the sum of the line's claims.
create table logistics.sales_line (
    company_id bigint not null,
    id bigint generated always as identity,
    order_id bigint not null,
    line_no int not null,
    item_id bigint not null,
    quantity numeric not null check (quantity > 0 and quantity < 1e15),
    unit_id bigint not null,
    ordered numeric not null check (ordered > 0),
    unit_price numeric(20, 4) not null check (unit_price >= 0),
    delivered numeric not null default 0,
    returned numeric not null default 0,
    cancelled numeric not null default 0,
    reserved numeric not null default 0,
    primary key (company_id, id),
    constraint sales_line_item_key unique (company_id, id, item_id),
    constraint sales_line_never_over check (delivered >= 0 and reserved >= 0 and returned >= 0 and returned <= delivered
        and cancelled >= 0 and delivered + reserved + cancelled <= ordered),
    foreign key (company_id, order_id) references logistics.sales_order (company_id, id),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, unit_id) references base.unit (company_id, id)
);
create index sales_line_order on logistics.sales_line (company_id, order_id, line_no);
create index sales_line_item on logistics.sales_line (company_id, item_id);

-- Stock that is promised to an order's line. What is reserved is the sum of these rows and nothing else.
create table logistics.claim (
    company_id bigint not null,
    id bigint generated always as identity,
    order_line_id bigint not null,
    item_id bigint not null,
    stock_id bigint not null,
    quantity numeric not null check (quantity > 0),
    primary key (company_id, id),
    constraint claim_line_key unique (company_id, order_line_id, stock_id),
    foreign key (company_id, order_line_id, item_id) references logistics.sales_line (company_id, id, item_id),
    foreign key (company_id, item_id, stock_id) references logistics.stock_now (company_id, item_id, stock_id)
);
create index claim_item on logistics.claim (company_id, item_id, stock_id);

create function logistics.count_claim() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    if tg_op = 'UPDATE' and (new.company_id, new.order_line_id, new.item_id, new.stock_id)
        is distinct from (old.company_id, old.order_line_id, old.item_id, old.stock_id) then
        perform core.refuse('CLAIM_MOVED', 'A claim stays with its line and its place. Take it back and make another.');
    end if;
    if tg_op <> 'INSERT' then
        update logistics.stock_now n set reserved = n.reserved - old.quantity
            + case when tg_op = 'UPDATE' then new.quantity else 0 end
        where n.company_id = old.company_id and n.item_id = old.item_id and n.stock_id = old.stock_id;
        update logistics.sales_line s set reserved = s.reserved - old.quantity
            + case when tg_op = 'UPDATE' then new.quantity else 0 end
        where s.company_id = old.company_id and s.id = old.order_line_id;
        return null;
    end if;
    update logistics.stock_now n set reserved = n.reserved + new.quantity
    where n.company_id = new.company_id and n.item_id = new.item_id and n.stock_id = new.stock_id;
    update logistics.sales_line s set reserved = s.reserved + new.quantity
    where s.company_id = new.company_id and s.id = new.order_line_id;
    return null;
end $$;
create trigger a_count after insert or update or delete on logistics.claim
    for each row execute function logistics.count_claim();

-- 3. Counts ------------------------------------------------------------------------------------------------

create table logistics.stock_count (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null check (number <> ''),
    place_id bigint not null,
    is_blind boolean not null default true,
    tolerance_value numeric(20, 4) check (tolerance_value >= 0),
    tolerance_percent numeric check (tolerance_percent between 0 and 100),
    status text not null default 'open' check (status in ('open', 'posted', 'cancelled')),
    started_at timestamptz not null default core.now(),
    started_by bigint,
    approved_by bigint,
    document_id bigint,
    version int not null default 1,
    primary key (company_id, id),
    constraint stock_count_number_key unique (company_id, number),
    check (document_id is null or status = 'posted'),
    foreign key (company_id, place_id) references logistics.location (company_id, id),
    foreign key (company_id, document_id) references logistics.document (company_id, id)
);
-- A count is an event at a moment: book is what stood there then. Rounds are added, never changed.
create table logistics.counted (
    company_id bigint not null,
    id bigint generated always as identity,
    count_id bigint not null,
    item_id bigint not null,
    location_id bigint not null,
    lot_id bigint,
    round int not null check (round > 0),
    counted numeric not null check (counted >= 0 and counted < 1e15),
    book numeric not null,
    variance numeric not null,
    value numeric(20, 4) not null,
    result text not null check (result in ('accepted', 'recount', 'needs_approval')),
    counted_by bigint not null,
    counted_at timestamptz not null default core.now(),
    day date not null,
    primary key (company_id, id),
    check (variance = counted - book),
    foreign key (company_id, count_id) references logistics.stock_count (company_id, id),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, location_id) references logistics.location (company_id, id),
    foreign key (company_id, item_id, lot_id) references logistics.lot (company_id, item_id, id)
);
create unique index counted_round_key on logistics.counted (company_id, count_id, item_id, location_id, coalesce(lot_id, 0), round);

-- 4. Ordering again -------------------------------------------------------------------------------------------

create table logistics.reorder_rule (
    company_id bigint not null,
    id bigint generated always as identity,
    item_id bigint not null,
    warehouse_id bigint not null,
    supplier_id bigint,
    demand_per_day numeric not null check (demand_per_day >= 0),
    lead_days int not null check (lead_days between 0 and 1000),
    safety_stock numeric not null default 0 check (safety_stock >= 0),
    max_level numeric not null check (max_level >= 0),
    min_order numeric not null default 0 check (min_order >= 0),
    multiple numeric not null default 0 check (multiple >= 0),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint reorder_rule_key unique (company_id, item_id, warehouse_id),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, warehouse_id) references logistics.location (company_id, id),
    foreign key (company_id, supplier_id) references base.party (company_id, id)
);
create table logistics.reorder_proposal (
    company_id bigint not null,
    id bigint generated always as identity,
    rule_id bigint not null,
    need numeric not null check (need > 0),
    quantity numeric not null check (quantity >= need),
    projected numeric not null,
    status text not null default 'open' check (status in ('open', 'ordered', 'dismissed')),
    purchase_order_id bigint,
    made_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    check ((status = 'ordered') = (purchase_order_id is not null)),
    foreign key (company_id, rule_id) references logistics.reorder_rule (company_id, id),
    foreign key (company_id, purchase_order_id) references logistics.purchase_order (company_id, id)
);
-- Proposals are made again and again; one is open for a rule.
create unique index reorder_proposal_open_key on logistics.reorder_proposal (company_id, rule_id) where status = 'open';

-- 5. Guards and grants -------------------------------------------------------------------------------------------

select core.guard_company_table(t) from unnest(array['logistics.purchase_order', 'logistics.purchase_line', 'logistics.sales_order',
    'logistics.sales_line', 'logistics.claim', 'logistics.stock_count', 'logistics.counted', 'logistics.reorder_rule',
    'logistics.reorder_proposal']::regclass[]) t;
select core.audit_table(t) from unnest(array['logistics.purchase_order', 'logistics.purchase_line', 'logistics.sales_order',
    'logistics.sales_line', 'logistics.claim', 'logistics.stock_count', 'logistics.reorder_rule', 'logistics.reorder_proposal']::regclass[]) t;
grant select on all tables in schema logistics to dapur_app;
grant insert, update on logistics.purchase_order, logistics.sales_order, logistics.stock_count, logistics.reorder_rule,
    logistics.reorder_proposal to dapur_app;
grant insert, delete on logistics.purchase_line, logistics.sales_line to dapur_app;
grant update (received) on logistics.purchase_line to dapur_app;
grant update (delivered, returned, cancelled) on logistics.sales_line to dapur_app;
grant insert, update, delete on logistics.claim to dapur_app;
grant insert on logistics.counted to dapur_app;
select core.append_only('logistics.counted');

-- Lines of an order that was placed stay as they were ordered.
create function logistics.keep_placed_lines() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
declare
    company bigint := coalesce(new.company_id, old.company_id);
    wanted bigint := coalesce(new.order_id, old.order_id);
    state text;
begin
    if tg_table_name = 'purchase_line' then
        select o.status into state from logistics.purchase_order o where o.company_id = company and o.id = wanted;
    else
        select o.status into state from logistics.sales_order o where o.company_id = company and o.id = wanted;
    end if;
    if state <> 'draft' then
        perform core.refuse('ORDER_PLACED', 'The order was placed, so its lines stay. Make another order, or cancel what is left.');
    end if;
    return coalesce(new, old);
end $$;
create trigger keep_placed before insert or delete on logistics.purchase_line
    for each row execute function logistics.keep_placed_lines();
create trigger keep_placed before insert or delete on logistics.sales_line
    for each row execute function logistics.keep_placed_lines();
