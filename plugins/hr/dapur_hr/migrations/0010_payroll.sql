-- A month's pay: how components are treated, facts that rules of pay ask for, runs, slips. Amounts never go into the log.

create table hr.pay_rule (
    company_id bigint not null,
    component_id bigint not null,
    is_prorated boolean not null default true,
    is_fixed boolean not null default true,
    statute_class text not null check (statute_class in
        ('regular', 'irregular', 'benefit', 'exempt', 'pension', 'donation', 'other')),
    formula text not null default '' check (length(formula) <= 500),
    role text not null check (role ~ '^[a-z][a-z0-9_]{1,59}$'),
    payable_role text not null default '' check (payable_role = '' or payable_role ~ '^[a-z][a-z0-9_]{1,59}$'),
    version int not null default 1,
    primary key (company_id, component_id),
    foreign key (company_id, component_id) references hr.pay_component (company_id, id)
);

-- Tables of slices for formulas: what lies below up_to (null: without limit) and above the slice before has this rate.
-- All rows of a code and a day are one version, in force until the next one.
create table hr.pay_slice (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
    from_day date not null,
    up_to numeric(20, 4) check (up_to > 0),
    rate numeric(9, 6) not null check (rate between 0 and 1),
    primary key (company_id, id),
    constraint pay_slice_key unique nulls not distinct (company_id, code, from_day, up_to)
);

