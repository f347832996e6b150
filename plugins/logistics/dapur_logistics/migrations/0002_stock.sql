-- The stock ledger. Moves and the values that they carried are only ever added. What is kept besides (stock on hand by
-- place and by day, value by day) follows from them by triggers, and its checks let no day fall below zero.
-- Triggers read their transition table alone, into arrays and one company.

-- 1. Moves and values ------------------------------------------------------------------------------------

create sequence logistics.event_id;
create sequence logistics.document_id;

-- One document a deed: a receipt, a delivery, a count. party_id: a party of base. order_id: the order, by kind. target_id:
-- the warehouse to which a transfer is under way.
create table logistics.document (
    company_id bigint not null,
    id bigint not null default nextval('logistics.document_id'),
    kind text not null check (kind in ('receipt', 'issue', 'delivery', 'dispatch', 'arrival', 'loss', 'supplier_return',
        'customer_return', 'count', 'relocation', 'price_difference', 'landed_cost')),
    number text not null check (number <> ''),
    day date not null check (day between '1900-01-01' and '9999-12-31'),
    party_id bigint,
    order_id bigint,
    of_id bigint,
    target_id bigint,
    reference text not null default '',
    note text not null default '',
    cost_centre text not null default '',
    posted_by bigint,
    posted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint document_number_key unique (company_id, kind, number),
    foreign key (company_id, of_id) references logistics.document (company_id, id),
    foreign key (company_id, target_id) references logistics.location (company_id, id)
);
create index document_day on logistics.document (company_id, day desc, id desc);
create index document_order on logistics.document (company_id, kind, order_id) where order_id is not null;

-- A quantity of an item went from one location to another. Its id is also its place among the moves of a day.
-- given: value named from outside (cost of a receipt, credit for a return). of_id: the move that it returns or goes on from.
create table logistics.move (
    company_id bigint not null,
    id bigint not null,
    document_id bigint not null,
    item_id bigint not null,
    lot_id bigint,
    from_id bigint not null,
    to_id bigint not null,
    quantity numeric not null check (quantity > 0 and quantity < 1e15 and scale(quantity) <= 12),
    unit_id bigint not null,
    unit_quantity numeric not null check (unit_quantity > 0 and unit_quantity < 1e15),
    day date not null,
    given numeric(20, 4) check (given >= 0 and given < 1e16),
    of_id bigint,
    order_line_id bigint,
    posted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    check (from_id <> to_id),
    foreign key (company_id, document_id) references logistics.document (company_id, id) deferrable initially deferred,
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, item_id, lot_id) references logistics.lot (company_id, item_id, id),
    foreign key (company_id, from_id) references logistics.location (company_id, id),
    foreign key (company_id, to_id) references logistics.location (company_id, id),
    foreign key (company_id, of_id) references logistics.move (company_id, id),
    foreign key (company_id, unit_id) references base.unit (company_id, id)
);
create index move_item on logistics.move (company_id, item_id, day, id);
create index move_document on logistics.move (company_id, document_id);
create index move_of on logistics.move (company_id, of_id) where of_id is not null;
create index move_lot on logistics.move (company_id, lot_id) where lot_id is not null;
create index move_order_line on logistics.move (company_id, order_line_id) where order_line_id is not null;

-- The cost of a receipt changed later (the supplier's bill, freight). base_quantity: units over which it is spread.
create table logistics.revaluation (
    company_id bigint not null,
    id bigint not null,
    document_id bigint not null,
    item_id bigint not null,
    receipt_id bigint not null,
    amount numeric(20, 4) not null check (amount <> 0 and abs(amount) < 1e16),
    base_quantity numeric not null check (base_quantity > 0),
    day date not null,
    posted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, document_id) references logistics.document (company_id, id) deferrable initially deferred,
    foreign key (company_id, receipt_id) references logistics.move (company_id, id)
);
create index revaluation_item on logistics.revaluation (company_id, item_id, day, id);
create index revaluation_receipt on logistics.revaluation (company_id, receipt_id);

