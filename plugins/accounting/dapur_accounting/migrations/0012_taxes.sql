-- Tax codes of the company with dated rates, the tax of posted documents, and returns.

create table accounting.tax_code (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    kind text not null default 'tax' check (kind in ('tax', 'withholding')),
    side text not null default 'both' check (side in ('sales', 'purchase', 'both')),
    treatment text not null default 'standard' check (treatment in ('standard', 'zero', 'exempt', 'reverse_charge')),
    role text not null default 'output_tax' check (role <> ''),
    input_role text not null default 'input_tax' check (input_role <> ''),
    without_tax_number numeric(6, 4) not null default 1 check (without_tax_number between 1 and 10),
    is_borne boolean not null default false,
    usual_on text not null default '' check (usual_on in ('', 'sales', 'purchase', 'both')),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint tax_code_key unique (company_id, code),
    check (not is_borne or kind = 'withholding')
);
-- rate: fraction of share_of/share_in of the price. It counts from its first day until the next one begins.
create table accounting.tax_rate (
    company_id bigint not null,
    id bigint generated always as identity,
    tax_id bigint not null,
    starts date not null,
    rate numeric(9, 6) not null check (rate >= 0 and rate < 10),
    share_of int not null default 1 check (share_of > 0),
    share_in int not null default 1 check (share_in > 0),
    deductible numeric(7, 6) not null default 1 check (deductible between 0 and 1),
    reference text not null default '',
    source text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    constraint tax_rate_day_key unique (company_id, tax_id, starts),
    foreign key (company_id, tax_id) references accounting.tax_code (company_id, id)
);

-- What each posted document means for each of its codes, in the company's currency; a cancelled one brings the same with
-- the other sign on the day of its reversal. deductible: the part of the tax that is got back.
create sequence accounting.tax_entry_id;
create table accounting.tax_entry (
    company_id bigint not null,
    id bigint not null,
    document_id bigint not null,
    entry_id bigint not null,
    date date not null,
    side text not null check (side in ('sales', 'purchase')),
    tax_id bigint not null,
    base numeric(20, 4) not null,
    tax numeric(20, 4) not null,
    deductible numeric(20, 4) not null,
    reference text not null default '',
    primary key (company_id, id),
    foreign key (company_id, tax_id) references accounting.tax_code (company_id, id),
    foreign key (company_id, entry_id) references accounting.entry (company_id, id)
);
create index tax_entry_date on accounting.tax_entry (company_id, date);
create index tax_entry_entry on accounting.tax_entry (company_id, entry_id);

create table accounting.tax_return (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    starts date not null,
    ends date not null check (ends >= starts),
    entry_id bigint,
    output numeric(20, 4) not null,
    input numeric(20, 4) not null,
    carried numeric(20, 4) not null check (carried >= 0),
    payable numeric(20, 4) not null check (payable >= 0),
    overpaid numeric(20, 4) not null check (overpaid >= 0),
    filed_by bigint,
    filed_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, entry_id) references accounting.entry (company_id, id),
    constraint tax_return_starts_key unique (company_id, starts),
    check (output - input - carried = payable - overpaid),
    constraint tax_return_overlap exclude using gist (company_id with =, daterange(starts, ends, '[]') with &&)
);
create table accounting.tax_return_item (
    company_id bigint not null,
    tax_entry_id bigint not null,
    return_id bigint not null,
    primary key (company_id, tax_entry_id),
    foreign key (company_id, tax_entry_id) references accounting.tax_entry (company_id, id),
    foreign key (company_id, return_id) references accounting.tax_return (company_id, id)
);
create index tax_return_item_return on accounting.tax_return_item (company_id, return_id);

select core.guard_company_table(t) from unnest(array['accounting.tax_code', 'accounting.tax_rate', 'accounting.tax_entry',
    'accounting.tax_return', 'accounting.tax_return_item']::regclass[]) t;
select core.audit_table(t) from unnest(array['accounting.tax_code', 'accounting.tax_rate']::regclass[]) t;
grant select on accounting.tax_code, accounting.tax_rate, accounting.tax_entry, accounting.tax_return, accounting.tax_return_item to dapur_app;
grant insert, update on accounting.tax_code, accounting.tax_rate to dapur_app;
grant delete on accounting.tax_rate to dapur_app;
grant insert on accounting.tax_return, accounting.tax_return_item to dapur_app;
select core.append_only('accounting.tax_entry');
select core.append_only('accounting.tax_return');
select core.append_only('accounting.tax_return_item');
select core.audit_appended('accounting.tax_return');
