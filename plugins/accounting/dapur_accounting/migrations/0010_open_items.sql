-- Open items: every line on a receivable or payable account, and the dated allocations between them.
-- An allocation is a set of parts of such lines (of one account, party and currency) that add up to zero, in the
-- document currency and in the company's own. So whatever is allocated or taken back, what is open on an account adds up
-- to its balance, on every day. Allocations are appended; one is taken back by a counter row with a date of its own.

-- 1. Tables ----------------------------------------------------------------------------------------

-- What is still open, kept by the triggers below. Signs are those of the ledger: debit positive.
-- closed_on: the day from which nothing is open any more, infinity until then. touched: it was ever part of an allocation.
create table accounting.open_item (
    company_id bigint not null,
    entry_id bigint not null,
    line_no int not null,
    side text not null check (side in ('receivable', 'payable')),
    account_id bigint not null,
    party_id bigint,
    date date not null,
    due date not null,
    currency char(3) not null,
    amount numeric(20, 4) not null,
    base numeric(20, 4) not null,
    open_amount numeric(20, 4) not null,
    open_base numeric(20, 4) not null,
    closed_on date not null default 'infinity',
    touched boolean not null default false,
    primary key (company_id, entry_id, line_no),
    constraint open_item_within check (
        sign(open_amount) * sign(amount) >= 0 and abs(open_amount) <= abs(amount)
        and sign(open_base) * sign(base) >= 0 and abs(open_base) <= abs(base)
        and (amount = 0 or open_amount <> 0 or open_base = 0)
        and (closed_on < 'infinity') = (open_amount = 0 and open_base = 0))
);
create index open_item_alive on accounting.open_item (company_id, side, closed_on, date);
create index open_item_party on accounting.open_item (company_id, party_id, side, closed_on) where party_id is not null;

create sequence accounting.allocation_id;
create table accounting.allocation (
    company_id bigint not null references core.company (id),
    id bigint not null,
    date date not null check (date between '1900-01-01' and '9999-12-31'),
    entry_id bigint,
    reversal_of bigint,
    made_by bigint,
    made_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, entry_id) references accounting.entry (company_id, id),
    foreign key (company_id, reversal_of) references accounting.allocation (company_id, id)
);
create unique index allocation_reversal_key on accounting.allocation (company_id, reversal_of) where reversal_of is not null;
create index allocation_entry on accounting.allocation (company_id, entry_id) where entry_id is not null;

create table accounting.allocation_part (
    company_id bigint not null,
    allocation_id bigint not null,
    part_no int not null,
    entry_id bigint not null,
    line_no int not null,
    date date not null,
    amount numeric(20, 4) not null,
    base numeric(20, 4) not null,
    primary key (company_id, allocation_id, part_no),
    foreign key (company_id, allocation_id) references accounting.allocation (company_id, id),
    foreign key (company_id, entry_id, line_no) references accounting.open_item (company_id, entry_id, line_no)
);
create index allocation_part_item on accounting.allocation_part (company_id, entry_id, line_no, date) include (amount, base);

select core.guard_company_table(t) from unnest(array['accounting.open_item', 'accounting.allocation',
    'accounting.allocation_part']::regclass[]) t;
grant select on accounting.open_item, accounting.allocation, accounting.allocation_part to dapur_app;
select core.append_only('accounting.allocation');
select core.append_only('accounting.allocation_part');
select core.audit_appended('accounting.allocation');

-- 2. Lines become items ------------------------------------------------------------------------------

create function accounting.take_items() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    company bigint;
    accounts bigint[]; owed_to_us bigint[]; owed_by_us bigint[];
    entries bigint[]; numbers int[]; on_accounts bigint[]; parties bigint[]; days date[]; currencies text[]; amounts numeric[]; bases numeric[];
begin
    select min(company_id), array_agg(distinct account_id) into company, accounts from new_lines;
    if accounts is null then return null; end if;
    select array_agg(a.id) filter (where a.subtype = 'receivable'), array_agg(a.id) filter (where a.subtype = 'payable')
        into owed_to_us, owed_by_us
    from accounting.account a where a.company_id = company and a.id = any (accounts) and a.subtype in ('receivable', 'payable');
    if owed_to_us is null and owed_by_us is null then return null; end if;
    select array_agg(entry_id), array_agg(line_no), array_agg(account_id), array_agg(party_id), array_agg(date), array_agg(currency),
        array_agg(amount), array_agg(debit - credit) into entries, numbers, on_accounts, parties, days, currencies, amounts, bases
    from new_lines
    where (account_id = any (owed_to_us) or account_id = any (owed_by_us)) and (amount <> 0 or debit <> credit);
    insert into accounting.open_item (company_id, entry_id, line_no, side, account_id, party_id, date, due, currency, amount, base,
        open_amount, open_base)
    select company, e, n, case when a = any (owed_to_us) then 'receivable' else 'payable' end, a, p, d, d, c, am, ba, am, ba
    from unnest(entries, numbers, on_accounts, parties, days, currencies, amounts, bases) as u(e, n, a, p, d, c, am, ba);
    return null;