-- What rules of pay ask about a person or the company, as text, as facts that are never changed.
create table hr.payroll_fact (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    name text not null check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
    value text not null check (length(value) <= 100),
    from_day date not null,
    to_day date check (to_day >= from_day),
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    constraint payroll_fact_overlap exclude using gist (company_id with =, employment_id with =, name with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
);
create table hr.company_payroll_fact (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
    value text not null check (length(value) <= 100),
    from_day date not null,
    to_day date check (to_day >= from_day),
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    constraint company_payroll_fact_overlap exclude using gist (company_id with =, name with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
);

-- Where the pay of a person goes to.
create table hr.pay_account (
    company_id bigint not null,
    id bigint generated always as identity,
    employee_id bigint not null,
    bank text not null check (bank <> ''),
    number text not null check (number ~ '^[0-9-]{3,34}$'),
    holder text not null check (holder <> ''),
    from_day date not null,
    to_day date check (to_day >= from_day),
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    foreign key (company_id, employee_id) references hr.employee (company_id, id),
    constraint pay_account_overlap exclude using gist (company_id with =, employee_id with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
);

-- How a person's cost is shared out where it is not the unit's cost centre alone; the shares of one day make one.
create table hr.cost_share (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    cost_centre text not null check (cost_centre <> ''),
    share numeric(7, 6) not null check (share > 0 and share <= 1),
    from_day date not null,
    to_day date check (to_day >= from_day),
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    constraint cost_share_overlap exclude using gist (company_id with =, employment_id with =, cost_centre with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
);

-- calculation: counts how often the whole run was computed; a slip of an older one is not done yet.
create table hr.payroll_run (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    month date not null check (extract(day from month) = 1),
    pay_day date not null,
    state text not null default 'draft' check (state in ('draft', 'calculating', 'calculated', 'checked', 'posted', 'reversed')),
    calculation int not null default 0,
    people int not null default 0,
    done int not null default 0,
    calculated_at timestamptz,
    posted_at timestamptz,
    posted_by bigint,
    released_at timestamptz,
    posted_on date,
    entry_id bigint,
    entry_number text not null default '',
    reversed_on date,
    reversal_id bigint,
    version int not null default 1,
    primary key (company_id, id),
    constraint payroll_run_posted check ((posted_at is not null) = (state in ('posted', 'reversed'))),
    constraint payroll_run_released check (released_at is null or state in ('posted', 'reversed'))
);
create unique index payroll_run_month_key on hr.payroll_run (company_id, month) where state <> 'reversed';

create table hr.pay_entry (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    component_id bigint not null,
    month date not null check (extract(day from month) = 1),
    amount numeric(20, 4) not null check (amount <> 0),
    note text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, component_id) references hr.pay_component (company_id, id)
);
create index pay_entry_month on hr.pay_entry (company_id, month, employment_id);

-- problem: why this person could not be computed; then there are no lines. figures: what the statute wants to see again.
create table hr.payslip (
    company_id bigint not null,
    id bigint generated always as identity,
    run_id bigint not null,
    calculation int not null,
    month date not null,
    employment_id bigint not null,
    employee_id bigint not null,
    party_id bigint not null,
    unit text not null default '',
    position_id_text text not null default '',
    position_en_text text not null default '',
    bank text not null default '',
    account_number text not null default '',
    account_holder text not null default '',
    paid_days numeric(7, 2) not null default 0,
    period_days smallint not null default 0,
    unpaid_days numeric(7, 2) not null default 0,
    gross numeric(20, 4) not null default 0,
    deductions numeric(20, 4) not null default 0,
    net numeric(20, 4) not null default 0,
    employer_cost numeric(20, 4) not null default 0,
    previous_id bigint,
    previous_net numeric(20, 4),
    reasons text[] not null default '{}',
    unexplained text[] not null default '{}',
    figures jsonb not null default '{}',
    notes jsonb not null default '[]',
    problem jsonb,
    made_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint payslip_run_key unique (run_id, employment_id, company_id),
    constraint payslip_net check (net = gross - deductions),
    foreign key (company_id, run_id) references hr.payroll_run (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, employee_id) references hr.employee (company_id, id)
);
-- These indexes begin with what is rarest: while a table is not analysed yet, one that began with the company as the key does
-- would be taken for looking up the slip of each line, through all slips of the company.
create index payslip_employment on hr.payslip (employment_id, month);

-- parts: stretches of the month, or earlier months that are paid later. rule, inputs: a formula, what it looked at.
create table hr.payslip_line (
    company_id bigint not null,
    payslip_id bigint not null,
    position smallint not null,
    run_id bigint not null,
    code text not null,
    component_id bigint,
    title text not null default '',
    side text not null check (side in ('earning', 'benefit', 'deduction', 'employer')),
    amount numeric(20, 4) not null,
    entered numeric(20, 4) not null default 0,
    basis numeric(20, 4),
    rate text not null default '',
    rule text not null default '',
    formula jsonb not null,
    source jsonb not null,
    parts jsonb not null default '[]',
    inputs jsonb not null default '{}',
    role text not null,
    other_role text not null default '',
    primary key (company_id, payslip_id, position),
    foreign key (company_id, payslip_id) references hr.payslip (company_id, id) on delete cascade,
    foreign key (company_id, component_id) references hr.pay_component (company_id, id)
);
create index payslip_line_run on hr.payslip_line (run_id, code);

-- Somebody looked at what differs; it holds as long as the net pay is what they saw.
create table hr.payslip_check (
    company_id bigint not null,
    id bigint generated always as identity,
    run_id bigint not null,
    employment_id bigint not null,
    net numeric(20, 4) not null,
    note text not null default '',
    checked_by bigint not null,
    checked_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint payslip_check_key unique (company_id, run_id, employment_id),
    foreign key (company_id, run_id) references hr.payroll_run (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id)
);

create index pay_fact_employment on hr.pay_fact (company_id, employment_id);
create index leave_request_employment on hr.leave_request (company_id, employment_id);

create trigger keep_known before update on hr.payroll_fact for each row execute function hr.keep_known_fact();
create trigger keep_known before update on hr.company_payroll_fact for each row execute function hr.keep_known_fact();
create trigger keep_known before update on hr.pay_account for each row execute function hr.keep_known_fact();
create trigger keep_known before update on hr.cost_share for each row execute function hr.keep_known_fact();

-- What is posted stays. A run goes forward only: posted, then at most reversed; its figures stay as they were.
create function hr.keep_posted_run() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.posted_at is not null then
            perform core.refuse('POSTED_IMMUTABLE', 'What is posted stays as it is. Correct it with a new entry.');
        end if;
        return old;
    end if;
    if old.posted_at is null then return new; end if;
    if (old.month, old.pay_day, old.calculation, old.people, old.posted_at, old.posted_by, old.posted_on)
            is distinct from (new.month, new.pay_day, new.calculation, new.people, new.posted_at, new.posted_by, new.posted_on)
       or new.state not in ('posted', 'reversed') or (old.state = 'reversed' and new.state <> 'reversed')
       or (old.entry_id is not null and new.entry_id is distinct from old.entry_id)
       or (old.released_at is not null and new.released_at is distinct from old.released_at) then
        perform core.refuse('POSTED_IMMUTABLE', 'What is posted stays as it is. Correct it with a new entry.');
    end if;
    return new;
end $$;
create trigger keep_posted before update or delete on hr.payroll_run for each row execute function hr.keep_posted_run();

-- Slips, lines and checks of a posted run are neither added nor taken away nor changed. Whoever writes them shares the run's
-- lock, which posting takes for itself, so that nothing slips in between.
create function hr.refuse_if_posted(p_company bigint, p_runs bigint[]) returns void language plpgsql as $$
declare
    posted boolean;
begin
    select bool_or(r.posted_at is not null) into posted
    from (select posted_at from hr.payroll_run where company_id = p_company and id = any (p_runs) for share) r;
    if posted then
        perform core.refuse('POSTED_IMMUTABLE', 'What is posted stays as it is. Correct it with a new entry.');
    end if;
end $$;
create function hr.keep_posted_inserted() returns trigger language plpgsql as $$
declare
    runs bigint[];
    company bigint;
begin
    select array_agg(distinct run_id), max(company_id) into runs, company from new_rows;
    perform hr.refuse_if_posted(company, runs);
    return null;
end $$;
create function hr.keep_posted_deleted() returns trigger language plpgsql as $$
declare
    runs bigint[];
    company bigint;
begin
    select array_agg(distinct run_id), max(company_id) into runs, company from old_rows;
    perform hr.refuse_if_posted(company, runs);
    return null;
end $$;
create function hr.guard_posted(t regclass) returns void language plpgsql as $$
begin
    execute format('create trigger keep_posted_inserted after insert on %s referencing new table as new_rows '
                   'for each statement execute function hr.keep_posted_inserted()', t);
    execute format('create trigger keep_posted_deleted after delete on %s referencing old table as old_rows '
                   'for each statement execute function hr.keep_posted_deleted()', t);
    execute format('create trigger keep_posted_updated after update on %s referencing old table as old_rows '
                   'for each statement execute function hr.keep_posted_deleted()', t);
end $$;
-- A line belongs to the run of its slip: lines come in statements of one run each.
create function hr.keep_lines_in_run() returns trigger language plpgsql as $$
declare
    slips bigint[];
    runs bigint[];
    company bigint;
begin
    select array_agg(distinct payslip_id), array_agg(distinct run_id), max(company_id) into slips, runs, company from new_rows;
    if cardinality(runs) > 1 or exists (
        select from hr.payslip where company_id = company and id = any (slips) and run_id <> runs[1]) then
        perform core.refuse('HR_LINE_OF_OTHER_RUN', 'A line belongs to the payroll of its payslip.');
    end if;
    return null;
end $$;
create trigger keep_in_run after insert on hr.payslip_line referencing new table as new_rows
    for each statement execute function hr.keep_lines_in_run();

select hr.guard_posted(t) from unnest(array['hr.payslip', 'hr.payslip_line', 'hr.payslip_check']::regclass[]) t;
revoke execute on function hr.guard_posted from public;

-- An entry for a month that is posted would never be paid.
create function hr.keep_entries_of_posted_month() returns trigger language plpgsql as $$
declare
    o hr.pay_entry := case when tg_op = 'DELETE' then old else new end;
begin
    if exists (select from hr.payroll_run where company_id = o.company_id and month = o.month and state = 'posted') then
        perform core.refuse('HR_MONTH_POSTED', 'This month is posted. Enter it for the next one.', 'month');
    end if;
    return o;
end $$;
create trigger keep_month before insert or update or delete on hr.pay_entry
    for each row execute function hr.keep_entries_of_posted_month();

select core.guard_company_table(t)
from unnest(array['hr.pay_rule', 'hr.pay_slice', 'hr.payroll_fact', 'hr.company_payroll_fact', 'hr.pay_account', 'hr.cost_share',
    'hr.payroll_run', 'hr.pay_entry', 'hr.payslip', 'hr.payslip_line', 'hr.payslip_check']::regclass[]) t;
select core.audit_table(t)
from unnest(array['hr.pay_rule', 'hr.pay_slice', 'hr.company_payroll_fact', 'hr.cost_share', 'hr.payroll_run']::regclass[]) t;
select core.audit_table('hr.payroll_fact', '{value}');
select core.audit_table('hr.pay_account', '{number,holder}');
select core.audit_table('hr.pay_entry', '{amount}');
select core.audit_table('hr.payslip_check', '{net}');
select core.audit_appended('hr.payslip');
grant select, insert, update on hr.pay_rule, hr.payroll_run to dapur_app;
grant select, insert, delete on hr.pay_slice, hr.payslip, hr.payslip_line to dapur_app;
grant select, insert, update, delete on hr.pay_entry, hr.payslip_check to dapur_app;
grant select, insert, update (known_to) on hr.payroll_fact, hr.company_payroll_fact, hr.pay_account, hr.cost_share to dapur_app;
