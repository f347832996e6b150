-- What every write passes: the key, the outbox; and what departments share: series, files, search, views, drafts.

create table core.idempotency (
    company_id bigint not null,
    actor text not null,
    key text not null check (length(key) between 1 and 200),
    operation text not null,
    input_hash bytea not null,
    answer jsonb,
    created_at timestamptz not null default now(),
    primary key (company_id, actor, key)
);
select core.guard_company_table('core.idempotency');
grant select, insert, update, delete on core.idempotency to dapur_app;

create table core.outbox (
    company_id bigint not null,
    id bigint generated always as identity,
    event text not null,
    payload jsonb not null,
    actor_id bigint,
    created_at timestamptz not null default core.now(),
    xid xid8 not null default pg_current_xact_id(),
    primary key (company_id, id)
);
create table core.outbox_done (
    company_id bigint not null,
    outbox_id bigint not null,
    handler text not null,
    done_at timestamptz not null default now(),
    tries int not null default 1,
    failure text not null default '',
    primary key (company_id, outbox_id, handler)
);
select core.guard_company_table(t) from unnest(array['core.outbox', 'core.outbox_done']::regclass[]) t;
grant select, insert on core.outbox to dapur_app;
grant select, insert, update on core.outbox_done to dapur_app;

-- Begin: the settings and the key, glued to the first statement. A key already used is an SQL error, so no round trip
-- looks it up: DP001 same input (the detail is the stored answer), DP002 other input. Who brings the same key at the
-- same time waits here; the row is written once, with its answer, when the work is finished.
create function core.begin_work(p_company bigint, p_actor bigint, p_token bigint, p_operation text, p_door text,
                                p_request text, p_key text, p_hash bytea)
    returns timestamptz language plpgsql set search_path = pg_catalog, core, pg_temp as $$
declare
    seen record;
    who text := case when p_token is null then 'u' || p_actor else 't' || p_token end;
begin
    perform set_config('dapur.company', p_company::text, true), set_config('dapur.actor', coalesce(p_actor::text, ''), true),
        set_config('dapur.token', coalesce(p_token::text, ''), true), set_config('dapur.operation', p_operation, true),
        set_config('dapur.door', p_door, true), set_config('dapur.request', p_request, true),
        set_config('dapur.clock', case when exists (select from core.clock) then 'set' else '' end, true);
    if p_key is not null then
        perform pg_advisory_xact_lock(hashtextextended(p_key, hashint8extended(p_company, coalesce(p_token, -p_actor, 0)))),
            set_config('dapur.key_hash', encode(p_hash, 'hex'), true);
        select i.operation, i.input_hash, i.answer into seen from core.idempotency i
        where i.company_id = p_company and i.actor = who and i.key = p_key;
        if found then
            raise exception using errcode = case when seen.input_hash = p_hash and seen.operation = p_operation
                then 'DP001' else 'DP002' end, message = 'key seen', detail = coalesce(seen.answer::text, 'null');
        end if;
    end if;
    return core.now();
end $$;

create function core.finish_work(p_company bigint, p_actor bigint, p_token bigint, p_key text, p_answer jsonb,
                                 p_events text[], p_payloads jsonb[])
    returns void language plpgsql set search_path = pg_catalog, core, pg_temp as $$
begin
    if p_key is not null then
        insert into core.idempotency (company_id, actor, key, operation, input_hash, answer)
        values (p_company, case when p_token is null then 'u' || p_actor else 't' || p_token end, p_key,
            current_setting('dapur.operation'), decode(current_setting('dapur.key_hash'), 'hex'), p_answer);
    end if;
    if cardinality(p_events) > 0 then
        insert into core.outbox (company_id, event, payload, actor_id)
        select p_company, e, p, p_actor from unnest(p_events, p_payloads) as u(e, p);
        perform pg_notify('dapur_outbox', p_company::text);
    end if;
end $$;

create function core.begin_read(p_company bigint, p_actor bigint) returns void language sql as $$
    select set_config('dapur.company', p_company::text, true), set_config('dapur.actor', coalesce(p_actor::text, ''), true)
$$;

-- Files: content once per company, by its hash.
create table core.file_content (
    company_id bigint not null references core.company (id),
    sha256 bytea not null,
    content bytea not null,
    primary key (company_id, sha256)
);
alter table core.file_content alter column content set storage external;
create table core.file (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null,
    media_type text not null,
    size bigint not null,
    sha256 bytea not null,
    uploaded_by bigint,
    uploaded_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, sha256) references core.file_content (company_id, sha256)
);
select core.guard_company_table(t) from unnest(array['core.file', 'core.file_content']::regclass[]) t;
grant select, insert on core.file, core.file_content to dapur_app;
select core.audit_table('core.file');

-- Search: no FORCE and no grant for the application: one definer function reads it, filtered by the setting.
create table core.search_entry (
    company_id bigint not null,
    plugin text not null,
    kind text not null,
    row_id bigint not null,
    number text not null default '',
    title text not null,
    detail text not null default '',
    address text not null,
    permission text not null,
    words tsvector not null,
    updated_at timestamptz not null default core.now(),
    primary key (company_id, plugin, kind, row_id)
);
create index search_entry_words on core.search_entry using gin (words);
create index search_entry_number on core.search_entry (company_id, lower(number) text_pattern_ops);
alter table core.search_entry enable row level security;
create policy reader on core.search_entry to dapur_reader using (true) with check (true);
grant select, insert, update, delete on core.search_entry to dapur_reader;

create function core.index_for_search(p_company bigint, p_plugin text, p_kind text, p_ids bigint[], p_numbers text[],
                                      p_titles text[], p_details text[], p_addresses text[], p_permission text)
    returns void language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
