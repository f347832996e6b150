-- Posting, reversing, locking, balances: the only ways into the ledger.

create function accounting.check_company(p_company bigint) returns void language plpgsql stable as $$
begin
    if p_company is null or p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
end $$;

create function accounting.check_date(p_date date, p_field text) returns void language plpgsql immutable as $$
begin
    if p_date is null or p_date not between '1900-01-01' and '9999-12-31' then
        perform core.refuse('DATE_OUT_OF_RANGE', 'Choose a day from 1900 on.', p_field);
    end if;
end $$;

create function accounting.period_key(p_restart text, p_date date) returns text language sql immutable parallel safe as $$
    select case p_restart when 'year' then to_char(p_date, 'YYYY') when 'month' then to_char(p_date, 'YYYYMM') else '' end
$$;

create function accounting.numbered(p_pattern text, p_digits int, p_date date, p_sequence bigint) returns text
    language sql immutable parallel safe as $$
    select replace(replace(replace(p_pattern, '{year}', to_char(p_date, 'YYYY')), '{month}', to_char(p_date, 'MM')), '{number}',
        case when length(p_sequence::text) >= p_digits then p_sequence::text else lpad(p_sequence::text, p_digits, '0') end)
$$;

-- Whether a line can stand as it is: one side, places and size of the amounts, and what they are in document currency:
-- the same in the company's own; else amount times rate, but for rounding of the rate to ten places.
create function accounting.amount_agrees(p_base numeric, p_amount numeric, p_rate numeric, p_places int)
    returns boolean language sql immutable parallel safe as $$
    select p_amount * p_base >= 0 and abs(p_amount) < 1e15 and p_rate > 0 and p_rate < 1e10 and (p_amount = 0 or p_base = 0
        or abs(p_amount * p_rate - p_base) <= 2 * (10::numeric ^ -p_places) + abs(p_amount) * 1e-10)
$$;
create function accounting.line_holds(p_debit numeric, p_credit numeric, p_currency text, p_amount numeric, p_rate numeric,
                                      p_base text, p_places int) returns boolean language sql immutable parallel safe as $$
    select p_debit >= 0 and p_credit >= 0 and (p_debit = 0 or p_credit = 0) and p_debit < 1e15 and p_credit < 1e15
        and round(p_debit, p_places) = p_debit and round(p_credit, p_places) = p_credit
        and case when p_currency = p_base then p_amount = p_debit - p_credit and p_rate = 1
            else accounting.amount_agrees(p_debit - p_credit, p_amount, p_rate, p_places) end
$$;

-- What is wrong with the lines of one entry, at its field. p_prefix: path of the entry in a bulk input.
create function accounting.refuse_lines(p_company bigint, p_accounts bigint[], p_debits numeric[], p_credits numeric[],
                                        p_currencies text[], p_amounts numeric[], p_rates numeric[], p_prefix text default '')
    returns void language plpgsql stable security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    places int;
    base text;
    wrong record;
    path text;
    difference numeric;
