-- The general ledger. Only posted entries live here; drafts live in draft_entry.
-- Lines are inserted first, the header last: the header is the seal. Statement triggers check it, and a
-- deferred key with transaction id and date lets no other transaction add lines. Corrections are new entries.
-- Triggers read their transition table alone, into arrays and one company, so that the same schema can be
-- distributed by company.

create schema accounting;
grant usage on schema accounting to dapur_app;

-- 1. Chart of accounts -----------------------------------------------------------------------------

create table accounting.account (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    parent_id bigint,
    code text check (code <> ''),
    path text not null check (path <> ''),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    type text not null check (type in ('asset', 'liability', 'equity', 'income', 'expense')),
    subtype text not null default '',
    is_group boolean not null default false,
    currency char(3),
    statement_line text not null default '',
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, parent_id) references accounting.account (company_id, id),
    constraint account_code_key unique (company_id, code),
    constraint account_path_key unique (company_id, path)
);
create table accounting.account_role (
    company_id bigint not null references core.company (id),
    role text not null,
    account_id bigint not null,
    version int not null default 1,
    primary key (company_id, role),
    foreign key (company_id, account_id) references accounting.account (company_id, id)
);

-- 2. Journals, years, dimensions -------------------------------------------------------------------

create table accounting.journal (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name_id text not null,
    name_en text not null,
    kind text not null check (kind in ('general', 'sales', 'purchase', 'cash', 'opening', 'closing')),
    pattern text not null check (pattern like '%{number}%'),
    digits smallint not null default 4 check (digits between 1 and 12),
    restart text not null default 'year' check (restart in ('never', 'year', 'month')),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint journal_code_key unique (company_id, code)
);
create table accounting.journal_counter (
    company_id bigint not null,
    journal_id bigint not null,
    period text not null,
    last bigint not null,
    primary key (company_id, journal_id, period),
    foreign key (company_id, journal_id) references accounting.journal (company_id, id)
) with (fillfactor = 20);
create extension if not exists btree_gist;
create table accounting.fiscal_year (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null,
    starts date not null,
    ends date not null check (ends > starts),
    version int not null default 1,
    primary key (company_id, id),
    constraint fiscal_year_overlap exclude using gist (company_id with =, daterange(starts, ends, '[]') with &&)
);
create table accounting.dimension_value (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    kind text not null check (kind ~ '^[a-z][a-z_]{1,39}$'),
    code text not null check (code <> ''),
    name text not null,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint dimension_value_code_key unique (company_id, kind, code)
);
-- A set of values is kept once; lines carry its number. values: ids in ascending order.
create table accounting.dimension_set (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    value_ids bigint[] not null,
    primary key (company_id, id),
    constraint dimension_set_value_ids_key unique (company_id, value_ids)
);

-- 3. Locks -----------------------------------------------------------------------------------------

create table accounting.period_lock (
    company_id bigint not null references core.company (id),
    area text not null check (area in ('all', 'general', 'sales', 'purchase', 'cash')),
    through date not null,
    reason text not null default '',
    changed_by bigint,
    changed_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, area)
);
create table accounting.lock_exception (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    to_user bigint not null,
    area text not null check (area in ('all', 'general', 'sales', 'purchase', 'cash')),
    lock_through date not null,
    reason text not null check (reason <> ''),
    until timestamptz not null,
    granted_by bigint not null,
    granted_at timestamptz not null default core.now(),
    revoked_at timestamptz,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, to_user) references core.membership (company_id, user_id)
);

-- 4. Entries and lines -----------------------------------------------------------------------------

create sequence accounting.entry_id;
create table accounting.entry (
    company_id bigint not null,
    id bigint not null,
    journal_id bigint not null,
    number text not null,
    sequence bigint not null,
    date date not null check (date between '1900-01-01' and '9999-12-31'),
    description text not null default '',
    reference text not null default '',
    source_plugin text not null default '',
    source_kind text not null default '',
    source_id bigint,
    source_number text not null default '',
    content_hash bytea,
    reversal_of bigint,
    exception_id bigint,
    total numeric(20, 4) not null check (total < 1e16),
    posted_by bigint,
    posted_at timestamptz not null default core.now(),
    xid xid8 not null default pg_current_xact_id(),
    primary key (company_id, id),
    constraint entry_xid_key unique (company_id, id, xid, date),
    constraint entry_number_key unique (company_id, journal_id, number),
    -- No foreign key to the journal: posting checks it, and nobody may delete a journal (closing is enough).
    foreign key (company_id, reversal_of) references accounting.entry (company_id, id)
);
create unique index entry_source_key on accounting.entry (company_id, source_plugin, source_kind, journal_id, source_number)
    where source_number <> '';
