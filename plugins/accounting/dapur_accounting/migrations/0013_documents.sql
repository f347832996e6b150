-- Invoices, bills, credit notes and advances: drafts that may be changed, then posted to the ledger once, then kept.

-- 1. Terms -----------------------------------------------------------------------------------------

create table accounting.payment_terms (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint payment_terms_code_key unique (company_id, code)
);
-- percent of the total, due so many days after the document's date, or after the end of its month. The last takes the rest.
create table accounting.payment_terms_part (
    company_id bigint not null,
    terms_id bigint not null,
    part_no int not null check (part_no > 0),
    percent numeric(7, 4) not null check (percent > 0 and percent <= 100),
    days int not null check (days between 0 and 3650),
    after_month_end boolean not null default false,
    primary key (company_id, terms_id, part_no),
    foreign key (company_id, terms_id) references accounting.payment_terms (company_id, id)
);

-- 2. Documents -------------------------------------------------------------------------------------

create table accounting.document (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    kind text not null check (kind in ('invoice', 'credit_note', 'advance_invoice', 'bill', 'supplier_credit', 'advance_bill')),
    side text not null generated always as (case when kind in ('invoice', 'credit_note', 'advance_invoice') then 'sales' else 'purchase' end) stored,
    status text not null generated always as (case when cancel_entry_id is not null then 'cancelled' when entry_id is not null then 'posted' else 'draft' end) stored,
    party_id bigint not null,
    date date not null check (date between '1900-01-01' and '9999-12-31'),
    due date check (due >= date),
    terms_id bigint,
    currency char(3) not null,
    rate numeric(20, 10) check (rate > 0 and rate < 1e10),
    reference text not null default '',
    description text not null default '',
    prices_include_tax boolean not null default false,
    tax_by_document boolean not null default false,
    against_id bigint,
    net numeric(20, 4) not null default 0,
    tax numeric(20, 4) not null default 0,
    withheld numeric(20, 4) not null default 0,
    total numeric(20, 4) not null default 0,
    source_plugin text not null default '',
    source_kind text not null default '',
    source_id bigint,
    source_number text not null default '',
    journal_id bigint,
    number text not null default '',
    entry_id bigint,
    posted_by bigint,
    posted_at timestamptz,
    cancel_entry_id bigint,
    cancelled_on date,
    cancel_reason text not null default '',
    created_by bigint,
    created_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, party_id) references base.party (company_id, id),
    foreign key (company_id, terms_id) references accounting.payment_terms (company_id, id),
    foreign key (company_id, against_id) references accounting.document (company_id, id),
    foreign key (company_id, entry_id) references accounting.entry (company_id, id),
    foreign key (company_id, cancel_entry_id) references accounting.entry (company_id, id),
    check ((entry_id is null) = (number = '')),
    check (cancel_entry_id is null or entry_id is not null)
);
create unique index document_entry_key on accounting.document (company_id, entry_id) where entry_id is not null;
create index document_date on accounting.document (company_id, side, date desc, id desc);
create index document_party on accounting.document (company_id, party_id, date desc);
create index document_drafts on accounting.document (company_id, side) where entry_id is null;
create index document_source on accounting.document (company_id, source_plugin, source_kind, source_id) where source_plugin <> '';
create index document_against on accounting.document (company_id, against_id) where against_id is not null;
-- A supplier's bill is kept once: the same number of theirs is refused, unless the earlier one was cancelled.
create unique index document_reference_key on accounting.document (company_id, party_id, kind, upper(reference))
    where reference <> '' and kind in ('bill', 'supplier_credit', 'advance_bill') and cancel_entry_id is null;

create table accounting.document_line (
    company_id bigint not null,
    document_id bigint not null,
    line_no int not null check (line_no > 0),
    item text not null default '',
    text text not null default '',
    quantity numeric(20, 6) not null,
    unit text not null default '',
    unit_price numeric(20, 6) not null,
    discount_percent numeric(7, 4) not null default 0 check (discount_percent between 0 and 100),
    account_id bigint not null,
    tax_id bigint,
    extra_tax_id bigint,
    withholding_id bigint,
    cost_centre_id bigint,
    project_id bigint,
    split text not null default '',
    deducts_id bigint,
    source_line bigint,
    net numeric(20, 4) not null,
    primary key (company_id, document_id, line_no),
    foreign key (company_id, document_id) references accounting.document (company_id, id),
    foreign key (company_id, account_id) references accounting.account (company_id, id),
    foreign key (company_id, tax_id) references accounting.tax_code (company_id, id),
    foreign key (company_id, extra_tax_id) references accounting.tax_code (company_id, id),
    foreign key (company_id, withholding_id) references accounting.tax_code (company_id, id),
    foreign key (company_id, cost_centre_id) references accounting.dimension_value (company_id, id),
    foreign key (company_id, project_id) references accounting.dimension_value (company_id, id),
    foreign key (company_id, deducts_id) references accounting.document (company_id, id)
);
create index document_line_source on accounting.document_line (company_id, source_line) where source_line is not null;
create index document_line_deducts on accounting.document_line (company_id, deducts_id) where deducts_id is not null;