begin
    select decimals, currency into places, base from core.company where id = p_company;
    for wrong in
        select u.n - 1 as n, a.id, a.is_group, a.is_closed, a.currency, u.d, u.c, u.cur, u.am, u.r, coalesce(a.code, a.path) as name
        from unnest(p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates) with ordinality as u(account, d, c, cur, am, r, n)
        left join accounting.account a on a.company_id = p_company and a.id = u.account
        order by u.n
    loop
        path := p_prefix || 'lines.' || wrong.n || '.';
        if wrong.id is null then
            perform core.refuse('ACCOUNT_UNKNOWN', 'There is no such account here. Choose one of the list.', path || 'account');
        elsif wrong.is_group then
            perform core.refuse('ACCOUNT_IS_GROUP', '{account} is a heading. Choose an account below it.',
                path || 'account', jsonb_build_object('account', wrong.name));
        elsif wrong.is_closed then
            perform core.refuse('ACCOUNT_CLOSED', '{account} is closed. Choose another account, or open it again.',
                path || 'account', jsonb_build_object('account', wrong.name));
        elsif wrong.currency is not null and wrong.currency <> wrong.cur then
            perform core.refuse('ACCOUNT_CURRENCY', '{account} is kept in {currency} only.',
                path || 'currency', jsonb_build_object('account', wrong.name, 'currency', wrong.currency));
        elsif wrong.d < 0 or wrong.c < 0 or (wrong.d <> 0 and wrong.c <> 0) then
            perform core.refuse('ONE_SIDE', 'A line has a debit or a credit, not both, and never a negative amount.', path || 'debit');
        elsif wrong.d >= 1e15 or wrong.c >= 1e15 then
            perform core.refuse('AMOUNT_TOO_LARGE', 'The amount is too large: at most 15 digits before the comma.',
                path || case when wrong.d >= 1e15 then 'debit' else 'credit' end);
        elsif round(wrong.d, places) <> wrong.d or round(wrong.c, places) <> wrong.c then
            perform core.refuse('TOO_MANY_DECIMALS', 'Amounts here have at most {places} decimals.',
                path || case when wrong.d <> 0 then 'debit' else 'credit' end, jsonb_build_object('places', places));
        elsif not accounting.line_holds(wrong.d, wrong.c, wrong.cur, wrong.am, wrong.r, base, places) then
            if wrong.cur = base then
                perform core.refuse('AMOUNT_DIFFERS', 'In the company''s own currency the amount is debit less credit.', path || 'amount');
            end if;
            perform core.refuse('AMOUNT_DIFFERS', 'Amount times rate is not what stands as debit or credit.', path || 'amount');
        end if;
    end loop;
    if cardinality(p_accounts) < 2 then
        perform core.refuse('ENTRY_TOO_SHORT', 'An entry needs at least two lines.', p_prefix || 'lines');
    end if;
    select sum(d) - sum(c) into difference from unnest(p_debits, p_credits) as u(d, c);
    if difference <> 0 then
        perform core.refuse('ENTRY_UNBALANCED', 'Debit and credit differ by {difference}. Change the lines until the difference is zero.',
            p_prefix || 'lines', jsonb_build_object('difference', difference));
    end if;
    if (select sum(d) from unnest(p_debits) d) >= 1e16 then
        perform core.refuse('AMOUNT_TOO_LARGE', 'The amount is too large: at most 15 digits before the comma.', p_prefix || 'lines');
    end if;
end $$;

-- The same source booked twice at once: the second waits, and finds the first. Bulk posting holds all of a kind.
create function accounting.hold_source(p_company bigint, p_plugin text, p_kind text, p_journal bigint, p_number text) returns void
    language sql as $$
    select pg_advisory_xact_lock_shared(hashtextextended(concat_ws('|', 'accounting.sources', p_company, p_plugin, p_kind), 0)),
        pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'accounting.source', p_company, p_plugin, p_kind, p_journal, p_number), 0))
$$;
create function accounting.hold_sources(p_company bigint, p_plugin text, p_kind text) returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'accounting.sources', p_company, p_plugin, p_kind), 0))
$$;

-- Post one entry. Returns its id and number; `existing` where the same source was booked before with the same content.
create function accounting.post_entry(
    p_company bigint, p_journal bigint, p_date date, p_description text, p_reference text,
    p_source_plugin text, p_source_kind text, p_source_id bigint, p_source_number text, p_hash bytea, p_reversal_of bigint,
    p_accounts bigint[], p_debits numeric[], p_credits numeric[], p_currencies text[], p_amounts numeric[], p_rates numeric[],
    p_texts text[], p_dimensions bigint[], p_parties bigint[],
    out entry_id bigint, out number text, out existing boolean)
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    seen record;
    book record;
    usable int;
    debit numeric;
    credit numeric;
    allowed bigint;
    seq bigint;
