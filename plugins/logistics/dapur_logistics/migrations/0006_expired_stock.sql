-- What of an item in a warehouse has expired by a day, or will too soon to be promised, in bins that are not held. It is said
-- here alone: what is free is on hand, less held, reserved and this.
create function logistics.expired_stock(p_company bigint, p_item bigint, p_stock bigint, p_day date)
    returns numeric language plpgsql stable as $$
declare
    i logistics.item;
begin
    select * into i from logistics.item where company_id = p_company and id = p_item;
    if i.tracking = 'none' then
        return 0;
    end if;
    return (
        select coalesce(sum(h.quantity), 0) from logistics.on_hand h
        join logistics.lot l on l.company_id = h.company_id and l.id = h.lot_id
        join logistics.location p on p.company_id = h.company_id and p.id = h.location_id
        where h.company_id = p_company and h.item_id = p_item and h.stock_id = p_stock and h.quantity > 0 and not p.is_held
            and (l.expires <= p_day or l.expires - p_day < i.min_remaining_days));
end $$;
grant execute on function logistics.expired_stock to dapur_app;

-- Hold what is available of items in places, in the order of their ids; moving: they are to be moved, so what costs them is
-- held first, as everybody does who moves. expired: what has expired by this day, or will too soon to be promised.
create or replace function logistics.hold_stock(p_company bigint, p_items bigint[], p_places bigint[], p_moving boolean, p_today date)
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
    return query select n.item_id, n.stock_id, n.on_hand, n.held, n.reserved,
        logistics.expired_stock(p_company, n.item_id, n.stock_id, p_today)
    from logistics.stock_now n
    where n.company_id = p_company and n.item_id = any (p_items) and n.stock_id = any (p_places);
end $$;
