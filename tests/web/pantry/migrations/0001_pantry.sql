-- The tests' own little department: shelves, jars, and what is in them.
create schema pantry;
grant usage on schema pantry to dapur_app;
create table pantry.shelf (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null,
    name text not null,
    primary key (company_id, id),
    constraint shelf_code_key unique (company_id, code)
);
create table pantry.jar (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null,
    name text not null,
    shelf_id bigint not null,
    filled_on date not null,
    weight numeric not null default 0,
    price numeric not null default 0,
    cost numeric not null default 0,
    note text not null default '',
    is_sweet boolean not null default false,
    status text not null default 'open' check (status in ('open', 'sealed', 'broken')),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, shelf_id) references pantry.shelf (company_id, id),
    constraint jar_number_key unique (company_id, number)
);
create table pantry.spoon (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    jar_id bigint not null,
    what text not null,
    debit numeric not null default 0,
    credit numeric not null default 0,
    primary key (company_id, id),
    foreign key (company_id, jar_id) references pantry.jar (company_id, id)
);
select core.guard_company_table(t) from unnest(array['pantry.shelf', 'pantry.jar', 'pantry.spoon']::regclass[]) as t;
select core.audit_table(t) from unnest(array['pantry.shelf', 'pantry.jar', 'pantry.spoon']::regclass[]) as t;
grant select, insert, update on pantry.shelf, pantry.jar, pantry.spoon to dapur_app;
select core.make_attachment_table('pantry.jar_file', 'pantry.jar');