begin
    if p_company is distinct from nullif(current_setting('dapur.company', true), '')::bigint then
        raise exception 'another company' using errcode = 'DP403';
    end if;
    insert into core.search_entry (company_id, plugin, kind, row_id, number, title, detail, address, permission, words)
    select p_company, p_plugin, p_kind, i, coalesce(n, ''), coalesce(t, ''), coalesce(d, ''), a, p_permission,
           setweight(to_tsvector('simple', coalesce(n, '') || ' ' || replace(coalesce(n, ''), '/', ' ')), 'A')
           || setweight(to_tsvector('simple', coalesce(t, '')), 'B') || to_tsvector('simple', coalesce(d, ''))
    from unnest(p_ids, p_numbers, p_titles, p_details, p_addresses) as u(i, n, t, d, a)
    on conflict (company_id, plugin, kind, row_id) do update set number = excluded.number, title = excluded.title,
        detail = excluded.detail, address = excluded.address, words = excluded.words, updated_at = core.now();
end $$;
create function core.forget_in_search(p_company bigint, p_plugin text, p_kind text, p_ids bigint[])
    returns void language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
begin
    if p_company is distinct from nullif(current_setting('dapur.company', true), '')::bigint then
        raise exception 'another company' using errcode = 'DP403';
    end if;
    delete from core.search_entry where company_id = p_company and plugin = p_plugin and kind = p_kind and row_id = any (p_ids);
end $$;
-- Exact number first, then numbers that begin so, then words (the last one as a prefix).
create function core.search(p_company bigint, p_text text, p_permissions text[], p_plugins text[], p_limit int default 20)
    returns table (plugin text, kind text, row_id bigint, number text, title text, detail text, address text, rank int)
    language plpgsql stable security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    typed text := lower(trim(p_text));
    asked tsquery;
begin
    if p_company is distinct from nullif(current_setting('dapur.company', true), '')::bigint or typed = '' then return; end if;
    select to_tsquery('simple', string_agg(quote_literal(w) || ':*', ' & ')) into asked
    from regexp_split_to_table(regexp_replace(typed, '[^[:alnum:]]+', ' ', 'g'), ' +') w where w <> '';
    return query execute
        'select plugin, kind, row_id, number, title, detail, address, min(rank) from ('
        '(select e.*, case when lower(e.number) = $2 then 0 else 1 end as rank from core.search_entry e '
        ' where e.company_id = $1 and lower(e.number) like $3 and e.permission = any ($5) and e.plugin = any ($6) order by e.number limit $7) '
        'union all (select e.*, 2 from core.search_entry e where e.company_id = $1 and e.words @@ $4 '
        ' and e.permission = any ($5) and e.plugin = any ($6) order by e.updated_at desc limit $7)) found '
        'group by plugin, kind, row_id, number, title, detail, address order by min(rank), number, title limit $7'
        using p_company, typed, replace(replace(replace(typed, '\', '\\'), '%', '\%'), '_', '\_') || '%', asked, p_permissions, p_plugins, p_limit;
end $$;
grant create on schema core to dapur_reader;
alter function core.index_for_search owner to dapur_reader;
alter function core.forget_in_search owner to dapur_reader;
alter function core.search owner to dapur_reader;
revoke create on schema core from dapur_reader;
revoke execute on function core.index_for_search, core.forget_in_search, core.search from public;
grant execute on function core.index_for_search, core.forget_in_search, core.search to dapur_app;

-- What people keep for themselves: views, drafts of forms, matched import columns, notices.
create table core.saved_view (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    page text not null,
    user_id bigint not null,
    title text not null,
    address text not null,
    is_shared boolean not null default false,
    is_default boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint saved_view_title_key unique (company_id, page, user_id, title)
);
create table core.form_draft (
    company_id bigint not null references core.company (id),
    user_id bigint not null,
    form text not null,
    content jsonb not null,
    saved_at timestamptz not null default core.now(),
    primary key (company_id, user_id, form)
);
create table core.import_run (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null,
    user_id bigint not null,
    file_id bigint not null,
    state text not null default 'columns' check (state in ('columns', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled')),
    columns jsonb not null default '{}',
    options jsonb not null default '{}',
    rows_total bigint not null default 0,
    rows_done bigint not null default 0,
    counts jsonb not null default '{}',
    failure text not null default '',
    created_at timestamptz not null default core.now(),
    changed_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, file_id) references core.file (company_id, id)
);
create table core.import_problem (
    company_id bigint not null,
    run_id bigint not null,
    row_number bigint not null,
    column_name text not null default '',
    value text not null default '',
    code text not null,
    message text not null,
    data jsonb not null default '{}',
    ordinal int not null default 0,
    primary key (company_id, run_id, row_number, column_name, ordinal),
    foreign key (company_id, run_id) references core.import_run (company_id, id)
);
create table core.import_match (
    company_id bigint not null references core.company (id),
    name text not null,
    heading text not null,
    column_name text not null,
    primary key (company_id, name, heading)
);
create table core.notice (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    user_id bigint not null,
    kind text not null,
    message text not null,
    data jsonb not null default '{}',
    address text not null default '',
    created_at timestamptz not null default core.now(),
    read_at timestamptz,
    primary key (company_id, id)
);
select core.guard_company_table(t) from unnest(array['core.saved_view', 'core.form_draft', 'core.import_run',
    'core.import_problem', 'core.import_match', 'core.notice']::regclass[]) t;
grant select, insert, update, delete on core.saved_view, core.form_draft, core.import_run, core.import_problem,
    core.import_match, core.notice to dapur_app;
select core.audit_table('core.saved_view');
select core.audit_table('core.import_run');
