-- Time off: kinds, what gives a balance, the ledger of days, requests.

create table hr.leave_type (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    letter text not null check (length(letter) between 1 and 2),
    tone text not null check (tone in ('green', 'blue', 'azure', 'yellow', 'red', 'secondary')),
    is_paid boolean not null,
    counted text not null check (counted in ('working_days', 'calendar_days')),
    has_balance boolean not null,
    has_half_days boolean not null default false,
    is_confidential boolean not null default false,
    request_limit numeric(6, 2) check (request_limit > 0),
    position smallint not null default 100,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint leave_type_code_key unique (company_id, code)
);

-- How a balance comes: each month, each year on a date, or each year of service; from a day on.
-- carry_most: what of the old year stays (null: all); carry_months: how long it stays usable (null: without end).
create table hr.leave_rule (
    company_id bigint not null,
    id bigint generated always as identity,
    type_id bigint not null,
    way text not null check (way in ('monthly', 'yearly', 'service_year')),
    days numeric(6, 2) not null check (days > 0),
    start_month smallint not null default 1 check (start_month between 1 and 12),
    after_months smallint not null default 0 check (after_months >= 0),
    first_part boolean not null default true,
    round_to numeric(4, 2) not null default 0.5 check (round_to > 0),
    carry_most numeric(6, 2) check (carry_most >= 0),
    carry_months smallint check (carry_months > 0),
    from_day date not null,
    to_day date check (to_day >= from_day),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, type_id) references hr.leave_type (company_id, id),
    constraint leave_rule_overlap exclude using gist (company_id with =, type_id with =, daterange(from_day, to_day, '[]') with &&)
);

-- Half days are halves of a day on a line, so that no two requests of one person can meet.
create table hr.leave_request (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    type_id bigint not null,
    first_day date not null,
    last_day date not null,
    part text not null default '' check (part in ('', 'morning', 'afternoon')),
    days numeric(6, 2) not null check (days > 0),
    note text not null default '',
    deputy_id bigint,
    delegation_id bigint,
    state text not null default 'waiting' check (state in ('waiting', 'approved', 'declined', 'cancelled')),
    asked_by bigint not null,
    asked_at timestamptz not null default core.now(),
    decided_by bigint,
    decided_at timestamptz,
    answer text not null default '',
    version int not null default 1,
    halves int4range not null generated always as (int4range(
        (first_day - date '2000-01-01') * 2 + (part = 'afternoon')::int,
        (last_day - date '2000-01-01') * 2 + case part when 'morning' then 1 else 2 end)) stored,
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, type_id) references hr.leave_type (company_id, id),
    foreign key (company_id, deputy_id) references base.party (company_id, id),
    foreign key (company_id, delegation_id) references base.delegation (company_id, id),
    constraint leave_request_days check (last_day >= first_day),
    constraint leave_request_part check (part = '' or first_day = last_day),
    constraint leave_request_overlap exclude using gist (company_id with =, employment_id with =, halves with &&)
        where (state in ('waiting', 'approved'))
);
create index leave_request_days on hr.leave_request (company_id, first_day, last_day) where state in ('waiting', 'approved');

create table hr.leave_day (
    company_id bigint not null,
    request_id bigint not null,
    day date not null,
    days numeric(3, 2) not null check (days > 0 and days <= 1),
    primary key (company_id, request_id, day),
    foreign key (company_id, request_id) references hr.leave_request (company_id, id)
);
create index leave_day_day on hr.leave_day (company_id, day);

-- Days come and go by entries that count from a day on. lapses_on: last day on which days that came can be used.
-- lot_id: the entry that brought the days which this one takes away (lapsed, carried on). period: what is given once.
create table hr.leave_entry (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    type_id bigint not null,
    day date not null,
    days numeric(7, 2) not null check (days <> 0),
    kind text not null check (kind in ('opening', 'granted', 'carried', 'carried_on', 'taken', 'returned', 'lapsed', 'corrected')),
    lapses_on date check (lapses_on >= day),
    lot_id bigint,
    request_id bigint,
    period text not null default '',
    note text not null default '',
    noted_by bigint,
    noted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, type_id) references hr.leave_type (company_id, id),
    foreign key (company_id, lot_id) references hr.leave_entry (company_id, id),
    foreign key (company_id, request_id) references hr.leave_request (company_id, id),
    constraint leave_entry_sign check (kind = 'corrected' or (days > 0) = (kind in ('opening', 'granted', 'carried', 'returned'))),
    constraint leave_entry_request check ((request_id is not null) = (kind in ('taken', 'returned')))
);
create unique index leave_entry_period on hr.leave_entry (company_id, employment_id, type_id, kind, period) where period <> '';
create unique index leave_entry_taken on hr.leave_entry (company_id, request_id, day, kind) where request_id is not null;
create index leave_entry_account on hr.leave_entry (company_id, employment_id, type_id, day) include (days, noted_at);

-- One row an account: who writes entries locks it first.
create table hr.leave_account (
    company_id bigint not null,
    employment_id bigint not null,
    type_id bigint not null,
    primary key (company_id, employment_id, type_id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, type_id) references hr.leave_type (company_id, id)
);

-- From the day of an entry on no balance may be below zero. Checked at commit, under the account's lock.
create function hr.keep_leave_covered() returns trigger language plpgsql as $$
declare
    least numeric;
begin
    perform from hr.leave_account where company_id = new.company_id and employment_id = new.employment_id
        and type_id = new.type_id for update;
    if not found then
        perform core.refuse('HR_LEAVE_ACCOUNT', 'Days of leave are written by operations only.');
    end if;
    select min(total) into least from (
        select day, sum(sum(days)) over (order by day) as total from hr.leave_entry
        where company_id = new.company_id and employment_id = new.employment_id and type_id = new.type_id group by day) running
    where day >= new.day;
    if least < 0 then
        perform core.refuse('HR_LEAVE_SHORT', 'There are not enough days of leave: {short} too few.', 'first_day',
            jsonb_build_object('short', -least));
    end if;
    return null;
end $$;
create constraint trigger covered after insert on hr.leave_entry deferrable initially deferred
    for each row when (new.days < 0) execute function hr.keep_leave_covered();

select core.guard_company_table(t) from unnest(array['hr.leave_type', 'hr.leave_rule', 'hr.leave_request', 'hr.leave_day',
    'hr.leave_entry', 'hr.leave_account']::regclass[]) t;
select core.audit_table('hr.leave_type');
select core.audit_table('hr.leave_rule');
-- Why and which leave is for the person, the approver and HR; the log names the row.
select core.audit_table('hr.leave_request', '{type_id,note,answer,halves}');
select core.audit_appended('hr.leave_entry');
select core.append_only('hr.leave_entry');
select core.append_only('hr.leave_day');
grant select, insert, update on hr.leave_type, hr.leave_rule, hr.leave_request to dapur_app;
grant select, insert on hr.leave_day, hr.leave_entry to dapur_app;
grant select, insert, update on hr.leave_account to dapur_app;
