-- Comments: a table of the department that needs them, with real keys. Who writes is who is signed in, and what is
-- written stays.
create function base.make_comment_table(p_name text, p_owner regclass) returns void language plpgsql as $$
begin
    execute format(
        'create table %s (
            company_id bigint not null,
            id bigint generated always as identity,
            owner_id bigint not null,
            author_id bigint not null default core.current_actor(),
            body text not null check (length(body) between 1 and 5000),
            written_at timestamptz not null default core.now(),
            primary key (company_id, id),
            foreign key (company_id, owner_id) references %s (company_id, id),
            foreign key (company_id, author_id) references core.membership (company_id, user_id)
        )', p_name, p_owner);
    execute format('create index on %s (company_id, owner_id, id)', p_name);
    perform core.guard_company_table(p_name::regclass);
    perform core.audit_appended(p_name::regclass);
    perform core.append_only(p_name::regclass);
    execute format('grant select, insert (company_id, owner_id, body) on %s to dapur_app', p_name);
end $$;

select base.make_comment_table('base.party_comment', 'base.party');