-- The taxes of each line as they were computed, in the document's currency.
create table accounting.document_tax (
    company_id bigint not null,
    document_id bigint not null,
    line_no int not null,
    tax_id bigint not null,
    rate numeric(9, 6) not null,
    base numeric(20, 4) not null,
    other_base numeric(20, 4) not null,
    amount numeric(20, 4) not null,
    reference text not null default '',
    primary key (company_id, document_id, line_no, tax_id),
    foreign key (company_id, document_id, line_no) references accounting.document_line (company_id, document_id, line_no) on delete cascade,
    foreign key (company_id, tax_id) references accounting.tax_code (company_id, id)
);
create table accounting.document_instalment (
    company_id bigint not null,
    document_id bigint not null,
    part_no int not null check (part_no > 0),
    due date not null,
    amount numeric(20, 4) not null,
    primary key (company_id, document_id, part_no),
    foreign key (company_id, document_id) references accounting.document (company_id, id)
);
select core.make_attachment_table('accounting.document_file', 'accounting.document');

-- 3. Guards ----------------------------------------------------------------------------------------

select core.guard_company_table(t) from unnest(array['accounting.payment_terms', 'accounting.payment_terms_part', 'accounting.document',
    'accounting.document_line', 'accounting.document_tax', 'accounting.document_instalment']::regclass[]) t;
select core.audit_table(t) from unnest(array['accounting.payment_terms', 'accounting.document', 'accounting.document_line']::regclass[]) t;
grant select on accounting.payment_terms, accounting.payment_terms_part, accounting.document, accounting.document_line,
    accounting.document_tax, accounting.document_instalment to dapur_app;
grant insert, update on accounting.payment_terms to dapur_app;
grant insert, delete on accounting.payment_terms_part, accounting.document_line, accounting.document_tax, accounting.document_instalment to dapur_app;
grant delete on accounting.document to dapur_app;
-- What posting and cancelling write is out of the application's reach.
grant insert (company_id, kind, party_id, date, due, terms_id, currency, rate, reference, description, prices_include_tax, tax_by_document,
    against_id, net, tax, withheld, total, source_plugin, source_kind, source_id, source_number, created_by) on accounting.document to dapur_app;
grant update (party_id, date, due, terms_id, currency, rate, reference, description, prices_include_tax, tax_by_document, against_id,
    net, tax, withheld, total, version) on accounting.document to dapur_app;

create function accounting.keep_posted_document() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    if old.entry_id is null then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and current_setting('accounting.closing_document', true) = old.id::text then
        return new;
    end if;
    perform core.refuse('POSTED_IMMUTABLE', 'What is posted stays as it is. Correct it with a new entry.', 'id');
    return null;
end $$;
create trigger keep_posted before update or delete on accounting.document for each row execute function accounting.keep_posted_document();

create function accounting.keep_posted_parts() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    company bigint := case tg_op when 'DELETE' then old.company_id else new.company_id end;
    document bigint := case tg_op when 'DELETE' then old.document_id else new.document_id end;
begin
    if exists (select from accounting.document d where d.company_id = company and d.id = document and d.entry_id is not null) then
        perform core.refuse('POSTED_IMMUTABLE', 'What is posted stays as it is. Correct it with a new entry.', 'id');
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_posted before insert or delete on accounting.document_line for each row execute function accounting.keep_posted_parts();
create trigger keep_posted before insert or delete on accounting.document_tax for each row execute function accounting.keep_posted_parts();
create trigger keep_posted before insert or delete on accounting.document_instalment for each row execute function accounting.keep_posted_parts();

-- 4. Posting and cancelling --------------------------------------------------------------------------