create unique index entry_reversal_key on accounting.entry (company_id, reversal_of) where reversal_of is not null;
create index entry_date on accounting.entry (company_id, date desc, id desc);

create table accounting.line (
    company_id bigint not null,
    entry_id bigint not null,
    line_no int not null check (line_no > 0),
    account_id bigint not null,
    date date not null,
    debit numeric(20, 4) not null,
    credit numeric(20, 4) not null,
    currency char(3) not null,
    amount numeric(20, 4) not null,
    rate numeric(20, 10) not null default 1 check (rate > 0 and rate < 1e10),
    description text not null default '',
    dimension_set_id bigint,
    party_id bigint,
    xid xid8 not null default pg_current_xact_id(),
    primary key (company_id, entry_id, line_no),
    -- NaN is greater than every number and equal to itself, so only an upper bound keeps it out.
    check (debit >= 0 and credit >= 0 and (debit = 0 or credit = 0) and debit < 1e16 and credit < 1e16),
    check (sign(amount) * sign(debit - credit) >= 0 and amount < 1e16),
    constraint line_entry_fkey foreign key (company_id, entry_id, xid, date)
        references accounting.entry (company_id, id, xid, date) deferrable initially deferred
);
create index line_account on accounting.line (company_id, account_id, date, entry_id, line_no)
    include (debit, credit, currency, amount);

-- 5. Kept balances: deltas are appended with the lines and rolled up per day, month and year ----------

create table accounting.balance_delta (
    company_id bigint not null,
    id bigint generated always as identity,
    account_id bigint not null,
    currency char(3) not null,
    day date not null,
    debit numeric(30, 4) not null,
    credit numeric(30, 4) not null,
    amount numeric(30, 4) not null,
    primary key (company_id, id)
);
create table accounting.balance (
    company_id bigint not null,
    grain "char" not null check (grain in ('D', 'M', 'Y')),
    starts date not null,
    account_id bigint not null,
    currency char(3) not null,
    debit numeric(30, 4) not null,
    credit numeric(30, 4) not null,
    amount numeric(30, 4) not null,
    primary key (company_id, grain, starts, account_id, currency)
);

-- 6. Drafts ----------------------------------------------------------------------------------------

create table accounting.draft_entry (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    journal_id bigint not null,
    date date not null,
    description text not null default '',
    reference text not null default '',
    lines jsonb not null,
    total numeric(20, 4) not null default 0,
    created_by bigint,
    created_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, journal_id) references accounting.journal (company_id, id)
);

-- 7. Guards and grants ------------------------------------------------------------------------------

select core.guard_company_table(t) from unnest(array['accounting.account', 'accounting.account_role', 'accounting.journal',
    'accounting.journal_counter', 'accounting.fiscal_year', 'accounting.dimension_value', 'accounting.dimension_set',
    'accounting.period_lock', 'accounting.lock_exception', 'accounting.entry', 'accounting.line', 'accounting.balance_delta',
    'accounting.balance', 'accounting.draft_entry']::regclass[]) t;
select core.audit_table(t) from unnest(array['accounting.account', 'accounting.account_role', 'accounting.journal',
    'accounting.fiscal_year', 'accounting.dimension_value', 'accounting.period_lock', 'accounting.lock_exception',
    'accounting.draft_entry']::regclass[]) t;
grant select on all tables in schema accounting to dapur_app;
grant insert, update, delete on accounting.account, accounting.account_role, accounting.fiscal_year,
    accounting.dimension_value, accounting.draft_entry to dapur_app;
grant insert, update on accounting.journal to dapur_app;
select core.append_only('accounting.entry');
select core.append_only('accounting.line');
select core.append_only('accounting.dimension_set');
select core.audit_appended('accounting.entry');

-- Who posts holds this lock shared, from before the first look at accounts, journals and periods; who changes what
-- posting relies on holds it alone. So none of them can miss the other.
create function accounting.lock_key(p_company bigint) returns bigint language sql immutable parallel safe
    as $$ select hashint8extended(p_company, 61001) $$;