end $$;
create trigger b_items after insert on accounting.line referencing new table as new_lines
    for each statement execute function accounting.take_items();

-- An account with lines does not become, or stop being, one with open items.
create function accounting.keep_account_side() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.stop_posting(old.company_id);
    if exists (select from accounting.line l where l.company_id = old.company_id and l.account_id = old.id) then
        perform core.refuse('ACCOUNT_IN_USE', 'The account has entries, so it stays what it is to customers and suppliers. Open a new account instead.', 'subtype');
    end if;
    return new;
end $$;
create trigger keep_side before update on accounting.account for each row
    when (new.subtype <> old.subtype and (new.subtype in ('receivable', 'payable') or old.subtype in ('receivable', 'payable')))
    execute function accounting.keep_account_side();

-- 3. Allocating --------------------------------------------------------------------------------------

create function accounting.check_allocation_day(p_company bigint, p_date date) returns void language plpgsql stable
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    locked_through date;
begin
    select k.through into locked_through from accounting.period_lock k where k.company_id = p_company and k.area = 'all';
    if p_date <= locked_through and accounting.exception_for(p_company, core.current_actor(), 'all', p_date) is null then
        perform core.refuse('PERIOD_LOCKED', 'The books are locked through {through}. Use a later date, or ask for an exception.',
            'date', jsonb_build_object('through', locked_through));
    end if;
end $$;

-- Append the allocation and its parts, and keep what is open. The caller has checked what it may.
create function accounting.write_allocation(p_company bigint, p_date date, p_entries bigint[], p_lines int[], p_amounts numeric[],
                                            p_bases numeric[], p_entry bigint, p_reversal_of bigint)
    returns bigint language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    made bigint := nextval('accounting.allocation_id');
    wrong record;
begin
    perform 1 from accounting.open_item i where i.company_id = p_company and i.entry_id = any (p_entries)
        order by i.entry_id, i.line_no for update;
    select u.n - 1 as n, i.open_amount, i.date, i.entry_id into wrong
    from unnest(p_entries, p_lines, p_amounts, p_bases) with ordinality as u(entry, line, am, ba, n)
    left join accounting.open_item i on i.company_id = p_company and i.entry_id = u.entry and i.line_no = u.line
    where i.entry_id is null or p_date < i.date
        or abs(i.open_amount - u.am) > abs(i.amount) or sign(i.open_amount - u.am) * sign(i.amount) < 0
        or abs(i.open_base - u.ba) > abs(i.base) or sign(i.open_base - u.ba) * sign(i.base) < 0
        or (i.amount <> 0 and i.open_amount = u.am and i.open_base <> u.ba)
    order by u.n limit 1;
    if found and wrong.entry_id is null then
        perform core.refuse('ITEM_UNKNOWN', 'There is no such open item here. Choose one of the list.', 'parts.' || wrong.n, state => 'DP404');
    elsif found and p_date < wrong.date then
        perform core.refuse('DATE_TOO_EARLY', 'An allocation cannot be dated before what it settles ({date}).', 'date', jsonb_build_object('date', wrong.date));
    elsif found then
        perform core.refuse('ALLOCATION_TOO_MUCH', 'Only {open} is open there. Allocate at most that.', 'parts.' || wrong.n || '.amount',
            jsonb_build_object('open', abs(wrong.open_amount)));
    end if;
    insert into accounting.allocation (company_id, id, date, entry_id, reversal_of, made_by)
    values (p_company, made, p_date, p_entry, p_reversal_of, core.current_actor());
    insert into accounting.allocation_part (company_id, allocation_id, part_no, entry_id, line_no, date, amount, base)
    select p_company, made, n, entry, line, p_date, am, ba
    from unnest(p_entries, p_lines, p_amounts, p_bases) with ordinality as u(entry, line, am, ba, n);
    update accounting.open_item i set open_amount = i.open_amount - u.am, open_base = i.open_base - u.ba, touched = true,
        closed_on = case when i.open_amount <> u.am or i.open_base <> u.ba then 'infinity'::date
            else (select max(p.date) from accounting.allocation_part p where p.company_id = p_company and p.entry_id = i.entry_id and p.line_no = i.line_no) end
    from unnest(p_entries, p_lines, p_amounts, p_bases) as u(entry, line, am, ba)
    where i.company_id = p_company and i.entry_id = u.entry and i.line_no = u.line;
    perform accounting.check_course(p_company, p_date, p_entries, p_lines);
    return made;
