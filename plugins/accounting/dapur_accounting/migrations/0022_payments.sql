-- Payments: what came from and went to whom through which bank account. Each is one entry of the ledger.

create table accounting.payment (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    direction text not null check (direction in ('in', 'out')),
    party_id bigint,
    bank_account_id bigint not null,
    entry_id bigint not null,
    day date not null,
    currency char(3) not null,
    amount numeric(20, 4) not null check (amount > 0 and amount < 1e16),
    on_account numeric(20, 4) not null default 0,
    paid_by bigint,
    paid_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint payment_entry_key unique (company_id, entry_id),
    foreign key (company_id, bank_account_id) references accounting.bank_account (company_id, id),
    foreign key (company_id, entry_id) references accounting.entry (company_id, id)
);
create index payment_day on accounting.payment (company_id, day desc, id desc);

-- Where a party wants its money.
create table accounting.party_account (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    party_id bigint not null,
    bank text not null default '',
    bank_code text not null default '',
    bic text not null default '',
    number text not null check (number <> ''),
    holder text not null check (holder <> ''),
    email text not null default '',
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint party_account_number_key unique (company_id, party_id, number),
    foreign key (company_id, party_id) references base.party (company_id, id)
);

-- A run of payments: items are chosen, handed in for approval (of base), a file goes to the bank, the run is booked once.
create table accounting.payment_run (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null default '',
    bank_account_id bigint not null,
    day date not null,
    status text not null default 'draft' check (status in ('draft', 'handed_in', 'booked', 'cancelled')),
    total numeric(20, 4) not null default 0,
    note text not null default '',
    made_by bigint not null,
    made_at timestamptz not null default core.now(),
    booked_by bigint,
    booked_at timestamptz,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, bank_account_id) references accounting.bank_account (company_id, id)
);
create table accounting.payment_run_item (
    company_id bigint not null,
    id bigint generated always as identity,
    run_id bigint not null,
    entry_id bigint not null,
    line_no int not null,
    party_id bigint not null,
    party_account_id bigint,
    amount numeric(20, 4) not null check (amount > 0 and amount < 1e16),
    payment_id bigint,
    primary key (company_id, id),
    constraint payment_run_item_key unique (company_id, run_id, entry_id, line_no),
    foreign key (company_id, run_id) references accounting.payment_run (company_id, id) on delete cascade,
    foreign key (company_id, entry_id, line_no) references accounting.open_item (company_id, entry_id, line_no),
    foreign key (company_id, party_account_id) references accounting.party_account (company_id, id),
    foreign key (company_id, payment_id) references accounting.payment (company_id, id)
);

-- What was handed in is what is approved and paid: after that neither amounts nor accounts of beneficiaries move.
create function accounting.keep_handed_in() returns trigger language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
declare
    changed accounting.payment_run_item := case tg_op when 'DELETE' then old else new end;
    state text;
begin
    select r.status into state from accounting.payment_run r where r.company_id = changed.company_id and r.id = changed.run_id for share;
    if tg_op = 'UPDATE' and state = 'handed_in' and old.payment_id is null and new.payment_id is not null
       and (new.company_id, new.id, new.run_id, new.entry_id, new.line_no, new.party_id, new.amount)
         = (old.company_id, old.id, old.run_id, old.entry_id, old.line_no, old.party_id, old.amount)
       and new.party_account_id is not distinct from old.party_account_id then
        return new;
    end if;
    if state is not null and state <> 'draft' then
        perform core.refuse('RUN_FIXED', 'The run was handed in, so its payments stay. Take it back first, or make another run.', 'items');
    end if;
    return changed;
end $$;
create trigger keep_handed_in before insert or update or delete on accounting.payment_run_item
    for each row execute function accounting.keep_handed_in();
create function accounting.keep_run_course() returns trigger language plpgsql as $$
begin
    if (old.status = new.status and old.status = 'draft')
       or ((old.status, new.status) in (('draft', 'handed_in'), ('draft', 'cancelled'), ('handed_in', 'draft'), ('handed_in', 'booked'), ('handed_in', 'cancelled'))
           and (new.bank_account_id, new.day, new.total, new.made_by, new.number) = (old.bank_account_id, old.day, old.total, old.made_by, old.number)) then
        return new;
    end if;
    perform core.refuse('RUN_FIXED', 'The run was handed in, so its payments stay. Take it back first, or make another run.', 'status');
    return null;
end $$;
create trigger keep_course before update on accounting.payment_run for each row execute function accounting.keep_run_course();

select core.guard_company_table(t) from unnest(array['accounting.payment', 'accounting.party_account', 'accounting.payment_run',
    'accounting.payment_run_item']::regclass[]) t;
select core.audit_table(t) from unnest(array['accounting.party_account', 'accounting.payment_run', 'accounting.payment_run_item']::regclass[]) t;
select core.audit_appended('accounting.payment');
select core.append_only('accounting.payment');
grant select, insert on accounting.payment to dapur_app;
grant select, insert, update on accounting.party_account, accounting.payment_run to dapur_app;
grant select, insert, update, delete on accounting.payment_run_item to dapur_app;
revoke execute on function accounting.keep_handed_in, accounting.keep_run_course from public;