-- A service that was rendered: it has no stock, only a cost, from suppliers to our use. A negative amount takes some back.
create table logistics.service (
    company_id bigint not null,
    id bigint not null,
    document_id bigint not null,
    item_id bigint not null,
    quantity numeric not null check (quantity > 0 and quantity < 1e15),
    unit_id bigint not null,
    amount numeric(20, 4) not null check (abs(amount) < 1e16),
    order_line_id bigint,
    primary key (company_id, id),
    foreign key (company_id, document_id) references logistics.document (company_id, id) deferrable initially deferred,
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, unit_id) references base.unit (company_id, id)
);
create index service_document on logistics.service (company_id, document_id);

-- What the general ledger is to be told, a row an entry. day: the event's day, or the first day that was open then.
-- corrects_id: the move whose cost changed because of cause_id.
create table logistics.booking (
    company_id bigint not null,
    id bigint generated always as identity,
    document_id bigint not null,
    kind text not null check (kind in ('document', 'valuation_correction')),
    day date not null,
    corrects_id bigint,
    cause_id bigint,
    primary key (company_id, id),
    check ((kind = 'valuation_correction') = (corrects_id is not null and cause_id is not null)),
    foreign key (company_id, document_id) references logistics.document (company_id, id) deferrable initially deferred
);
create index booking_document on logistics.booking (company_id, document_id);
create index booking_corrects on logistics.booking (company_id, corrects_id) where corrects_id is not null;
-- That it was told: the entry, and its day there; no entry where nothing was to tell (a transfer changes no account).
-- A booking without a row here waits: accounting is off, or an account is missing.
create table logistics.booking_entry (
    company_id bigint not null,
    booking_id bigint not null,
    entry_id bigint,
    number text not null,
    day date not null,
    posted_at timestamptz not null default core.now(),
    primary key (company_id, booking_id),
    foreign key (company_id, booking_id) references logistics.booking (company_id, id)
);

-- Value that an event moved, a row a location; the rows of an event add up to nothing. day: the event's day. A row with a
-- cause corrects the event's cost as it was known before.
create table logistics.valuation (
    company_id bigint not null,
    id bigint generated always as identity,
    event_id bigint not null,
    item_id bigint not null,
    location_id bigint not null,
    day date not null,
    quantity numeric not null,
    value numeric(20, 4) not null check (abs(value) < 1e16),
    booking_id bigint,
    cause_id bigint,
    posted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    check (cause_id is null or quantity = 0),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, location_id) references logistics.location (company_id, id),
    foreign key (company_id, booking_id) references logistics.booking (company_id, id)
);
create index valuation_event on logistics.valuation (company_id, event_id);
create index valuation_day on logistics.valuation (company_id, day, location_id) include (item_id, quantity, value, posted_at);
create index valuation_booking on logistics.valuation (company_id, booking_id) where booking_id is not null;

-- 2. What is kept --------------------------------------------------------------------------------------------

-- lot_id 0: without lot. A serial number stands in one place only.
create table logistics.on_hand (
    company_id bigint not null,
    item_id bigint not null,
    location_id bigint not null,
    lot_id bigint not null,
    stock_id bigint not null,
    is_serial boolean not null,
    quantity numeric not null,
    primary key (company_id, item_id, location_id, lot_id),
    constraint on_hand_never_negative check (quantity >= 0),
    constraint on_hand_serial_whole check (not is_serial or quantity in (0, 1))
) with (fillfactor = 50);
create unique index on_hand_serial_key on logistics.on_hand (company_id, item_id, lot_id) where is_serial and quantity > 0;
create index on_hand_location on logistics.on_hand (company_id, location_id) where quantity > 0;

create table logistics.stock_day (
    company_id bigint not null,
    item_id bigint not null,
    location_id bigint not null,
    lot_id bigint not null,
    day date not null,
    closing numeric not null,
    primary key (company_id, item_id, location_id, lot_id, day),
    constraint stock_day_never_negative check (closing >= 0)
) with (fillfactor = 70);

-- held: lies in bins that are held. reserved: the sum of the claims. The row is what everybody who claims holds.
create table logistics.stock_now (
    company_id bigint not null,
    item_id bigint not null,
    stock_id bigint not null,
    on_hand numeric not null default 0,
    held numeric not null default 0,
    reserved numeric not null default 0,
    primary key (company_id, item_id, stock_id),
    constraint stock_now_never_promised_twice check (held >= 0 and reserved >= 0 and reserved <= on_hand - held)
) with (fillfactor = 50);