begin
    if p_company is null or p_company is distinct from core.current_company() then
        perform accounting.check_company(p_company);
    end if;
    perform pg_advisory_xact_lock_shared(accounting.lock_key(p_company));
    if p_source_number <> '' then
        perform accounting.hold_source(p_company, p_source_plugin, p_source_kind, p_journal, p_source_number);
        select e.id, e.number, e.content_hash into seen from accounting.entry e
        where e.company_id = p_company and e.source_plugin = p_source_plugin and e.source_kind = p_source_kind
          and e.journal_id = p_journal and e.source_number = p_source_number;
        if found then
            if seen.content_hash is distinct from p_hash then
                perform core.refuse('REFERENCE_REUSED', '{reference} was booked before as {number} with other content. Check which one is right.',
                    'reference', jsonb_build_object('reference', p_source_number, 'number', seen.number), 'DP409');
            end if;
            entry_id := seen.id; number := seen.number; existing := true;
            return;
        end if;
    end if;
    select j.kind, j.pattern, j.digits, j.restart, j.is_closed, c.decimals, c.currency,
        (select max(k.through) from accounting.period_lock k
         where k.company_id = p_company and k.area in ('all', accounting.area_of(j.kind))) as locked_through into book
    from accounting.journal j join core.company c on c.id = j.company_id where j.company_id = p_company and j.id = p_journal;
    if not found or book.is_closed then
        perform core.refuse('JOURNAL_UNKNOWN', 'There is no open journal with this number. Choose one of the list.', 'journal');
    end if;
    if p_date is null or p_date not between '1900-01-01' and '9999-12-31' then
        perform accounting.check_date(p_date, 'date');
    end if;
    select count(*), sum(u.d), sum(u.c) into usable, debit, credit
    from unnest(p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates) as u(account, d, c, cur, am, r)
    join accounting.account a on a.company_id = p_company and a.id = u.account
        and not a.is_group and not a.is_closed and (a.currency is null or a.currency = u.cur)
    where accounting.line_holds(u.d, u.c, u.cur, u.am, u.r, book.currency, book.decimals);
    if usable <> cardinality(p_accounts) or usable < 2 or debit <> credit or debit >= 1e16 then
        perform accounting.refuse_lines(p_company, p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates);
    end if;
    if p_reversal_of is not null then
        perform accounting.check_reversal(p_company, p_reversal_of, p_date, p_accounts, p_debits, p_credits, p_currencies, p_amounts);
    end if;
    if book.locked_through >= p_date then
        allowed := accounting.exception_for(p_company, core.current_actor(), accounting.area_of(book.kind), p_date);
    end if;
    entry_id := nextval('accounting.entry_id');
    insert into accounting.line (company_id, entry_id, line_no, account_id, date, debit, credit, currency, amount, rate, description, dimension_set_id, party_id)
    select p_company, post_entry.entry_id, n, account, p_date, d, c, cur, am, r, coalesce(t, ''), dim, party
    from unnest(p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates, p_texts, p_dimensions, p_parties)
        with ordinality as u(account, d, c, cur, am, r, t, dim, party, n);
    update accounting.journal_counter k set last = k.last + 1
    where k.company_id = p_company and k.journal_id = p_journal and k.period = accounting.period_key(book.restart, p_date)
    returning k.last into seq;
    if not found then
        insert into accounting.journal_counter as k (company_id, journal_id, period, last)
        values (p_company, p_journal, accounting.period_key(book.restart, p_date), 1)
        on conflict (company_id, journal_id, period) do update set last = k.last + 1 returning last into seq;
    end if;
    number := accounting.numbered(book.pattern, book.digits, p_date, seq);
    existing := false;
    insert into accounting.entry (company_id, id, journal_id, number, sequence, date, description, reference, source_plugin, source_kind,
        source_id, source_number, content_hash, reversal_of, exception_id, total, posted_by)
    values (p_company, post_entry.entry_id, p_journal, post_entry.number, seq, p_date, p_description, p_reference,
        p_source_plugin, p_source_kind, p_source_id, p_source_number, p_hash, p_reversal_of, allowed, debit, core.current_actor());
end $$;

-- Whoever says that an entry takes another one back must bring that one's lines, exchanged.
create function accounting.check_reversal(p_company bigint, p_entry bigint, p_date date, p_accounts bigint[], p_debits numeric[],
                                          p_credits numeric[], p_currencies text[], p_amounts numeric[])
    returns void language plpgsql stable security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    mirrored boolean;
begin
    select array_agg(l.account_id order by l.line_no) = p_accounts and array_agg(l.credit order by l.line_no) = p_debits
        and array_agg(l.debit order by l.line_no) = p_credits and array_agg(l.currency::text order by l.line_no) = p_currencies
        and array_agg(-l.amount order by l.line_no) = p_amounts into mirrored
    from accounting.line l join accounting.entry e on e.company_id = l.company_id and e.id = l.entry_id
    where l.company_id = p_company and l.entry_id = p_entry and e.date <= p_date and e.reversal_of is null;
    if mirrored is not true then
        perform core.refuse('REVERSAL_DIFFERS', 'A reversal has the lines of its entry with debit and credit exchanged. Use Reverse on the entry.', 'lines');
    end if;