-- Post a draft: its entry, the due days of what is owed, its taxes. p_dues: a day for each line that is an item, else null.
create function accounting.post_document(
    p_company bigint, p_document bigint, p_version int, p_journal bigint, p_date date, p_description text, p_reference text, p_rate numeric,
    p_accounts bigint[], p_debits numeric[], p_credits numeric[], p_currencies text[], p_amounts numeric[], p_rates numeric[],
    p_texts text[], p_dimensions bigint[], p_parties bigint[], p_dues date[],
    p_taxes bigint[], p_bases numeric[], p_tax_amounts numeric[], p_deductibles numeric[], p_tax_references text[],
    out entry_id bigint, out number text)
    language plpgsql security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    d record;
begin
    perform accounting.check_company(p_company);
    select x.kind, x.side, x.version, x.entry_id into d from accounting.document x where x.company_id = p_company and x.id = p_document for update;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such document in this company.', 'id', state => 'DP404');
    elsif d.entry_id is not null then
        perform core.refuse('ALREADY_POSTED', 'It was posted a moment ago. Look at it again.', 'id', state => 'DP409');
    elsif d.version <> p_version then
        perform core.refuse('VERSION_CHANGED', 'Somebody else changed this meanwhile. Compare, then save again.', state => 'DP409');
    end if;
    select p.entry_id, p.number into post_document.entry_id, post_document.number
    from accounting.post_entry(p_company, p_journal, p_date, p_description, p_reference, 'accounting', d.kind, p_document, p_document::text,
        null, null, p_accounts, p_debits, p_credits, p_currencies, p_amounts, p_rates, p_texts, p_dimensions, p_parties) p;
    update accounting.open_item i set due = u.due
    from unnest(p_dues) with ordinality as u(due, n)
    where i.company_id = p_company and i.entry_id = post_document.entry_id and i.line_no = u.n and u.due is not null;
    insert into accounting.tax_entry (company_id, id, document_id, entry_id, date, side, tax_id, base, tax, deductible, reference)
    select p_company, nextval('accounting.tax_entry_id'), p_document, post_document.entry_id, p_date, d.side, t, b, a, x, coalesce(r, '')
    from unnest(p_taxes, p_bases, p_tax_amounts, p_deductibles, p_tax_references) as u(t, b, a, x, r);
    update accounting.document x set entry_id = post_document.entry_id, number = post_document.number, journal_id = p_journal, rate = p_rate,
        posted_by = core.current_actor(), posted_at = core.now(), version = x.version + 1
    where x.company_id = p_company and x.id = p_document;
end $$;

-- Whoever reverses the entry of a document cancels the document: its taxes come back on the day of the reversal.
create function accounting.cancel_reversed_documents() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp set enable_seqscan = off as $$
declare
    one record;
    document bigint;
begin
    for one in select n.company_id, n.id, n.reversal_of, n.date, n.description from new_entries n where n.reversal_of is not null loop
        select d.id into document from accounting.document d where d.company_id = one.company_id and d.entry_id = one.reversal_of for update;
        continue when document is null;
        if exists (select from accounting.document_line l join accounting.document d on d.company_id = l.company_id and d.id = l.document_id
                   where l.company_id = one.company_id and l.deducts_id = document and d.cancel_entry_id is null) then
            perform core.refuse('ADVANCE_DEDUCTED', 'Another document deducts it. Cancel that one first.', 'id');
        end if;
        insert into accounting.tax_entry (company_id, id, document_id, entry_id, date, side, tax_id, base, tax, deductible, reference)
        select t.company_id, nextval('accounting.tax_entry_id'), t.document_id, one.id, one.date, t.side, t.tax_id, -t.base, -t.tax, -t.deductible, t.reference
        from accounting.tax_entry t where t.company_id = one.company_id and t.entry_id = one.reversal_of;
        perform set_config('accounting.closing_document', document::text, true);
        update accounting.document d set cancel_entry_id = one.id, cancelled_on = one.date, cancel_reason = one.description, version = d.version + 1
        where d.company_id = one.company_id and d.id = document;
        perform set_config('accounting.closing_document', '', true);
    end loop;
    return null;
end $$;
create trigger c_documents after insert on accounting.entry referencing new table as new_entries
    for each statement execute function accounting.cancel_reversed_documents();

revoke execute on function accounting.keep_posted_document, accounting.keep_posted_parts, accounting.post_document,
    accounting.cancel_reversed_documents from public;
grant execute on function accounting.post_document to dapur_app;