create table logistics.value_day (
    company_id bigint not null,
    item_id bigint not null,
    stock_id bigint not null,
    day date not null,
    quantity numeric not null,
    value numeric(30, 4) not null,
    primary key (company_id, item_id, stock_id, day),
    constraint value_day_holds check (quantity >= 0 and value >= 0 and (quantity > 0 or value = 0))
) with (fillfactor = 70);

-- 3. Guards and grants -----------------------------------------------------------------------------------------

select core.guard_company_table(t) from unnest(array['logistics.document', 'logistics.move', 'logistics.revaluation',
    'logistics.service', 'logistics.booking', 'logistics.booking_entry', 'logistics.valuation', 'logistics.on_hand', 'logistics.stock_day',
    'logistics.stock_now', 'logistics.value_day']::regclass[]) t;
grant select on all tables in schema logistics to dapur_app;
select core.append_only(t) from unnest(array['logistics.document', 'logistics.move', 'logistics.revaluation', 'logistics.service', 'logistics.booking',
    'logistics.booking_entry', 'logistics.valuation']::regclass[]) t;
select core.audit_appended('logistics.document');

create function logistics.check_company(p_company bigint) returns void language plpgsql stable as $$
begin
    if p_company is null or p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    if current_setting('transaction_isolation') <> 'read committed' then
        perform core.refuse('ISOLATION', 'Stock needs READ COMMITTED, because an older snapshot could miss what was moved meanwhile.');
    end if;
end $$;

-- What moves cannot change its nature.
create function logistics.keep_item_nature() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    perform 1 from logistics.cost_state s where s.company_id = old.company_id and s.item_id = old.id for update;
    if exists (select from logistics.move m where m.company_id = old.company_id and m.item_id = old.id) then
        perform core.refuse('ITEM_IN_USE', 'The item has moves, so its unit, tracking and costing stay. Make a new item instead.');
    end if;
    return new;
end $$;
create trigger keep_nature before update on logistics.item for each row
    when (new.id <> old.id or new.unit_id <> old.unit_id or new.method <> old.method or new.tracking <> old.tracking
          or new.is_service <> old.is_service)
    execute function logistics.keep_item_nature();

create function logistics.keep_location_nature() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    if new.id <> old.id or new.kind <> old.kind or new.stock_id is distinct from old.stock_id
       or new.parent_id is distinct from old.parent_id then
        perform core.refuse('LOCATION_IN_USE', 'A location stays where it is and what it is. Make a new one and move the stock there.');
    end if;
    if exists (select from logistics.on_hand h where h.company_id = old.company_id and h.location_id = old.id and h.quantity > 0) then
        perform core.refuse('LOCATION_NOT_EMPTY', 'There is stock in it. Move the stock first.');
    end if;
    return new;
end $$;
create trigger keep_nature before update on logistics.location for each row
    when (new.id <> old.id or new.kind <> old.kind or new.stock_id is distinct from old.stock_id
          or new.parent_id is distinct from old.parent_id or new.is_held <> old.is_held or new.is_closed and not old.is_closed)
    execute function logistics.keep_location_nature();

-- 4. Triggers: moves to stock, values to value ------------------------------------------------------------------

-- Moves change what lies where, today and on every later day. Nothing may fall below zero on any of them.
create function logistics.take_moves() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
declare
    company bigint; last_company bigint;
    items bigint[]; lots bigint[]; froms bigint[]; tos bigint[]; quantities numeric[]; days date[];
    d_items bigint[]; d_places bigint[]; d_lots bigint[]; d_days date[]; d_sums numeric[];
    wrong record;
