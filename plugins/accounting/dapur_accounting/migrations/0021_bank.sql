-- Bank: accounts, statements, and what on a statement is which line of the ledger.
-- Statement lines stand in the bank's order; their running balances make a chain that a trigger-free definer function keeps.
-- A match joins statement lines with ledger lines of the bank account; both sides add up to the same, and no line is in
-- two matches. Nothing but these functions writes here.

create table accounting.bank_account (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    account_id bigint not null,
    name text not null check (name <> ''),
    bank text not null default '',
    bank_code text not null default '',
    number text not null default '',
    holder text not null default '',
    currency char(3) not null,
    layout jsonb,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint bank_account_account_key unique (company_id, account_id),
    foreign key (company_id, account_id) references accounting.account (company_id, id),
    foreign key (company_id, currency) references base.currency (company_id, code)
);

create table accounting.bank_statement (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    bank_account_id bigint not null,
    reference text not null default '',
    file_id bigint,
    starts date not null,
    ends date not null check (ends >= starts),
    opening numeric(20, 4) not null check (opening < 1e16),
    closing numeric(20, 4) not null check (closing < 1e16),
    added int not null,
    skipped int not null,
    imported_by bigint,
    imported_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, bank_account_id) references accounting.bank_account (company_id, id)
);

create table accounting.bank_line (
    company_id bigint not null,
    id bigint generated always as identity,
    bank_account_id bigint not null,
    statement_id bigint not null,
    position bigint not null,
    day date not null,
    amount numeric(20, 4) not null check (amount <> 0 and amount < 1e16),
    balance numeric(20, 4) not null check (balance < 1e16),
    memo text not null default '',
    reference text not null default '',
    counterparty text not null default '',
    counter_number text not null default '',
    memo_key text not null generated always as (upper(trim(regexp_replace(memo, '[^[:alpha:]]+', ' ', 'g')))) stored,
    primary key (company_id, id),
    constraint bank_line_position_key unique (company_id, bank_account_id, position),
    foreign key (company_id, statement_id) references accounting.bank_statement (company_id, id),
    foreign key (company_id, bank_account_id) references accounting.bank_account (company_id, id)
);
create index bank_line_day on accounting.bank_line (company_id, bank_account_id, day);
create index bank_line_memo on accounting.bank_line (company_id, bank_account_id, memo_key, position desc);

-- day: the latest of its parts; before it neither side knew of the other. opening: what the first statement began with.
create table accounting.bank_match (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    bank_account_id bigint not null,
    kind text not null check (kind in ('ledger', 'item', 'create', 'transfer', 'opening', 'taken_back')),
    day date not null,
    opening numeric(20, 4) not null default 0,
    entry_id bigint,
    made_by bigint,
    made_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, bank_account_id) references accounting.bank_account (company_id, id),
    foreign key (company_id, entry_id) references accounting.entry (company_id, id)
);
create unique index bank_match_opening_key on accounting.bank_match (company_id, bank_account_id) where kind = 'opening';
create table accounting.bank_match_line (
    company_id bigint not null,
    match_id bigint not null,
    bank_line_id bigint not null,
    constraint bank_match_line_pkey primary key (company_id, bank_line_id),
    foreign key (company_id, match_id) references accounting.bank_match (company_id, id),
    foreign key (company_id, bank_line_id) references accounting.bank_line (company_id, id)
);
create index bank_match_line_match on accounting.bank_match_line (company_id, match_id);
create table accounting.bank_match_entry (
    company_id bigint not null,
    match_id bigint not null,
    entry_id bigint not null,
    line_no int not null,
    constraint bank_match_entry_pkey primary key (company_id, entry_id, line_no),
    foreign key (company_id, match_id) references accounting.bank_match (company_id, id),
    foreign key (company_id, entry_id, line_no) references accounting.line (company_id, entry_id, line_no)
);
create index bank_match_entry_match on accounting.bank_match_entry (company_id, match_id);

-- A question to a colleague about a line, and the answer.
create table accounting.bank_question (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    bank_line_id bigint not null,
    question text not null check (question <> ''),
    asked_of bigint not null,
    asked_by bigint not null,
    asked_at timestamptz not null default core.now(),
    answer text not null default '',
    answered_by bigint,
    answered_at timestamptz,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, bank_line_id) references accounting.bank_line (company_id, id) on delete cascade,
    foreign key (company_id, asked_of) references core.membership (company_id, user_id)
);
create index bank_question_line on accounting.bank_question (company_id, bank_line_id);

select core.guard_company_table(t) from unnest(array['accounting.bank_account', 'accounting.bank_statement', 'accounting.bank_line',
    'accounting.bank_match', 'accounting.bank_match_line', 'accounting.bank_match_entry', 'accounting.bank_question']::regclass[]) t;
select core.audit_table(t) from unnest(array['accounting.bank_account', 'accounting.bank_statement', 'accounting.bank_match',
    'accounting.bank_match_line', 'accounting.bank_match_entry', 'accounting.bank_question']::regclass[]) t;