end $$;

-- Post many at once. Lines name their entry by its place (from 1). Entries whose source is booked with the same
-- content are left out; with other content, or with anything wrong in a line, nothing is posted at all.
-- Without nested loops: it joins arrays of thousands with what is booked, and on books that were just filled the
-- planner knows no statistics yet and takes the booked side for one row (ten times slower at 6,000 entries).
create function accounting.post_entries(
    p_company bigint, p_journals bigint[], p_dates date[], p_descriptions text[], p_references text[], p_kind text,
    p_numbers text[], p_hashes bytea[],
    p_places int[], p_accounts bigint[], p_debits numeric[], p_credits numeric[], p_currencies text[], p_amounts numeric[],
    p_rates numeric[], p_texts text[], p_dimensions bigint[], p_parties bigint[])
    returns table (place int, entry_id bigint, number text, existing boolean)
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
declare
    n int := cardinality(p_dates);
    ids bigint[]; booked boolean[];
    counters text[]; patterns text[]; digits int[]; exceptions bigint[]; totals numeric[]; sequences bigint[];
    starts jsonb := '{}';
    counter record;
    last_number bigint;
    other record;
    wrong record;
begin
    perform accounting.check_company(p_company);
    if n is null or n = 0 then return; end if;
    perform pg_advisory_xact_lock_shared(accounting.lock_key(p_company));
    perform accounting.hold_sources(p_company, 'accounting', p_kind);
    select u.n - 1 as place, u.date into wrong from unnest(p_dates) with ordinality as u(date, n)
    where u.date is null or u.date not between '1900-01-01' and '9999-12-31' order by u.n limit 1;
    if found then
        perform accounting.check_date(wrong.date, 'records.' || wrong.place || '.date');
    end if;
    select max(u.n) - 1 as place, u.source into wrong from unnest(p_journals, p_numbers) with ordinality as u(journal, source, n)
    where u.source <> '' group by u.journal, u.source having count(*) > 1 order by 1 limit 1;
    if found then
        perform core.refuse('REFERENCE_TWICE', '{reference} stands here twice for the same journal. Leave one of them out.',
            'records.' || wrong.place || '.reference', jsonb_build_object('reference', wrong.source));
    end if;
    select u.n - 1 as place, u.source, e.number into other
    from unnest(p_journals, p_numbers, p_hashes) with ordinality as u(journal, source, hash, n)
    join accounting.entry e on e.company_id = p_company and e.source_plugin = 'accounting' and e.source_kind = p_kind
        and e.journal_id = u.journal and e.source_number = u.source and e.source_number <> ''
    where u.source <> '' and e.content_hash is distinct from u.hash order by u.n limit 1;
    if found then
        perform core.refuse('REFERENCE_REUSED', '{reference} was booked before as {number} with other content. Check which one is right.',
            'records.' || other.place || '.reference', jsonb_build_object('reference', other.source, 'number', other.number), 'DP409');
    end if;
    -- Without nulls, so that a place in them is found in constant time.
    select array_agg(nextval('accounting.entry_id') order by u.n), array_agg(e.id is not null order by u.n) into ids, booked
    from unnest(p_journals, p_numbers) with ordinality as u(journal, source, n)
    left join accounting.entry e on u.source <> '' and e.company_id = p_company and e.source_plugin = 'accounting'
        and e.source_kind = p_kind and e.journal_id = u.journal and e.source_number = u.source and e.source_number <> '';
    select u.n - 1 as place into wrong from unnest(p_journals) with ordinality as u(journal, n)
    left join accounting.journal j on j.company_id = p_company and j.id = u.journal where j.id is null or j.is_closed limit 1;
    if found then
        perform core.refuse('JOURNAL_UNKNOWN', 'There is no open journal with this number. Choose one of the list.', 'records.' || wrong.place || '.journal');
    end if;
    perform accounting.refuse_bulk_lines(p_company, p_places, p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates, n);
    insert into accounting.line (company_id, entry_id, line_no, account_id, date, debit, credit, currency, amount, rate, description, dimension_set_id, party_id)
    select p_company, ids[u.place], row_number() over (partition by u.place order by u.n), u.account, p_dates[u.place], u.d, u.c, u.cur, u.am, u.r,
        coalesce(u.t, ''), u.dim, u.party
    from unnest(p_places, p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates, p_texts, p_dimensions, p_parties)
        with ordinality as u(place, account, d, c, cur, am, r, t, dim, party, n)
    where not booked[u.place];
    -- Arrays all the way: joins of CTEs this long are planned as nested loops.
    select array_agg(u.journal || ':' || accounting.period_key(j.restart, u.date) order by u.n), array_agg(j.pattern order by u.n),
        array_agg(j.digits order by u.n), array_agg(case when u.date <= accounting.locked_through(p_company, accounting.area_of(j.kind))
            then accounting.exception_for(p_company, core.current_actor(), accounting.area_of(j.kind), u.date) end order by u.n)
        into counters, patterns, digits, exceptions
    from unnest(p_journals, p_dates) with ordinality as u(journal, date, n)
    join accounting.journal j on j.company_id = p_company and j.id = u.journal;
    select array_agg(t.total order by t.place) into totals from (
        select u.place, sum(u.d) as total from unnest(p_places, p_debits) as u(place, d) group by u.place) t;
    for counter in
        select u.key, count(*) as size from unnest(booked, counters) as u(booked, key) where not u.booked group by u.key order by u.key
    loop
        insert into accounting.journal_counter as k (company_id, journal_id, period, last)
        values (p_company, split_part(counter.key, ':', 1)::bigint, split_part(counter.key, ':', 2), counter.size)
        on conflict (company_id, journal_id, period) do update set last = k.last + excluded.last returning k.last into last_number;
        starts := starts || jsonb_build_object(counter.key, last_number - counter.size);
    end loop;
    select array_agg(v.sequence order by v.n) into sequences from (
        select u.n, (starts ->> u.key)::bigint + row_number() over (partition by u.key, u.booked order by u.n) as sequence
        from unnest(booked, counters) with ordinality as u(booked, key, n)) v;
    insert into accounting.entry (company_id, id, journal_id, number, sequence, date, description, reference, source_plugin, source_kind,
        source_number, content_hash, exception_id, total, posted_by)
    select p_company, u.id, u.journal, accounting.numbered(u.pattern, u.digits, u.date, u.seq), u.seq, u.date, u.description, u.reference,
        case when u.source <> '' then 'accounting' else '' end, case when u.source <> '' then p_kind else '' end, u.source, u.hash,
        u.exception, u.total, core.current_actor()
    from unnest(ids, p_journals, p_dates, p_descriptions, p_references, p_numbers, p_hashes, patterns, digits, sequences, exceptions, totals, booked)
        as u(id, journal, date, description, reference, source, hash, pattern, digits, seq, exception, total, booked)
    where not u.booked;
    return query
    select u.n::int, u.id, accounting.numbered(u.pattern, u.digits, u.date, u.seq), false
    from unnest(ids, p_dates, patterns, digits, sequences, booked) with ordinality as u(id, date, pattern, digits, seq, booked, n) where not u.booked
    union all
    select u.n::int, e.id, e.number, true
    from unnest(p_journals, p_numbers, booked) with ordinality as u(journal, source, booked, n)
    join accounting.entry e on e.company_id = p_company and e.source_plugin = 'accounting' and e.source_kind = p_kind
        and e.journal_id = u.journal and e.source_number = u.source and e.source_number <> ''
    where u.booked;