begin
    select array_agg(item_id), array_agg(coalesce(lot_id, 0)), array_agg(from_id), array_agg(to_id), array_agg(quantity),
        array_agg(day), min(company_id), max(company_id) into items, lots, froms, tos, quantities, days, company, last_company
    from new_moves;
    if items is null then return null; end if;
    if company <> last_company then perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403'); end if;
    perform logistics.check_company(company);
    perform 1 from logistics.cost_state s where s.company_id = company and s.item_id = any (items) order by s.item_id for update;
    -- Items that have stock, with lots where they are tracked, through locations that are open.
    select u.item into wrong from unnest(items, lots) as u(item, lot) join logistics.item i on i.company_id = company and i.id = u.item
    where i.is_service or (i.tracking <> 'none') <> (u.lot <> 0) limit 1;
    if found then
        perform core.refuse('LOT_NEEDED', 'An item that is kept by lot or serial number moves with one, and no other does.', 'lot');
    end if;
    select array_agg(s.item), array_agg(s.place), array_agg(s.lot), array_agg(s.day), array_agg(s.q)
        into d_items, d_places, d_lots, d_days, d_sums
    from (select u.item, u.place, u.lot, u.day, sum(u.q) as q
          from (select item, f as place, lot, day, -q as q from unnest(items, froms, lots, days, quantities) as x(item, f, lot, day, q)
                union all
                select item, t, lot, day, q from unnest(items, tos, lots, days, quantities) as x(item, t, lot, day, q)) u
          join logistics.location l on l.company_id = company and l.id = u.place and l.stock_id is not null
          group by u.item, u.place, u.lot, u.day having sum(u.q) <> 0) s;
    if d_items is null then return null; end if;
    perform logistics.close_days(company, d_items, d_places, d_lots, d_days, d_sums);
    perform logistics.count_stock(company, d_items, d_places, d_lots, d_sums);
    return null;
end $$;

create function logistics.close_days(p_company bigint, p_items bigint[], p_places bigint[], p_lots bigint[], p_days date[], p_sums numeric[])
    returns void language plpgsql security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
declare
    wrong record;
begin
    insert into logistics.stock_day (company_id, item_id, location_id, lot_id, day, closing)
    select p_company, u.item, u.place, u.lot, u.day, coalesce((select s.closing from logistics.stock_day s where s.company_id = p_company
            and s.item_id = u.item and s.location_id = u.place and s.lot_id = u.lot and s.day < u.day order by s.day desc limit 1), 0)
    from unnest(p_items, p_places, p_lots, p_days) as u(item, place, lot, day)
    on conflict do nothing;
    select s.day, s.closing + d.q as closing, s.item_id, s.location_id into wrong
    from (select u.item, u.place, u.lot, min(u.day) as first from unnest(p_items, p_places, p_lots, p_days) as u(item, place, lot, day)
          group by 1, 2, 3) g
    join logistics.stock_day s on s.company_id = p_company and s.item_id = g.item and s.location_id = g.place and s.lot_id = g.lot
        and s.day >= g.first
    cross join lateral (select sum(u.q) as q from unnest(p_items, p_places, p_lots, p_days, p_sums) as u(item, place, lot, day, q)
        where u.item = g.item and u.place = g.place and u.lot = g.lot and u.day <= s.day) d
    where s.closing + d.q < 0 order by s.day, s.closing + d.q limit 1;
    if found then
        perform core.refuse('INSUFFICIENT', 'On {first_negative_on} there would be {shortage} too few. Choose a smaller quantity or a later day.',
            'quantity', jsonb_build_object('first_negative_on', wrong.day, 'shortage', trim_scale(-wrong.closing),
                'item', wrong.item_id, 'location', wrong.location_id));
    end if;
    update logistics.stock_day s set closing = s.closing + (
        select sum(u.q) from unnest(p_items, p_places, p_lots, p_days, p_sums) as u(item, place, lot, day, q)
        where u.item = s.item_id and u.place = s.location_id and u.lot = s.lot_id and u.day <= s.day)
    from (select u.item, u.place, u.lot, min(u.day) as first from unnest(p_items, p_places, p_lots, p_days) as u(item, place, lot, day)
          group by 1, 2, 3) g
    where s.company_id = p_company and s.item_id = g.item and s.location_id = g.place and s.lot_id = g.lot and s.day >= g.first;
end $$;

