-- Nouns that several departments share: currencies, their rates by date, parties.

create schema base;
grant usage on schema base to dapur_app;

create table base.currency (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code char(3) not null check (code ~ '^[A-Z]{3}$'),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    decimals smallint not null check (decimals between 0 and 4),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint currency_code_key unique (company_id, code)
);

-- Units of the company's own currency for one unit of the foreign one, from this day on until the next rate.
create table base.exchange_rate (
    company_id bigint not null,
    id bigint generated always as identity,
    currency char(3) not null,
    day date not null,
    rate numeric(20, 10) not null check (rate > 0),
    source text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    constraint exchange_rate_day_key unique (company_id, currency, day),
    foreign key (company_id, currency) references base.currency (company_id, code)
);

create table base.party (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text check (code <> ''),
    name text not null check (name <> ''),
    is_customer boolean not null default false,
    is_supplier boolean not null default false,
    is_employee boolean not null default false,
    tax_number text not null default '',
    email text not null default '',
    phone text not null default '',
    address text not null default '',
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint party_code_key unique (company_id, code)
);
create index party_name on base.party (company_id, lower(name));

select core.guard_company_table(t)
from unnest(array['base.currency', 'base.exchange_rate', 'base.party']::regclass[]) t;
select core.audit_table(t)
from unnest(array['base.currency', 'base.exchange_rate', 'base.party']::regclass[]) t;
grant select, insert, update on base.currency, base.exchange_rate, base.party to dapur_app;
grant delete on base.exchange_rate to dapur_app;
