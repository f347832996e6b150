-- Who works here, from when to when, under which contract, for which pay. Names, addresses and bank accounts are those of
-- the party; units, positions and managers are base's dated assignments.

create extension if not exists btree_gist;
create schema hr;
grant usage on schema hr to dapur_app;

create table hr.employee (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    party_id bigint not null,
    number text not null check (number <> ''),
    birth_date date,
    birth_place text not null default '',
    sex char(1) check (sex in ('F', 'M')),
    religion text not null default '',
    nationality char(2) not null,
    version int not null default 1,
    primary key (company_id, id),
    constraint employee_number_key unique (company_id, number),
    constraint employee_party_key unique (company_id, party_id),
    foreign key (company_id, party_id) references base.party (company_id, id)
);

-- First and last day both count; nobody has two employments on one day.
create table hr.employment (
    company_id bigint not null,
    id bigint generated always as identity,
    employee_id bigint not null,
    first_day date not null,
    last_day date,
    end_reason text,
    end_note text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, employee_id) references hr.employee (company_id, id),
    constraint employment_days check (last_day >= first_day),
    constraint employment_reason check ((last_day is null) = (end_reason is null)),
    constraint employment_overlap exclude using gist (company_id with =, employee_id with =,
        daterange(first_day, last_day, '[]') with &&)
);

create table hr.contract (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    kind text not null check (kind in ('permanent', 'fixed_term')),
    number text not null default '',
    first_day date not null,
    last_day date,
    probation_until date,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    constraint contract_days check (last_day >= first_day),
    constraint contract_term check (kind <> 'fixed_term' or last_day is not null),
    constraint contract_probation check (probation_until >= first_day),
    constraint contract_overlap exclude using gist (company_id with =, employment_id with =,
        daterange(first_day, last_day, '[]') with &&)
);

create table hr.pay_component (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    kind text not null check (kind in ('earning', 'deduction', 'employer')),
    position smallint not null default 100,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint pay_component_code_key unique (company_id, code)
);

-- A fact: this much a month from a day through a day (null: until further notice), as known from a moment until a moment
-- (null: still so). Nothing is changed but known_to, once: a correction is a new fact, and what was known stays.
create table hr.pay_fact (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    component_id bigint not null,
    amount numeric(20, 4) not null check (amount >= 0),
    from_day date not null,
    to_day date check (to_day >= from_day),
    reason text not null default '',
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, component_id) references hr.pay_component (company_id, id),
    constraint pay_fact_overlap exclude using gist (company_id with =, employment_id with =, component_id with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
);

-- What tax asks about a household, as a dated fact of the same kind.
create table hr.household_fact (
    company_id bigint not null,
    id bigint generated always as identity,
    employee_id bigint not null,
    is_married boolean not null,
    dependants smallint not null check (dependants between 0 and 20),
    spouse_has_no_income boolean not null default false,
    from_day date not null,
    to_day date check (to_day >= from_day),
    known_from timestamptz not null default core.now(),
    known_to timestamptz check (known_to >= known_from),
    primary key (company_id, id),
    foreign key (company_id, employee_id) references hr.employee (company_id, id),
    constraint household_fact_overlap exclude using gist (company_id with =, employee_id with =,
        daterange(from_day, to_day, '[]') with &&, tstzrange(known_from, known_to) with &&)
);

create function hr.keep_known_fact() returns trigger language plpgsql as $$
begin
    if old.known_to is not null then
        perform core.refuse('HR_FACT_KEPT', 'What was known stays as it was. Note a new fact instead.');
    end if;
    return new;
end $$;
create trigger keep_known before update on hr.pay_fact for each row execute function hr.keep_known_fact();
create trigger keep_known before update on hr.household_fact for each row execute function hr.keep_known_fact();

select core.guard_company_table(t)
from unnest(array['hr.employee', 'hr.employment', 'hr.contract', 'hr.pay_component', 'hr.pay_fact', 'hr.household_fact']::regclass[]) t;
-- Amounts and personal facts are never copied into the log: who may read the log may not therefore read pay.
select core.audit_table('hr.employee', '{birth_date,birth_place,sex,religion}');
select core.audit_table('hr.employment');
select core.audit_table('hr.contract');
select core.audit_table('hr.pay_component');
select core.audit_table('hr.pay_fact', '{amount}');
select core.audit_table('hr.household_fact', '{is_married,dependants,spouse_has_no_income}');
grant select, insert, update on hr.employee, hr.employment, hr.contract, hr.pay_component to dapur_app;
grant select, insert, update (known_to) on hr.pay_fact, hr.household_fact to dapur_app;

-- The business date of a company, for what counts "today" in a read.
create function hr.today(p_company bigint) returns date language sql stable as $$
    select (core.now() at time zone c.zone)::date from core.company c where c.id = p_company
$$;