create function logistics.count_stock(p_company bigint, p_items bigint[], p_places bigint[], p_lots bigint[], p_sums numeric[])
    returns void language plpgsql security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    insert into logistics.on_hand (company_id, item_id, location_id, lot_id, stock_id, is_serial, quantity)
    select distinct p_company, u.item, u.place, u.lot, l.stock_id, i.tracking = 'serial', 0
    from unnest(p_items, p_places, p_lots) as u(item, place, lot)
    join logistics.location l on l.company_id = p_company and l.id = u.place
    join logistics.item i on i.company_id = p_company and i.id = u.item
    on conflict do nothing;
    -- What leaves goes first, so that a serial number never stands in two places.
    update logistics.on_hand h set quantity = h.quantity + g.q
    from (select u.item, u.place, u.lot, sum(u.q) as q from unnest(p_items, p_places, p_lots, p_sums) as u(item, place, lot, q)
          group by 1, 2, 3 having sum(u.q) < 0) g
    where h.company_id = p_company and h.item_id = g.item and h.location_id = g.place and h.lot_id = g.lot;
    update logistics.on_hand h set quantity = h.quantity + g.q
    from (select u.item, u.place, u.lot, sum(u.q) as q from unnest(p_items, p_places, p_lots, p_sums) as u(item, place, lot, q)
          group by 1, 2, 3 having sum(u.q) > 0) g
    where h.company_id = p_company and h.item_id = g.item and h.location_id = g.place and h.lot_id = g.lot;
    insert into logistics.stock_now (company_id, item_id, stock_id)
    select distinct p_company, u.item, l.stock_id from unnest(p_items, p_places) as u(item, place)
    join logistics.location l on l.company_id = p_company and l.id = u.place
    on conflict do nothing;
    update logistics.stock_now n set on_hand = n.on_hand + g.q, held = n.held + g.held
    from (select u.item, l.stock_id, sum(u.q) as q, coalesce(sum(u.q) filter (where l.is_held), 0) as held
          from unnest(p_items, p_places, p_sums) as u(item, place, q)
          join logistics.location l on l.company_id = p_company and l.id = u.place group by 1, 2) g
    where n.company_id = p_company and n.item_id = g.item and n.stock_id = g.stock_id;
end $$;
create trigger a_take after insert on logistics.move referencing new table as new_moves
    for each statement execute function logistics.take_moves();

-- Values of an event add up to nothing, and change what stock is worth from their day on.
create function logistics.take_valuations() returns trigger language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
declare
    company bigint; last_company bigint;
    events bigint[]; items bigint[]; places bigint[]; days date[]; quantities numeric[]; amounts numeric[];
    g_items bigint[]; g_places bigint[]; g_days date[]; g_quantities numeric[]; g_values numeric[];
begin
    select array_agg(event_id), array_agg(item_id), array_agg(location_id), array_agg(day), array_agg(quantity), array_agg(value),
        min(company_id), max(company_id) into events, items, places, days, quantities, amounts, company, last_company
    from new_valuations;
    if events is null then return null; end if;
    if company <> last_company then perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403'); end if;
    perform logistics.check_company(company);
    if exists (select from unnest(events, quantities, amounts) as u(event, q, v) group by u.event having sum(u.v) <> 0 or sum(u.q) <> 0) then
        perform core.refuse('VALUE_LOST', 'What an event takes from one place it gives to another, to the last cent.');
    end if;
    perform 1 from logistics.cost_state s where s.company_id = company and s.item_id = any (items) order by s.item_id for update;
    select array_agg(s.item), array_agg(s.place), array_agg(s.day), array_agg(s.q), array_agg(s.v)
        into g_items, g_places, g_days, g_quantities, g_values
    from (select u.item, u.place, u.day, sum(u.q) as q, sum(u.v) as v
          from unnest(items, places, days, quantities, amounts) as u(item, place, day, q, v)
          join logistics.location l on l.company_id = company and l.id = u.place and l.stock_id = l.id
          group by 1, 2, 3 having sum(u.q) <> 0 or sum(u.v) <> 0) s;
    if g_items is null then return null; end if;
    insert into logistics.value_day (company_id, item_id, stock_id, day, quantity, value)
    select company, u.item, u.place, u.day, coalesce(p.quantity, 0), coalesce(p.value, 0)
    from unnest(g_items, g_places, g_days) as u(item, place, day)
    left join lateral (select v.quantity, v.value from logistics.value_day v where v.company_id = company and v.item_id = u.item
        and v.stock_id = u.place and v.day < u.day order by v.day desc limit 1) p on true
    on conflict do nothing;
    update logistics.value_day v set quantity = v.quantity + d.q, value = v.value + d.v
    from (select s.item_id, s.stock_id, s.day, sum(u.q) as q, sum(u.v) as v
          from unnest(g_items, g_places, g_days, g_quantities, g_values) as u(item, place, day, q, v)
          join logistics.value_day s on s.company_id = company and s.item_id = u.item and s.stock_id = u.place and s.day >= u.day
          group by 1, 2, 3) d
    where v.company_id = company and v.item_id = d.item_id and v.stock_id = d.stock_id and v.day = d.day;
    return null;
