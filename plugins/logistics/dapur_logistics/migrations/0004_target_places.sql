-- Where goods are put when they come in: the place of the order's line, of the order, of the item in that warehouse, the
-- warehouse's dock, the warehouse. What somebody names at the door goes before all of these.

alter table logistics.location
    add column is_dock boolean not null default false,
    add constraint location_dock_is_bin check (kind = 'bin' or not is_dock),
    add constraint location_stock_key unique (company_id, id, stock_id);
create unique index location_dock_key on logistics.location (company_id, stock_id) where is_dock;

alter table logistics.purchase_line
    add column place_id bigint,
    add constraint purchase_line_place_fkey foreign key (company_id, place_id) references logistics.location (company_id, id);

-- Where an item usually lies, one place in each warehouse (stock_id).
create table logistics.item_place (
    company_id bigint not null,
    id bigint generated always as identity,
    item_id bigint not null,
    stock_id bigint not null,
    place_id bigint not null,
    primary key (company_id, id),
    constraint item_place_key unique (company_id, item_id, stock_id),
    foreign key (company_id, item_id) references logistics.item (company_id, id),
    foreign key (company_id, place_id, stock_id) references logistics.location (company_id, id, stock_id)
);
select core.guard_company_table('logistics.item_place');
select core.audit_table('logistics.item_place');
grant select, insert, delete on logistics.item_place to dapur_app;

create function logistics.receiving_place(p_company bigint, p_line_place bigint, p_order_place bigint, p_item bigint)
    returns bigint language sql stable as $$
    select coalesce(p_line_place, case when o.kind = 'bin' then o.id end, usual.id, dock.id, o.id)
    from logistics.location o
    left join lateral (
        select l.id from logistics.item_place p
        join logistics.location l on l.company_id = p.company_id and l.id = p.place_id and not l.is_closed
        where p.company_id = p_company and p.item_id = p_item and p.stock_id = o.stock_id) usual on true
    left join logistics.location dock on dock.company_id = p_company and dock.stock_id = o.stock_id and dock.is_dock and not dock.is_closed
    where o.company_id = p_company and o.id = p_order_place
$$;