end $$;

create function accounting.refuse_bulk_lines(p_company bigint, p_places int[], p_accounts bigint[], p_debits numeric[], p_credits numeric[],
                                             p_currencies text[], p_amounts numeric[], p_rates numeric[], p_count int)
    returns void language plpgsql stable security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    decimal_places int;
    base text;
    wrong record;
    good bigint;
begin
    select decimals, currency into decimal_places, base from core.company where id = p_company;
    select count(*) into good from unnest(p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates) as u(account, d, c, cur, am, r)
    join accounting.account a on a.company_id = p_company and a.id = u.account
        and not a.is_group and not a.is_closed and (a.currency is null or a.currency = u.cur)
    where accounting.line_holds(u.d, u.c, u.cur, u.am, u.r, base, decimal_places);
    if good = cardinality(p_accounts) then
        select count(*) into good from (
            select u.place from unnest(p_places, p_debits, p_credits) as u(place, d, c)
            group by u.place having sum(u.d) = sum(u.c) and count(*) >= 2 and sum(u.d) < 1e16) whole;
        if good = p_count then return; end if;
    end if;
    for wrong in
        select u.place, array_agg(u.account order by u.n) as accounts, array_agg(u.d order by u.n) as debits,
            array_agg(u.c order by u.n) as credits, array_agg(u.cur order by u.n) as currencies,
            array_agg(u.am order by u.n) as amounts, array_agg(u.r order by u.n) as rates
        from unnest(p_places, p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates)
            with ordinality as u(place, account, d, c, cur, am, r, n)
        group by u.place order by u.place
    loop
        perform accounting.refuse_lines(p_company, wrong.accounts, wrong.debits, wrong.credits, wrong.currencies,
            wrong.amounts, wrong.rates, 'records.' || (wrong.place - 1) || '.');
    end loop;
    perform core.refuse('ENTRY_TOO_SHORT', 'An entry needs at least two lines.', 'records');
