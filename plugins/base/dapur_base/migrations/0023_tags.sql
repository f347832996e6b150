-- Tags: words that a company gives to its records. Which record has which lies in a table of the record's department.
create table base.tag (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> '' and name = btrim(name) and name !~ ','),
    primary key (company_id, id)
);
create unique index tag_name_key on base.tag (company_id, lower(name));
select core.guard_company_table('base.tag'), core.audit_table('base.tag');
grant select, insert on base.tag to dapur_app;

create function base.make_tag_table(p_name text, p_owner regclass) returns void language plpgsql as $$
begin
    execute format(
        'create table %s (
            company_id bigint not null,
            owner_id bigint not null,
            tag_id bigint not null,
            primary key (company_id, owner_id, tag_id),
            foreign key (company_id, owner_id) references %s (company_id, id),
            foreign key (company_id, tag_id) references base.tag (company_id, id)
        )', p_name, p_owner);
    execute format('create index on %s (company_id, tag_id, owner_id)', p_name);
    perform core.guard_company_table(p_name::regclass);
    perform core.audit_table(p_name::regclass);
    execute format('grant select, insert, delete on %s to dapur_app', p_name);
end $$;

select base.make_tag_table('base.party_tag', 'base.party');
