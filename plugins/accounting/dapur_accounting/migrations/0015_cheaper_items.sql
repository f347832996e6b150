-- The same for less: lines become open items in the trigger that takes them anyway, and only reversals look for what they
-- reverse. Ordinary entries then cost what they did before there were open items.

drop trigger b_items on accounting.line;
drop function accounting.take_items();

-- Lines: of one company, of entries that are not sealed yet, on open accounts in their currency. Their sums per account and
-- day go to the kept balances; those on receivable and payable accounts become open items.
create or replace function accounting.take_lines() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    entries bigint[]; sets bigint[];
    numbers int[]; on_accounts bigint[]; parties bigint[]; item_days date[]; item_currencies text[]; item_amounts numeric[]; bases numeric[];
    company bigint;
    last_company bigint;
    accounts bigint[]; currencies text[]; days date[]; debits numeric[]; credits numeric[]; amounts numeric[];
    usable bigint;
    owed_to_us bigint[]; owed_by_us bigint[];
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
    select count(*), array_agg(a.id) filter (where a.subtype = 'receivable'), array_agg(a.id) filter (where a.subtype = 'payable')
        into usable, owed_to_us, owed_by_us
    from unnest(accounts, currencies) as u(account, currency)
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
    if owed_to_us is not null or owed_by_us is not null then
        select array_agg(entry_id), array_agg(line_no), array_agg(account_id), array_agg(party_id), array_agg(date), array_agg(currency),
            array_agg(amount), array_agg(debit - credit) into entries, numbers, on_accounts, parties, item_days, item_currencies, item_amounts, bases
        from new_lines
        where (account_id = any (owed_to_us) or account_id = any (owed_by_us)) and (amount <> 0 or debit <> credit);
        insert into accounting.open_item (company_id, entry_id, line_no, side, account_id, party_id, date, due, currency, amount, base,
            open_amount, open_base)
        select company, e, n, case when a = any (owed_to_us) then 'receivable' else 'payable' end, a, p, d, d, c, am, ba, am, ba
        from unnest(entries, numbers, on_accounts, parties, item_days, item_currencies, item_amounts, bases) as u(e, n, a, p, d, c, am, ba);
    end if;
    return null;
end $$;


drop trigger b_settle on accounting.entry;
drop trigger c_documents on accounting.entry;
drop function accounting.settle_reversals();
drop function accounting.cancel_reversed_documents();

create function accounting.settle_reversal() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.match_reversal(new.company_id, new.id, new.reversal_of, new.date);
    return null;
end $$;
create trigger b_settle after insert on accounting.entry for each row when (new.reversal_of is not null)
    execute function accounting.settle_reversal();

-- Whoever reverses the entry of a document cancels the document: its taxes come back on the day of the reversal.
create function accounting.cancel_reversed_document() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    document bigint;
begin
    select d.id into document from accounting.document d where d.company_id = new.company_id and d.entry_id = new.reversal_of for update;
    if document is null then return null; end if;
    if exists (select from accounting.document_line l join accounting.document d on d.company_id = l.company_id and d.id = l.document_id
               where l.company_id = new.company_id and l.deducts_id = document and d.cancel_entry_id is null) then
        perform core.refuse('ADVANCE_DEDUCTED', 'Another document deducts it. Cancel that one first.', 'id');
    end if;
    insert into accounting.tax_entry (company_id, id, document_id, entry_id, date, side, tax_id, base, tax, deductible, reference)
    select t.company_id, nextval('accounting.tax_entry_id'), t.document_id, new.id, new.date, t.side, t.tax_id, -t.base, -t.tax, -t.deductible, t.reference
    from accounting.tax_entry t where t.company_id = new.company_id and t.entry_id = new.reversal_of;
    perform set_config('accounting.closing_document', document::text, true);
    update accounting.document d set cancel_entry_id = new.id, cancelled_on = new.date, cancel_reason = new.description, version = d.version + 1
    where d.company_id = new.company_id and d.id = document;
    perform set_config('accounting.closing_document', '', true);
    return null;
end $$;
create trigger c_document after insert on accounting.entry for each row when (new.reversal_of is not null)
    execute function accounting.cancel_reversed_document();
revoke execute on function accounting.settle_reversal, accounting.cancel_reversed_document from public;