create function accounting.stop_posting(p_company bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform pg_advisory_xact_lock(accounting.lock_key(p_company));
    perform accounting.check_isolation();
end $$;

create function accounting.check_isolation() returns void language plpgsql stable as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        perform core.refuse('ISOLATION', 'The ledger needs READ COMMITTED, because an older snapshot could miss what was changed meanwhile.');
    end if;
end $$;

create function accounting.keep_used_account() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.stop_posting(old.company_id);
    if exists (select from accounting.line l where l.company_id = old.company_id and l.account_id = old.id) then
        perform core.refuse('ACCOUNT_IN_USE', 'The account has entries. Close it instead; nothing that is posted disappears.');
    end if;
    return old;
end $$;
create trigger keep_used before delete on accounting.account for each row execute function accounting.keep_used_account();

create function accounting.keep_account_kind() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.stop_posting(old.company_id);
    if (new.is_group and not old.is_group or new.type <> old.type or new.currency is distinct from old.currency or new.id <> old.id)
       and exists (select from accounting.line l where l.company_id = old.company_id and l.account_id = old.id) then
        perform core.refuse('ACCOUNT_IN_USE', 'The account has entries, so its kind and currency stay. Open a new account instead.');
    end if;
    return new;
end $$;
create trigger keep_kind before update on accounting.account for each row
    when (new.is_group <> old.is_group or new.is_closed <> old.is_closed or new.type <> old.type or new.id <> old.id
          or new.currency is distinct from old.currency)
    execute function accounting.keep_account_kind();

create function accounting.keep_used_dimension() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.stop_posting(old.company_id);
    if exists (select from accounting.dimension_set s where s.company_id = old.company_id and old.id = any (s.value_ids)) then
        perform core.refuse('DIMENSION_IN_USE', 'Entries carry it. Close it instead; nothing that is posted disappears.');
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_used before delete on accounting.dimension_value for each row execute function accounting.keep_used_dimension();
create trigger keep_kind before update on accounting.dimension_value for each row
    when (new.kind <> old.kind or new.id <> old.id) execute function accounting.keep_used_dimension();

-- The kind of a journal says which lock holds for it.
create function accounting.keep_journal_kind() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.stop_posting(old.company_id);
    if (new.kind <> old.kind or new.id <> old.id)
       and exists (select from accounting.journal_counter c where c.company_id = old.company_id and c.journal_id = old.id) then
        perform core.refuse('JOURNAL_IN_USE', 'The journal has entries, so its kind stays. Open a new journal instead.', 'kind');
    end if;
    return new;
end $$;
create trigger keep_kind before update on accounting.journal for each row
    when (new.kind <> old.kind or new.is_closed <> old.is_closed or new.id <> old.id)
    execute function accounting.keep_journal_kind();

-- 8. The seal ---------------------------------------------------------------------------------------

create function accounting.area_of(p_kind text) returns text language sql immutable parallel safe
    as $$ select case when p_kind in ('sales', 'purchase', 'cash') then p_kind else 'general' end $$;

create function accounting.locked_through(p_company bigint, p_area text) returns date language sql stable
    security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select max(through) from accounting.period_lock where company_id = p_company and area in ('all', p_area)
$$;

-- The exception under which this user may post on this day, or null.
create function accounting.exception_for(p_company bigint, p_user bigint, p_area text, p_date date) returns bigint language sql stable
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
    select max(id) from accounting.lock_exception
    where company_id = p_company and to_user = p_user and area in ('all', p_area) and p_date > lock_through
      and until > core.now() and revoked_at is null
$$;

-- Entries on locked days stand only with an exception that holds now.
create function accounting.check_locked_days(p_company bigint, p_dates date[], p_journals bigint[], p_exceptions bigint[])
    returns void language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    late record;
begin
    for late in
        select distinct u.date, u.exception_id, accounting.area_of(j.kind) as area
        from unnest(p_dates, p_journals, p_exceptions) as u(date, journal_id, exception_id)
        join accounting.journal j on j.company_id = p_company and j.id = u.journal_id
    loop
        if late.date <= accounting.locked_through(p_company, late.area) and (late.exception_id is null or late.exception_id
           is distinct from accounting.exception_for(p_company, core.current_actor(), late.area, late.date)) then
            perform core.refuse('PERIOD_LOCKED', 'The books are locked through {through}. Use a later date, or ask for an exception.',
                'date', jsonb_build_object('through', accounting.locked_through(p_company, late.area)));
        end if;
    end loop;
end $$;

create function accounting.seal_entries() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    ids bigint[]; dates date[]; journals bigint[]; exceptions bigint[];
    company bigint;
    last_company bigint;
    first_date date;
    sealed bigint;
    wanted int;
    usable int;
    locked_through date;
    bad record;
begin
    select array_agg(id), array_agg(date), array_agg(journal_id), array_agg(exception_id), min(company_id), max(company_id), min(date)
        into ids, dates, journals, exceptions, company, last_company, first_date from new_entries;
    if ids is null then return null; end if;
    if company <> last_company or company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    if current_setting('transaction_isolation') <> 'read committed' then
        perform accounting.check_isolation();
    end if;
    select count(*) into sealed from (
        select entry_id from accounting.line where company_id = company and entry_id = any (ids)
        group by entry_id having sum(debit) = sum(credit) and count(*) >= 2 and bool_and(xid = pg_current_xact_id())) whole;
    if sealed <> cardinality(ids) then
        select sum(debit) - sum(credit) as difference, count(*) as lines into bad from accounting.line
        where company_id = company and entry_id = any (ids) group by entry_id
        having not (sum(debit) = sum(credit) and count(*) >= 2 and bool_and(xid = pg_current_xact_id())) limit 1;
        if bad.lines >= 2 then
            perform core.refuse('ENTRY_UNBALANCED', 'Debit and credit differ by {difference}. Change the lines until the difference is zero.',
                'lines', jsonb_build_object('difference', bad.difference));
        end if;
        perform core.refuse('ENTRY_TOO_SHORT', 'An entry needs at least two lines.', 'lines');
    end if;
    -- Then statements of their own, which see what was committed before the lock was given.
    perform pg_advisory_xact_lock_shared(accounting.lock_key(company));
    wanted := 1;
    if cardinality(journals) > 1 then
        select count(distinct j) into wanted from unnest(journals) j;
    end if;
    select count(*) into usable from accounting.journal j where j.company_id = company and j.id = any (journals) and not j.is_closed;
    if usable <> wanted then
        perform core.refuse('JOURNAL_UNKNOWN', 'There is no open journal with this number. Choose one of the list.', 'journal');
    end if;
    select max(k.through) into locked_through from accounting.period_lock k where k.company_id = company;
    if first_date <= locked_through then
        perform accounting.check_locked_days(company, dates, journals, exceptions);
    end if;
    return null;
end $$;

-- Lines: of one company, of entries that are not sealed yet, on open accounts in their currency. Their sums per
-- account and day go to the kept balances.
create function accounting.take_lines() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    entries bigint[]; sets bigint[];
    company bigint;
    last_company bigint;
    accounts bigint[]; currencies text[]; days date[]; debits numeric[]; credits numeric[]; amounts numeric[];
    usable bigint;
begin
    select array_agg(entry_id), min(company_id), max(company_id),
        array_agg(dimension_set_id) filter (where dimension_set_id is not null)
        into entries, company, last_company, sets from new_lines;
    if entries is null then return null; end if;
    if company <> last_company or company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    if exists (select from accounting.entry e where e.company_id = company and e.id = any (entries)) then
        perform core.refuse('POSTED_IMMUTABLE', 'What is posted stays as it is. Correct it with a new entry.');
    end if;
    perform pg_advisory_xact_lock_shared(accounting.lock_key(company));
    select array_agg(account_id), array_agg(currency), array_agg(date), array_agg(debit), array_agg(credit), array_agg(amount)
        into accounts, currencies, days, debits, credits, amounts
    from (select account_id, currency, date, sum(debit) as debit, sum(credit) as credit, sum(amount) as amount
          from new_lines group by account_id, currency, date) summed;
    select count(*) into usable from unnest(accounts, currencies) as u(account, currency)
    join accounting.account a on a.company_id = company and a.id = u.account
        and not a.is_group and not a.is_closed and (a.currency is null or a.currency = u.currency);
    if usable <> cardinality(accounts) then
        perform core.refuse('ACCOUNT_UNKNOWN', 'There is no open account with this number. Choose one of the list.', 'lines');
    end if;
    if sets is not null then
        select count(*) into usable from accounting.dimension_set d where d.company_id = company and d.id = any (sets);
        if usable <> (select count(distinct s) from unnest(sets) s) then
            perform core.refuse('DIMENSION_UNKNOWN', 'This cost centre or project does not exist or is closed. Choose another.', 'lines');
        end if;
    end if;
    insert into accounting.balance_delta (company_id, account_id, currency, day, debit, credit, amount)
    select company, a, c, d, dr, cr, am from unnest(accounts, currencies, days, debits, credits, amounts) as u(a, c, d, dr, cr, am);
    return null;
end $$;

create trigger a_take after insert on accounting.line referencing new table as new_lines
    for each statement execute function accounting.take_lines();
create trigger a_seal after insert on accounting.entry referencing new table as new_entries
    for each statement execute function accounting.seal_entries();