end $$;

-- Reverse: a new entry dated when it happens, debit and credit exchanged.
create function accounting.reverse_entry(p_company bigint, p_entry bigint, p_date date, p_description text,
                                         out entry_id bigint, out number text, out existing boolean)
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    e record;
    other text;
begin
    perform accounting.check_company(p_company);
    select * into e from accounting.entry where company_id = p_company and id = p_entry;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such entry in this company.', 'entry', state => 'DP404');
    end if;
    select r.number into other from accounting.entry r where r.company_id = p_company and r.reversal_of = p_entry;
    if found then
        perform core.refuse('ALREADY_REVERSED', 'This entry was reversed by {number} already.', 'entry', jsonb_build_object('number', other));
    end if;
    if e.reversal_of is not null then
        perform core.refuse('IS_REVERSAL', 'This is a reversal itself. Post the entry again instead.', 'entry');
    end if;
    if p_date < e.date then
        perform core.refuse('DATE_TOO_EARLY', 'A reversal cannot be dated before its entry ({date}).', 'date', jsonb_build_object('date', e.date));
    end if;
    select p.entry_id, p.number, p.existing into reverse_entry.entry_id, reverse_entry.number, reverse_entry.existing from (
        select array_agg(account_id order by line_no) as accounts, array_agg(credit order by line_no) as debits, array_agg(debit order by line_no) as credits,
            array_agg(currency::text order by line_no) as currencies, array_agg(-amount order by line_no) as amounts, array_agg(rate order by line_no) as rates,
            array_agg(description order by line_no) as texts, array_agg(dimension_set_id order by line_no) as dims, array_agg(party_id order by line_no) as parties
        from accounting.line where company_id = p_company and accounting.line.entry_id = p_entry) l,
    accounting.post_entry(p_company, e.journal_id, p_date, p_description, e.reference, '', '', null, '', null, p_entry,
        l.accounts, l.debits, l.credits, l.currencies, l.amounts, l.rates, l.texts, l.dims, l.parties) p;
end $$;

-- Locks. Moving a lock waits for entries under way; whoever posts afterwards sees it. Moving it back needs a reason.
create function accounting.set_lock(p_company bigint, p_area text, p_through date, p_reason text default '') returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    before date;
begin
    perform accounting.check_company(p_company);
    perform accounting.stop_posting(p_company);
    select through into before from accounting.period_lock where company_id = p_company and area = p_area;
    if (p_through is null or p_through < before) and before is not null and trim(coalesce(p_reason, '')) = '' then
        perform core.refuse('REASON_MISSING', 'Say why the lock moves back.', 'reason');
    end if;
    insert into accounting.period_lock as k (company_id, area, through, reason, changed_by)
    select p_company, p_area, coalesce(p_through, before), coalesce(p_reason, ''), core.current_actor() where coalesce(p_through, before) is not null
    on conflict (company_id, area) do update set through = excluded.through, reason = excluded.reason, changed_by = excluded.changed_by,
        changed_at = core.now(), version = k.version + 1;
    if p_through is null then
        delete from accounting.period_lock where company_id = p_company and area = p_area;
    end if;
