-- Parties that were merged are one: what is open with either is open with the one that stays, and settles each other.

create or replace function accounting.open_items_on(p_company bigint, p_side text, p_day date, p_party bigint default null)
    returns table (entry_id bigint, line_no int, account_id bigint, party_id bigint, date date, due date, currency char(3),
                   amount numeric, base numeric, open_amount numeric, open_base numeric)
    language sql stable security definer set search_path = pg_catalog, accounting, base, pg_temp as $$
    select i.entry_id, i.line_no, i.account_id, i.party_id, i.date, i.due, i.currency, i.amount, i.base,
        i.amount - coalesce(u.amount, 0), i.base - coalesce(u.base, 0)
    from accounting.open_item i
    left join lateral (
        select sum(p.amount) as amount, sum(p.base) as base from accounting.allocation_part p
        where p.company_id = i.company_id and p.entry_id = i.entry_id and p.line_no = i.line_no and p.date <= p_day
    ) u on i.touched
    where i.company_id = p_company and p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and i.side = p_side and i.closed_on > p_day and i.date <= p_day and (p_party is null or i.party_id = any ((select base.same_parties(p_company, p_party))::bigint[]))
      and (i.amount <> coalesce(u.amount, 0) or i.base <> coalesce(u.base, 0))
$$;

create or replace function accounting.allocate(p_company bigint, p_date date, p_entries bigint[], p_lines int[], p_amounts numeric[],
                                    p_bases numeric[], p_entry bigint default null)
    returns bigint language plpgsql security definer set search_path = pg_catalog, accounting, base, core, pg_temp set enable_seqscan = off as $$
declare
    sums record;
begin
    perform accounting.check_company(p_company);
    perform accounting.check_isolation();
    perform accounting.check_date(p_date, 'date');
    perform pg_advisory_xact_lock_shared(accounting.lock_key(p_company));
    perform accounting.check_allocation_day(p_company, p_date);
    select count(*) as parts, count(distinct (i.account_id, coalesce(base.surviving_party(p_company, i.party_id), 0), i.currency)) filter (where i.entry_id is not null) as kinds,
        count(distinct (u.entry, u.line)) as items, sum(u.am) as amount, sum(u.ba) as base, bool_or(u.am = 0 and u.ba = 0) as nothing into sums
    from unnest(p_entries, p_lines, p_amounts, p_bases) as u(entry, line, am, ba)
    left join accounting.open_item i on i.company_id = p_company and i.entry_id = u.entry and i.line_no = u.line;
    if sums.parts < 2 or sums.items < sums.parts or sums.nothing then
        perform core.refuse('ALLOCATION_TOO_SHORT', 'Choose at least one item on each side, each once, with an amount.', 'parts');
    end if;
    if sums.kinds > 1 then
        perform core.refuse('ALLOCATION_MIXED', 'Only items of the same party, account and currency settle each other.', 'parts');
    end if;
    if sums.amount is distinct from 0 or sums.base is distinct from 0 then
        perform core.refuse('ALLOCATION_UNBALANCED', 'The two sides differ by {difference}. Change the amounts until they are equal.', 'parts',
            jsonb_build_object('difference', coalesce(nullif(sums.amount, 0), sums.base)));
    end if;
    return accounting.write_allocation(p_company, p_date, p_entries, p_lines, p_amounts, p_bases, p_entry, null);
end $$;