end $$;

-- What is open stays between nothing and the whole on every day, also when an allocation is dated before others.
create function accounting.check_course(p_company bigint, p_date date, p_entries bigint[], p_lines int[]) returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
begin
    if exists (
        select from (
            select i.amount, i.base, i.amount - sum(p.amount) over course as left_amount, i.base - sum(p.base) over course as left_base
            from unnest(p_entries, p_lines) as u(entry, line)
            join accounting.open_item i on i.company_id = p_company and i.entry_id = u.entry and i.line_no = u.line
            join accounting.allocation_part p on p.company_id = p_company and p.entry_id = i.entry_id and p.line_no = i.line_no
            window course as (partition by p.entry_id, p.line_no order by p.date range between unbounded preceding and current row)) c
        where sign(c.left_amount) * sign(c.amount) < 0 or abs(c.left_amount) > abs(c.amount)
            or sign(c.left_base) * sign(c.base) < 0 or abs(c.left_base) > abs(c.base)
            or (c.amount <> 0 and c.left_amount = 0 and c.left_base <> 0))
    then
        perform core.refuse('ALLOCATED_MEANWHILE', 'On that day this was settled otherwise, or would be settled twice. Choose a later date.', 'date');
    end if;
end $$;

-- Allocate parts of items to each other. p_entry: the entry that books what lies between them (exchange, written off).
create function accounting.allocate(p_company bigint, p_date date, p_entries bigint[], p_lines int[], p_amounts numeric[],
                                    p_bases numeric[], p_entry bigint default null)
    returns bigint language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    sums record;
begin
    perform accounting.check_company(p_company);
    perform accounting.check_isolation();
    perform accounting.check_date(p_date, 'date');
    perform pg_advisory_xact_lock_shared(accounting.lock_key(p_company));
    perform accounting.check_allocation_day(p_company, p_date);
    select count(*) as parts, count(distinct (i.account_id, coalesce(i.party_id, 0), i.currency)) filter (where i.entry_id is not null) as kinds,
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

-- Take an allocation back, on the day on which that happens.
create function accounting.take_back(p_company bigint, p_allocation bigint, p_date date) returns bigint language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    a record;
    parts record;
begin
    perform accounting.check_company(p_company);
    perform accounting.check_isolation();
    perform accounting.check_date(p_date, 'date');
    perform pg_advisory_xact_lock_shared(accounting.lock_key(p_company));
    perform accounting.check_allocation_day(p_company, p_date);
    select l.date, l.entry_id, l.reversal_of, exists (select from accounting.allocation r where r.company_id = p_company and r.reversal_of = l.id) as undone
        into a from accounting.allocation l where l.company_id = p_company and l.id = p_allocation;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such allocation in this company.', 'id', state => 'DP404');
    elsif a.undone or a.reversal_of is not null then
        perform core.refuse('ALREADY_REVERSED', 'This allocation was taken back already.', 'id');
    elsif p_date < a.date then
        perform core.refuse('DATE_TOO_EARLY', 'A reversal cannot be dated before its entry ({date}).', 'date', jsonb_build_object('date', a.date));
    elsif exists (select from accounting.entry e join accounting.allocation_part p on p.company_id = e.company_id and p.entry_id = e.id
                  where p.company_id = p_company and p.allocation_id = p_allocation and e.reversal_of is not null) then
        perform core.refuse('IS_REVERSAL', 'It settles an entry with its reversal. Post the entry again instead.', 'id');
    end if;
    select array_agg(p.entry_id order by p.part_no) as entries, array_agg(p.line_no order by p.part_no) as lines,
        array_agg(-p.amount order by p.part_no) as amounts, array_agg(-p.base order by p.part_no) as bases into parts
    from accounting.allocation_part p where p.company_id = p_company and p.allocation_id = p_allocation;
    return accounting.write_allocation(p_company, p_date, parts.entries, parts.lines, parts.amounts, parts.bases, a.entry_id, p_allocation);