end $$;

create function accounting.grant_exception(p_company bigint, p_to bigint, p_area text, p_through date, p_reason text, p_until timestamptz)
    returns bigint language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    made bigint;
begin
    perform accounting.check_company(p_company);
    if trim(coalesce(p_reason, '')) = '' then
        perform core.refuse('REASON_MISSING', 'Say what the exception is for.', 'reason');
    end if;
    if p_until is null or p_until <= core.now() then
        perform core.refuse('UNTIL_PAST', 'The exception would have ended already. Choose a later moment.', 'until');
    end if;
    insert into accounting.lock_exception (company_id, to_user, area, lock_through, reason, until, granted_by)
    values (p_company, p_to, p_area, p_through, p_reason, p_until, core.current_actor()) returning id into made;
    return made;
end $$;
create function accounting.revoke_exception(p_company bigint, p_id bigint) returns boolean language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.check_company(p_company);
    update accounting.lock_exception set revoked_at = core.now(), version = version + 1
    where company_id = p_company and id = p_id and revoked_at is null;
    return found;
end $$;

create function accounting.start_counter(p_company bigint, p_journal bigint, p_period text, p_last bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.check_company(p_company);
    perform accounting.stop_posting(p_company);
    if exists (select from accounting.entry e where e.company_id = p_company and e.journal_id = p_journal) then
        perform core.refuse('JOURNAL_IN_USE', 'The journal has entries; its numbers go on from there.', 'last');
    end if;
    if p_last is null or p_last not between 0 and 999999999999 then
        perform core.refuse('NUMBER_OUT_OF_RANGE', 'Enter the last number that was used: zero or more.', 'last');
    end if;
    insert into accounting.journal_counter (company_id, journal_id, period, last) values (p_company, p_journal, p_period, p_last)
    on conflict (company_id, journal_id, period) do update set last = excluded.last;
end $$;

-- Roll the deltas up. One at a time per company; readers see deltas or sums, never both.
create function accounting.roll_up(p_company bigint) returns bigint language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    moved bigint;
begin
    perform accounting.check_company(p_company);
    perform pg_advisory_xact_lock(hashtextextended('accounting.roll_up.' || p_company, 0));
    with gone as (
        delete from accounting.balance_delta where company_id = p_company
        returning account_id, currency, day, debit, credit, amount),
    grains as (
        select g.grain::"char" as grain, case g.grain when 'D' then day when 'M' then date_trunc('month', day)::date else date_trunc('year', day)::date end as starts,
            account_id, currency, sum(debit) as debit, sum(credit) as credit, sum(amount) as amount
        from gone cross join (values ('D'), ('M'), ('Y')) g(grain) group by 1, 2, 3, 4),
    kept as (
        insert into accounting.balance as b (company_id, grain, starts, account_id, currency, debit, credit, amount)
        select p_company, grain, starts, account_id, currency, debit, credit, amount from grains order by grain, starts, account_id, currency
        on conflict (company_id, grain, starts, account_id, currency) do update
            set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit, amount = b.amount + excluded.amount)
    select count(*) into moved from gone;
    return moved;
end $$;

-- Sums per account from the beginning through a day: years, then months of that year, then days of that month, then
-- what is not rolled up yet. Cost does not grow with the number of lines.
create function accounting.sums_through(p_company bigint, p_day date)
    returns table (account_id bigint, currency char(3), debit numeric, credit numeric, amount numeric)
    language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select s.account_id, s.currency, sum(s.debit), sum(s.credit), sum(s.amount) from (
        select b.account_id, b.currency, b.debit, b.credit, b.amount from accounting.balance b
        where b.company_id = p_company and b.grain = 'Y' and b.starts < date_trunc('year', p_day + 1)::date
        union all
        select b.account_id, b.currency, b.debit, b.credit, b.amount from accounting.balance b
        where b.company_id = p_company and b.grain = 'M' and b.starts >= date_trunc('year', p_day + 1)::date and b.starts < date_trunc('month', p_day + 1)::date
        union all
        select b.account_id, b.currency, b.debit, b.credit, b.amount from accounting.balance b
        where b.company_id = p_company and b.grain = 'D' and b.starts >= date_trunc('month', p_day + 1)::date and b.starts <= p_day
        union all
        select d.account_id, d.currency, d.debit, d.credit, d.amount from accounting.balance_delta d
        where d.company_id = p_company and d.day <= p_day) s
    where p_company = nullif(current_setting('dapur.company', true), '')::bigint
    group by s.account_id, s.currency
$$;

-- The same from the lines, as they were known at a moment of the past.
create function accounting.sums_known(p_company bigint, p_day date, p_known timestamptz)
    returns table (account_id bigint, currency char(3), debit numeric, credit numeric, amount numeric)
    language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select l.account_id, l.currency, sum(l.debit), sum(l.credit), sum(l.amount)
    from accounting.line l join accounting.entry e on e.company_id = l.company_id and e.id = l.entry_id
    where l.company_id = p_company and p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and l.date <= p_day and e.posted_at <= p_known
    group by l.account_id, l.currency
$$;

-- Per account in base currency: what stood before the first day, what moved, what stands at the end of the last.
create function accounting.trial_balance(p_company bigint, p_from date, p_to date, p_known timestamptz default null)
    returns table (account_id bigint, opening numeric, debit numeric, credit numeric, closing numeric)
    language plpgsql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
begin
    if p_known is null then
        return query
        select coalesce(t.account_id, f.account_id), coalesce(f.d - f.c, 0), coalesce(t.d, 0) - coalesce(f.d, 0), coalesce(t.c, 0) - coalesce(f.c, 0),
            coalesce(t.d - t.c, 0)
        from (select s.account_id, sum(s.debit) as d, sum(s.credit) as c from accounting.sums_through(p_company, p_to) s group by 1) t
        left join (select s.account_id, sum(s.debit) as d, sum(s.credit) as c from accounting.sums_through(p_company, p_from - 1) s group by 1) f
            on f.account_id = t.account_id;
    else
        return query
        select t.account_id, coalesce(f.d - f.c, 0), coalesce(t.d, 0) - coalesce(f.d, 0), coalesce(t.c, 0) - coalesce(f.c, 0), coalesce(t.d - t.c, 0)
        from (select s.account_id, sum(s.debit) as d, sum(s.credit) as c from accounting.sums_known(p_company, p_to, p_known) s group by 1) t
        left join (select s.account_id, sum(s.debit) as d, sum(s.credit) as c from accounting.sums_known(p_company, p_from - 1, p_known) s group by 1) f
            on f.account_id = t.account_id;
    end if;
end $$;

-- The number of a set of dimension values, made when it is new.
create function accounting.dimension_set(p_company bigint, p_values bigint[]) returns bigint language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    sorted bigint[] := array(select distinct v from unnest(p_values) v where v is not null order by v);
    made bigint;
begin
    perform accounting.check_company(p_company);
    if cardinality(sorted) = 0 then return null; end if;
    perform pg_advisory_xact_lock_shared(accounting.lock_key(p_company));
    if (select count(*) from accounting.dimension_value where company_id = p_company and id = any (sorted) and not is_closed) <> cardinality(sorted) then
        perform core.refuse('DIMENSION_UNKNOWN', 'This cost centre or project does not exist or is closed. Choose another.', 'lines');
    end if;
    select id into made from accounting.dimension_set where company_id = p_company and value_ids = sorted;
    if made is null then
        insert into accounting.dimension_set (company_id, value_ids) values (p_company, sorted)
        on conflict (company_id, value_ids) do nothing returning id into made;
        if made is null then
            select id into made from accounting.dimension_set where company_id = p_company and value_ids = sorted;
        end if;
    end if;
    return made;
end $$;

revoke execute on all functions in schema accounting from public;
grant execute on function accounting.post_entry, accounting.post_entries, accounting.reverse_entry, accounting.set_lock, accounting.grant_exception,
    accounting.revoke_exception, accounting.start_counter, accounting.roll_up, accounting.sums_through, accounting.sums_known,
    accounting.trial_balance, accounting.dimension_set, accounting.locked_through, accounting.lock_key, accounting.area_of,
    accounting.exception_for, accounting.numbered, accounting.period_key, accounting.check_company to dapur_app;