grant select on accounting.bank_account, accounting.bank_statement, accounting.bank_line, accounting.bank_match,
    accounting.bank_match_line, accounting.bank_match_entry, accounting.bank_question to dapur_app;
grant insert, update on accounting.bank_account, accounting.bank_question to dapur_app;

-- The ledger account and the currency of a bank account stay once a statement has come.
create function accounting.keep_bank_account() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    if exists (select from accounting.bank_line l where l.company_id = old.company_id and l.bank_account_id = old.id) then
        perform core.refuse('BANK_ACCOUNT_IN_USE', 'Statements were imported, so its ledger account and currency stay. Add another bank account instead.', 'account');
    end if;
    return new;
end $$;
create trigger keep_ledger before update on accounting.bank_account for each row
    when (new.account_id <> old.account_id or new.currency <> old.currency or new.id <> old.id)
    execute function accounting.keep_bank_account();

-- Imports and matches of one bank account one after the other.
create function accounting.hold_bank(p_company bigint, p_bank bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.check_company(p_company);
    perform accounting.check_isolation();
    perform 1 from accounting.bank_account b where b.company_id = p_company and b.id = p_bank for update;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such bank account in this company.', 'bank', state => 'DP404');
    end if;
end $$;

-- Lines come at one end of what is known, in the bank's order. Every line's balance follows from the one before it.
create function accounting.add_statement(p_company bigint, p_bank bigint, p_reference text, p_file bigint, p_starts date, p_ends date,
    p_opening numeric, p_closing numeric, p_skipped int, p_positions bigint[], p_days date[], p_amounts numeric[], p_balances numeric[],
    p_memos text[], p_references text[], p_parties text[], p_numbers text[]) returns bigint
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    made bigint;
    broken record;
begin
    perform accounting.hold_bank(p_company, p_bank);
    insert into accounting.bank_statement (company_id, bank_account_id, reference, file_id, starts, ends, opening, closing, added, skipped, imported_by)
    values (p_company, p_bank, p_reference, p_file, p_starts, p_ends, p_opening, p_closing, cardinality(p_positions), p_skipped, core.current_actor())
    returning id into made;
    insert into accounting.bank_line (company_id, bank_account_id, statement_id, position, day, amount, balance, memo, reference, counterparty, counter_number)
    select p_company, p_bank, made, u.position, u.day, u.amount, u.balance, u.memo, u.reference, u.party, u.number
    from unnest(p_positions, p_days, p_amounts, p_balances, p_memos, p_references, p_parties, p_numbers)
        as u(position, day, amount, balance, memo, reference, party, number);
    select c.expected, c.found into broken from (
        select lag(l.balance) over (order by l.position) as expected, l.balance - l.amount as found from accounting.bank_line l
        where l.company_id = p_company and l.bank_account_id = p_bank
          and l.position between (select min(p) - 1 from unnest(p_positions) p) and (select max(p) + 1 from unnest(p_positions) p)) c
    where c.expected <> c.found limit 1;
    if found then
        perform core.refuse('STATEMENT_GAP', 'The statement begins with {found}, but the last one ended with {expected}. Import what lies between first.',
            'opening', jsonb_build_object('expected', broken.expected, 'found', broken.found));
    end if;
    return made;
end $$;

-- Take a wrong import out again: only the last or the first of the account, while none of its lines is matched.
create function accounting.remove_statement(p_company bigint, p_statement bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    s record;
    other record;
begin
    perform accounting.check_company(p_company);
    select t.bank_account_id, min(l.position) as first, max(l.position) as last into s from accounting.bank_statement t
    left join accounting.bank_line l on l.company_id = p_company and l.statement_id = t.id
    where t.company_id = p_company and t.id = p_statement group by t.bank_account_id;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such statement in this company.', 'id', state => 'DP404');
    end if;
    perform accounting.hold_bank(p_company, s.bank_account_id);
    if exists (select from accounting.bank_match_line m join accounting.bank_line l on l.company_id = p_company and l.id = m.bank_line_id
               where m.company_id = p_company and l.statement_id = p_statement) then
        perform core.refuse('STATEMENT_MATCHED', 'Some of its lines are matched. Undo those matches first.', 'id');
    end if;
    select bool_or(l.position < s.first) as before, bool_or(l.position > s.last) as after into other from accounting.bank_line l
    where l.company_id = p_company and l.bank_account_id = s.bank_account_id and l.statement_id <> p_statement;
    if other.before and other.after then
        perform core.refuse('STATEMENT_BETWEEN', 'Other statements lie before and after it. Remove the later ones first.', 'id');
    end if;
    delete from accounting.bank_match m where m.company_id = p_company and m.bank_account_id = s.bank_account_id and m.kind = 'opening' and other.after is null and other.before is null;
    delete from accounting.bank_line l where l.company_id = p_company and l.statement_id = p_statement;
    delete from accounting.bank_statement t where t.company_id = p_company and t.id = p_statement;
end $$;

-- Join statement lines with ledger lines of the account. Both sides add up to the same in the account's currency.
create function accounting.match_bank(p_company bigint, p_bank bigint, p_kind text, p_lines bigint[], p_entries bigint[], p_line_nos int[],
                                      p_entry bigint default null, p_opening numeric default 0, p_day date default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    bank record;
    ours record;
    theirs record;
    made bigint;
begin
    perform accounting.hold_bank(p_company, p_bank);
    select b.account_id, b.currency into bank from accounting.bank_account b where b.company_id = p_company and b.id = p_bank;
    select count(l.id) as found, coalesce(sum(l.amount), 0) as amount, max(l.day) as day into theirs
    from unnest(p_lines) u(id) left join accounting.bank_line l on l.company_id = p_company and l.id = u.id and l.bank_account_id = p_bank;
    select count(l.entry_id) as found, coalesce(sum(l.amount), 0) as amount, max(l.date) as day into ours
    from unnest(p_entries, p_line_nos) u(entry, line)
    left join accounting.line l on l.company_id = p_company and l.entry_id = u.entry and l.line_no = u.line
        and l.account_id = bank.account_id and l.currency = bank.currency;
    if theirs.found <> cardinality(p_lines) or ours.found <> cardinality(p_entries) or ours.found = 0 then
        perform core.refuse('BANK_LINE_UNKNOWN', 'One of these lines is not of this bank account. Look at the list again.', 'line', state => 'DP404');
    end if;
    if theirs.amount + p_opening <> ours.amount then
        perform core.refuse('MATCH_UNBALANCED', 'The bank and the books differ by {difference}. Choose other lines, or write the difference off.', 'items',
            jsonb_build_object('difference', theirs.amount + p_opening - ours.amount));
    end if;
    insert into accounting.bank_match (company_id, bank_account_id, kind, day, opening, entry_id, made_by)
    values (p_company, p_bank, p_kind, coalesce(p_day, greatest(theirs.day, ours.day)), p_opening, p_entry, core.current_actor()) returning id into made;
    insert into accounting.bank_match_line (company_id, match_id, bank_line_id) select p_company, made, u.id from unnest(p_lines) u(id);
    insert into accounting.bank_match_entry (company_id, match_id, entry_id, line_no)
    select p_company, made, u.entry, u.line from unnest(p_entries, p_line_nos) u(entry, line);
    return made;
end $$;

create function accounting.unmatch_bank(p_company bigint, p_match bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    bank bigint;
begin
    perform accounting.check_company(p_company);
    select m.bank_account_id into bank from accounting.bank_match m where m.company_id = p_company and m.id = p_match;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such match in this company.', 'match', state => 'DP404');
    end if;
    perform accounting.hold_bank(p_company, bank);
    delete from accounting.bank_match_line m where m.company_id = p_company and m.match_id = p_match;
    delete from accounting.bank_match_entry m where m.company_id = p_company and m.match_id = p_match;
    delete from accounting.bank_match m where m.company_id = p_company and m.id = p_match;
end $$;

-- Statement lines that were matched to nothing at the end of a day.
create function accounting.unmatched_bank_lines(p_company bigint, p_bank bigint, p_day date default 'infinity')
    returns setof accounting.bank_line language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select l.* from accounting.bank_line l
    where l.company_id = p_company and p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and l.bank_account_id = p_bank and l.day <= p_day and not exists (
        select from accounting.bank_match_line m join accounting.bank_match t on t.company_id = p_company and t.id = m.match_id
        where m.company_id = p_company and m.bank_line_id = l.id and t.day <= p_day)
$$;

-- Ledger lines of the account that no statement showed by the end of a day.
create function accounting.outstanding_bank_lines(p_company bigint, p_bank bigint, p_day date default 'infinity')
    returns table (entry_id bigint, line_no int, date date, amount numeric, number text, reference text, description text, party_id bigint)
    language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    select l.entry_id, l.line_no, l.date, l.amount, e.number, e.reference,
        case when l.description <> '' then l.description else e.description end, l.party_id
    from accounting.bank_account b
    join accounting.line l on l.company_id = p_company and l.account_id = b.account_id and l.currency = b.currency
        and l.amount <> 0 and l.date <= p_day
    join accounting.entry e on e.company_id = p_company and e.id = l.entry_id
    where b.company_id = p_company and b.id = p_bank and p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and not exists (
        select from accounting.bank_match_entry m join accounting.bank_match t on t.company_id = p_company and t.id = m.match_id
        where m.company_id = p_company and m.entry_id = l.entry_id and m.line_no = l.line_no and t.day <= p_day)
$$;

revoke execute on function accounting.keep_bank_account, accounting.hold_bank, accounting.add_statement, accounting.remove_statement,
    accounting.match_bank, accounting.unmatch_bank, accounting.unmatched_bank_lines, accounting.outstanding_bank_lines from public;
grant execute on function accounting.hold_bank, accounting.add_statement, accounting.remove_statement, accounting.match_bank,
    accounting.unmatch_bank, accounting.unmatched_bank_lines, accounting.outstanding_bank_lines to dapur_app;