end $$;
create trigger a_take after insert on logistics.valuation referencing new table as new_valuations
    for each statement execute function logistics.take_valuations();

-- 5. The only way in ----------------------------------------------------------------------------------------------

-- Hold items, in the order of their ids, and give how their cost stands and numbers for the moves to come.
create function logistics.hold_items(p_company bigint, p_items bigint[], p_events bigint)
    returns table (item_id bigint, method text, tracking text, version bigint, state jsonb, last_day date, last_event bigint, events bigint[])
    language plpgsql security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
declare
    numbers bigint[];
begin
    perform logistics.check_company(p_company);
    perform 1 from logistics.cost_state s where s.company_id = p_company and s.item_id = any (p_items) order by s.item_id for update;
    select array_agg(nextval('logistics.event_id')) into numbers from generate_series(1, p_events);
    return query
    select s.item_id, i.method, i.tracking, s.version, s.state, s.last_day, s.last_event, numbers
    from logistics.cost_state s join logistics.item i on i.company_id = s.company_id and i.id = s.item_id
    where s.company_id = p_company and s.item_id = any (p_items) order by s.item_id;
end $$;

-- Post a document with its moves, their values, what corrects earlier values, and how the items' cost stands afterwards.
-- Moves name their place among the events of their item: no number may be older than what the state knows. The document comes last:
-- others wait for its number (counted in its series and period, without gaps) until the transaction ends.
create function logistics.post_document(p_company bigint, p_document jsonb, p_moves jsonb, p_revaluations jsonb, p_services jsonb, p_bookings jsonb,
                                        p_valuations jsonb, p_states jsonb)
    returns table (document_id bigint, number text, bookings bigint[])
    language plpgsql security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
declare
    doc bigint := nextval('logistics.document_id');
    taken text;
    made bigint[];
    held int;