end $$;

-- A reversed entry and its reversal settle each other, so nothing of either stays open.
create function accounting.match_reversal(p_company bigint, p_entry bigint, p_of bigint, p_date date) returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    pair record;
begin
    for pair in
        select o.line_no, o.amount, o.base, o.open_amount = o.amount and o.open_base = o.base as untouched from accounting.open_item o
        where o.company_id = p_company and o.entry_id = p_of order by o.line_no
    loop
        if not pair.untouched then
            perform core.refuse('ITEM_ALLOCATED', 'Payments or credit notes are allocated to it. Take those allocations back first.', 'id');
        end if;
        perform accounting.write_allocation(p_company, p_date, array[p_of, p_entry], array[pair.line_no, pair.line_no],
            array[pair.amount, -pair.amount], array[pair.base, -pair.base], null, null);
    end loop;
end $$;

create function accounting.settle_reversals() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    one record;
begin
    for one in select n.company_id, n.id, n.reversal_of, n.date from new_entries n where n.reversal_of is not null loop
        perform accounting.match_reversal(one.company_id, one.id, one.reversal_of, one.date);
    end loop;
    return null;
end $$;
create trigger b_settle after insert on accounting.entry referencing new table as new_entries
    for each statement execute function accounting.settle_reversals();

-- The items of these entries as they are now, held until the end of the transaction.
create function accounting.hold_items(p_company bigint, p_entries bigint[]) returns setof accounting.open_item language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.check_company(p_company);
    return query select i.* from accounting.open_item i where i.company_id = p_company and i.entry_id = any (p_entries)
        order by i.entry_id, i.line_no for update;
end $$;

-- 4. Reading -----------------------------------------------------------------------------------------

-- What was open at the end of a day. Lines without an amount in their currency are layers (revaluation), not items.
create function accounting.open_items_on(p_company bigint, p_side text, p_day date, p_party bigint default null)
    returns table (entry_id bigint, line_no int, account_id bigint, party_id bigint, date date, due date, currency char(3),
                   amount numeric, base numeric, open_amount numeric, open_base numeric)
    language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select i.entry_id, i.line_no, i.account_id, i.party_id, i.date, i.due, i.currency, i.amount, i.base,
        i.amount - coalesce(u.amount, 0), i.base - coalesce(u.base, 0)
    from accounting.open_item i
    left join lateral (
        select sum(p.amount) as amount, sum(p.base) as base from accounting.allocation_part p
        where p.company_id = i.company_id and p.entry_id = i.entry_id and p.line_no = i.line_no and p.date <= p_day
    ) u on i.touched
    where i.company_id = p_company and p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and i.side = p_side and i.closed_on > p_day and i.date <= p_day and (p_party is null or i.party_id = p_party)
      and (i.amount <> coalesce(u.amount, 0) or i.base <> coalesce(u.base, 0))
$$;

-- Accounts whose open items do not add up to the ledger at the end of a day. Always empty.
create function accounting.untied_accounts(p_company bigint, p_day date)
    returns table (account_id bigint, ledger numeric, items numeric)
    language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select a.id, coalesce(s.balance, 0), coalesce(o.balance, 0) from accounting.account a
    left join (select b.account_id, sum(b.debit - b.credit) as balance from accounting.sums_through(p_company, p_day) b group by 1) s
        on s.account_id = a.id
    left join (select i.account_id, sum(i.open_base) as balance
               from (select * from accounting.open_items_on(p_company, 'receivable', p_day)
                     union all select * from accounting.open_items_on(p_company, 'payable', p_day)) i group by 1) o on o.account_id = a.id
    where a.company_id = p_company and p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and a.subtype in ('receivable', 'payable') and coalesce(s.balance, 0) <> coalesce(o.balance, 0)
$$;

revoke execute on function accounting.take_items, accounting.keep_account_side, accounting.check_allocation_day, accounting.write_allocation,
    accounting.check_course, accounting.hold_items, accounting.allocate, accounting.take_back, accounting.match_reversal, accounting.settle_reversals,
    accounting.open_items_on, accounting.untied_accounts from public;
grant execute on function accounting.hold_items, accounting.allocate, accounting.take_back, accounting.open_items_on, accounting.untied_accounts to dapur_app;
