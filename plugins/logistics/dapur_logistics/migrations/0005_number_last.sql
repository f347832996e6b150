-- The number of a document is taken last: others wait for it until the transaction ends, so it is held for as short as can be.
-- What belongs to a document is therefore written before it.

alter table logistics.move alter constraint move_company_id_document_id_fkey deferrable initially deferred;
alter table logistics.revaluation alter constraint revaluation_company_id_document_id_fkey deferrable initially deferred;
alter table logistics.service alter constraint service_company_id_document_id_fkey deferrable initially deferred;
alter table logistics.booking alter constraint booking_company_id_document_id_fkey deferrable initially deferred;

drop function logistics.post_document(bigint, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb);
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

drop function logistics.hold_stock(bigint, bigint[], bigint[]);
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