begin
    perform logistics.check_company(p_company);
    insert into logistics.move (company_id, id, document_id, item_id, lot_id, from_id, to_id, quantity, unit_id, unit_quantity, day, given,
        of_id, order_line_id)
    select p_company, m.id, doc, m.item_id, m.lot_id, m.from_id, m.to_id, m.quantity, m.unit_id, m.unit_quantity,
        (p_document ->> 'day')::date, m.given, m.of_id, m.order_line_id
    from jsonb_to_recordset(p_moves) as m(id bigint, item_id bigint, lot_id bigint, from_id bigint, to_id bigint, quantity numeric,
        unit_id bigint, unit_quantity numeric, given numeric, of_id bigint, order_line_id bigint) order by m.id;
    insert into logistics.revaluation (company_id, id, document_id, item_id, receipt_id, amount, base_quantity, day)
    select p_company, r.id, doc, r.item_id, r.receipt_id, r.amount, r.base_quantity, (p_document ->> 'day')::date
    from jsonb_to_recordset(p_revaluations) as r(id bigint, item_id bigint, receipt_id bigint, amount numeric, base_quantity numeric);
    insert into logistics.service (company_id, id, document_id, item_id, quantity, unit_id, amount, order_line_id)
    select p_company, r.id, doc, r.item_id, r.quantity, r.unit_id, r.amount, r.order_line_id
    from jsonb_to_recordset(p_services) as r(id bigint, item_id bigint, quantity numeric, unit_id bigint, amount numeric, order_line_id bigint);
    select array_agg(nextval('logistics.booking_id_seq')) into made from generate_series(1, jsonb_array_length(p_bookings));
    insert into logistics.booking (company_id, id, document_id, kind, day, corrects_id, cause_id) overriding system value
    select p_company, made[b.n], doc, b.kind, b.day, b.corrects_id, b.cause_id
    from rows from (jsonb_to_recordset(p_bookings) as (kind text, day date, corrects_id bigint, cause_id bigint)) with ordinality
        as b(kind, day, corrects_id, cause_id, n) order by b.n;
    insert into logistics.valuation (company_id, event_id, item_id, location_id, day, quantity, value, booking_id, cause_id)
    select p_company, v.event_id, v.item_id, v.location_id, v.day, v.quantity, v.value, made[v.booking], v.cause_id
    from jsonb_to_recordset(p_valuations) as v(event_id bigint, item_id bigint, location_id bigint, day date, quantity numeric,
        value numeric, booking int, cause_id bigint);
    perform logistics.check_valued(p_company, doc);
    update logistics.cost_state s set state = u.state, last_day = u.last_day, last_event = u.last_event, version = s.version + 1
    from jsonb_to_recordset(p_states) as u(item_id bigint, version bigint, state jsonb, last_day date, last_event bigint, stale_from date, snapshots jsonb)
    where s.company_id = p_company and s.item_id = u.item_id and s.version = u.version and u.last_event >= s.last_event;
    get diagnostics held = row_count;
    if held <> jsonb_array_length(p_states) then
        perform core.refuse('BUSY', 'Somebody else is saving here right now. Nothing was saved. Try again.', state => 'DP409');
    end if;
    delete from logistics.cost_snapshot k using jsonb_to_recordset(p_states) as u(item_id bigint, stale_from date)
    where k.company_id = p_company and k.item_id = u.item_id and k.day >= u.stale_from;
    insert into logistics.cost_snapshot (company_id, item_id, day, state)
    select p_company, u.item_id, k.day, k.state from jsonb_to_recordset(p_states) as u(item_id bigint, snapshots jsonb)
    cross join lateral jsonb_to_recordset(u.snapshots) as k(day date, state jsonb);
    perform logistics.check_states(p_company, array(select (u ->> 'item_id')::bigint from jsonb_array_elements(p_states) u));
    taken := core.take_number(p_company, 'logistics.' || (p_document ->> 'kind'), '', p_document ->> 'period')::text;
    taken := replace(p_document ->> 'written', '{number}', lpad(taken, greatest(4, length(taken)), '0'));
    insert into logistics.document (company_id, id, kind, number, day, party_id, order_id, of_id, target_id, reference, note, cost_centre, posted_by)
    select p_company, doc, d.kind, taken, d.day, d.party_id, d.order_id, d.of_id, d.target_id, coalesce(d.reference, ''), coalesce(d.note, ''),
        coalesce(d.cost_centre, ''), core.current_actor()
    from jsonb_to_record(p_document) as d(kind text, day date, party_id bigint, order_id bigint, of_id bigint,
        target_id bigint, reference text, note text, cost_centre text);
    return query select doc, taken, made;
end $$;

-- The layers that were brought along add up to what stock is worth after the last move, in every place.
create function logistics.check_states(p_company bigint, p_items bigint[]) returns void language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    if exists (
        select from (
            select n.item_id, n.stock_id, v.quantity, v.value from logistics.stock_now n
            cross join lateral (select v.quantity, v.value from logistics.value_day v where v.company_id = n.company_id
                and v.item_id = n.item_id and v.stock_id = n.stock_id order by v.day desc limit 1) v
            where n.company_id = p_company and n.item_id = any (p_items)) kept
        full join (
            select s.item_id, p.place::bigint as stock_id, sum(x.quantity) as quantity, sum(x.value) as value
            from logistics.cost_state s cross join lateral jsonb_each(s.state) as p(place, layers)
            cross join lateral jsonb_to_recordset(p.layers) as x(quantity numeric, value numeric)
            where s.company_id = p_company and s.item_id = any (p_items) group by 1, 2) layers using (item_id, stock_id)
        where coalesce(kept.quantity, 0) <> coalesce(layers.quantity, 0) or coalesce(kept.value, 0) <> coalesce(layers.value, 0)) then
        perform core.refuse('VALUE_LOST', 'What an event takes from one place it gives to another, to the last cent.');
    end if;
end $$;

-- Every move between two valued places, or in or out of one, carries its quantity in its values; each of its items has a
-- state that was brought along.
create function logistics.check_valued(p_company bigint, p_document bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    if exists (
        select from logistics.move m
        join logistics.location f on f.company_id = m.company_id and f.id = m.from_id
        join logistics.location t on t.company_id = m.company_id and t.id = m.to_id
        left join lateral (select sum(v.quantity) filter (where v.location_id = coalesce(f.stock_id, f.id)) as taken,
                sum(v.quantity) filter (where v.location_id = coalesce(t.stock_id, t.id)) as brought
            from logistics.valuation v where v.company_id = m.company_id and v.event_id = m.id) v on true
        where m.company_id = p_company and m.document_id = p_document
          and coalesce(f.stock_id, f.id) <> coalesce(t.stock_id, t.id)
          and (v.taken is distinct from -m.quantity or v.brought is distinct from m.quantity)) then
        perform core.refuse('VALUE_LOST', 'What an event takes from one place it gives to another, to the last cent.');
    end if;
end $$;

-- The ledger took bookings: one entry may book several.
create function logistics.mark_booked(p_company bigint, p_bookings bigint[], p_entries bigint[], p_numbers text[], p_days date[])
    returns void language plpgsql security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    perform logistics.check_company(p_company);
    insert into logistics.booking_entry (company_id, booking_id, entry_id, number, day)
    select p_company, b, e, n, d from unnest(p_bookings, p_entries, p_numbers, p_days) as u(b, e, n, d);
end $$;

-- Hold what is available of items in places, in the order of their ids; moving: they are to be moved, so what costs them is
-- held first, as everybody does who moves. expired: what has expired by this day, or will too soon to be promised.
create function logistics.hold_stock(p_company bigint, p_items bigint[], p_places bigint[], p_moving boolean, p_today date)
    returns table (item_id bigint, stock_id bigint, on_hand numeric, held numeric, reserved numeric, expired numeric)
    language plpgsql security definer set search_path = pg_catalog, logistics, core, pg_temp as $$
begin
    perform logistics.check_company(p_company);
    if p_moving then
        perform 1 from logistics.cost_state s where s.company_id = p_company and s.item_id = any (p_items) order by s.item_id for update;
    end if;
    insert into logistics.stock_now (company_id, item_id, stock_id)
    select distinct p_company, i.id, l.id from logistics.item i cross join logistics.location l
    where i.company_id = p_company and i.id = any (p_items) and l.company_id = p_company and l.id = any (p_places) and l.stock_id = l.id
    on conflict do nothing;
    perform 1 from logistics.stock_now n where n.company_id = p_company and n.item_id = any (p_items) and n.stock_id = any (p_places)
    order by n.item_id, n.stock_id for update;
    return query select n.item_id, n.stock_id, n.on_hand, n.held, n.reserved, coalesce(x.quantity, 0) from logistics.stock_now n
    join logistics.item i on i.company_id = n.company_id and i.id = n.item_id
    left join lateral (
        select sum(h.quantity) as quantity from logistics.on_hand h
        join logistics.lot l on l.company_id = h.company_id and l.id = h.lot_id
        join logistics.location p on p.company_id = h.company_id and p.id = h.location_id
        where i.tracking <> 'none' and h.company_id = n.company_id and h.item_id = n.item_id and h.stock_id = n.stock_id
            and h.quantity > 0 and not p.is_held and (l.expires <= p_today or l.expires - p_today < i.min_remaining_days)) x on true
    where n.company_id = p_company and n.item_id = any (p_items) and n.stock_id = any (p_places);
end $$;

-- Nobody calls the parts by themselves.
revoke execute on function logistics.close_days, logistics.count_stock, logistics.check_valued, logistics.check_states from public;
