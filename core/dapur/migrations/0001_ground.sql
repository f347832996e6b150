-- The ground that every table stands on: who acts, row security, refusals, the audit log.
-- Runs as the owner. Roles dapur_app (the application) and dapur_reader (owner of the few functions
-- that read across companies) exist before: the embedded server makes them, `dapur database roles` prints them.

create schema if not exists core;
grant usage on schema core to dapur_app, dapur_reader;

-- 1. Settings of the transaction ------------------------------------------------------------------

create function core.current_company() returns bigint language sql stable parallel safe
    as $$ select nullif(current_setting('dapur.company', true), '')::bigint $$;
create function core.current_actor() returns bigint language sql stable parallel safe
    as $$ select nullif(current_setting('dapur.actor', true), '')::bigint $$;

-- Tests and demo data set another time through this table; only the owner may write it. begin_work looks whether
-- there is a row, so that core.now() costs nothing elsewhere. The setting opens no way round: it only says to look.
create table core.clock (only_row boolean primary key default true check (only_row), at timestamptz not null);
grant select on core.clock to dapur_app, dapur_reader;

create function core.set_time() returns timestamptz language plpgsql stable parallel safe
    set search_path = pg_catalog, core, pg_temp as $$ begin return (select at from core.clock); end $$;
create function core.now() returns timestamptz language sql stable parallel safe as $$
    select case when current_setting('dapur.clock', true) = 'set' then coalesce(core.set_time(), now()) else now() end
$$;

-- 2. Refusals -------------------------------------------------------------------------------------
-- DP010: the business says no; DP404, DP403, DP409 as in HTTP. The detail carries code, field and data.

create function core.refuse(code text, message text, field text default '', data jsonb default '{}',
                            state text default 'DP010')
    returns void language plpgsql as $$
begin
    raise exception using errcode = state, message = message,
        detail = jsonb_build_object('code', code, 'field', field, 'data', data)::text;
end $$;

-- 3. Row security ---------------------------------------------------------------------------------

create function core.guard_company_table(t regclass, company_column text default 'company_id')
    returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format(
        'create policy company on %s using (%I = (select nullif(current_setting(''dapur.company'', true), '''')::bigint)) '
        'with check (%I = (select nullif(current_setting(''dapur.company'', true), '''')::bigint))',
        t, company_column, company_column);
end $$;

create function core.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'DP010',
        message = 'What is posted stays as it is. Correct it with a new entry.',
        detail = jsonb_build_object('code', 'POSTED_IMMUTABLE', 'field', '',
                                    'data', jsonb_build_object('table', tg_table_name))::text;
end $$;

create function core.append_only(t regclass) returns void language plpgsql as $$
begin
    execute format('create trigger append_only before update or delete on %s '
                   'for each row execute function core.refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %s '
                   'for each statement execute function core.refuse_change()', t);
    execute format('revoke update, delete, truncate on %s from dapur_app', t);
end $$;

-- 4. The audit log --------------------------------------------------------------------------------
-- action: I inserted, U updated, D deleted, A appended (names the rows), R refused, S seen (sensitive).

create sequence core.audit_log_id;
grant usage on sequence core.audit_log_id to dapur_app;

create table core.audit_log (
    company_id bigint not null,
    id bigint not null default nextval('core.audit_log_id'),
    at timestamptz not null default core.now(),
    xid xid8 not null default pg_current_xact_id(),
    actor_id bigint,
    token_id bigint,
    operation text not null default '',
    door text not null default '',
    request text not null default '',
    action "char" not null,
    subject text not null,
    row_key text not null default '',
    before jsonb,
    after jsonb,
    primary key (company_id, id, at)
) partition by range (at);
create table core.audit_log_default partition of core.audit_log default;
create index audit_log_subject on core.audit_log (company_id, subject, row_key, id);
create index audit_log_at on core.audit_log (company_id, at, id);
select core.guard_company_table('core.audit_log');
grant select on core.audit_log to dapur_app;

create function core.audit_partitions(months int default 2) returns void language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    first date := date_trunc('month', now())::date;
    name text;
begin
    for n in 0..least(months, 24) loop
        name := 'audit_log_' || to_char(first + make_interval(months => n), 'YYYYMM');
        if to_regclass('core.' || name) is null then
            begin
                execute format('create table core.%I partition of core.audit_log for values from (%L) to (%L)', name,
                    (first + make_interval(months => n))::timestamptz, (first + make_interval(months => n + 1))::timestamptz);
            exception when check_violation then null;  -- its rows already lie in the default partition
            end;
        end if;
    end loop;
end $$;
create trigger append_only before update or delete on core.audit_log
    for each row execute function core.refuse_change();
create trigger append_only_truncate before truncate on core.audit_log
    for each statement execute function core.refuse_change();

create function core.write_audit(p_company bigint, p_action "char", p_subject text, p_keys text[],
                                 p_before jsonb[], p_after jsonb[])
    returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    insert into core.audit_log (company_id, actor_id, token_id, operation, door, request, action, subject, row_key, before, after)
    select p_company, nullif(current_setting('dapur.actor', true), '')::bigint,
           nullif(current_setting('dapur.token', true), '')::bigint,
           coalesce(current_setting('dapur.operation', true), ''), coalesce(current_setting('dapur.door', true), ''),
           coalesce(current_setting('dapur.request', true), ''), p_action, p_subject, k, b, a
    from unnest(p_keys, p_before, p_after) as u(k, b, a)
$$;
revoke execute on function core.write_audit from public;

-- Trigger arguments: 0 = key columns, 1 = columns never copied, 2 = the company column.
create function core.audit_key(r jsonb, columns text) returns text language sql immutable parallel safe as $$
    select string_agg(r ->> c, '/' order by n) from unnest(string_to_array(columns, ',')) with ordinality as u(c, n)
$$;

create function core.audit_inserted() returns trigger language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    found jsonb[];
    hidden text[] := string_to_array(tg_argv[1], ',');
begin
    select array_agg(to_jsonb(n)) into found from new_rows n;
    if found is null then return null; end if;
    perform core.write_audit((found[1] ->> tg_argv[2])::bigint, 'I', tg_table_schema || '.' || tg_table_name,
        array(select core.audit_key(r, tg_argv[0]) from unnest(found) r),
        array_fill(null::jsonb, array[cardinality(found)]),
        array(select jsonb_strip_nulls(r - hidden - tg_argv[2]) from unnest(found) r));
    return null;
end $$;

create function core.audit_deleted() returns trigger language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    gone jsonb[];
    hidden text[] := string_to_array(tg_argv[1], ',');
begin
    select array_agg(to_jsonb(o)) into gone from old_rows o;
    if gone is null then return null; end if;
    perform core.write_audit((gone[1] ->> tg_argv[2])::bigint, 'D', tg_table_schema || '.' || tg_table_name,
        array(select core.audit_key(r, tg_argv[0]) from unnest(gone) r),
        array(select jsonb_strip_nulls(r - hidden - tg_argv[2]) from unnest(gone) r),
        array_fill(null::jsonb, array[cardinality(gone)]));
    return null;
end $$;

create function core.audit_updated() returns trigger language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    o jsonb := to_jsonb(old);
    n jsonb := to_jsonb(new);
    hidden text[] := string_to_array(tg_argv[1], ',');
    b jsonb;
    a jsonb;
begin
    select jsonb_object_agg(key, o -> key), jsonb_object_agg(key, value) into b, a
    from jsonb_each(n) where o -> key is distinct from value and key <> all (hidden) and key <> 'version';
    if a is null then return null; end if;
    perform core.write_audit((n ->> tg_argv[2])::bigint, 'U', tg_table_schema || '.' || tg_table_name,
        array[core.audit_key(n, tg_argv[0])], array[b], array[a]);
    return null;
end $$;

create function core.audit_appended_rows() returns trigger language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    ids bigint[];
    company bigint;
begin
    select array_agg(id), max(company_id) into ids, company from new_rows;
    if ids is null then return null; end if;
    insert into core.audit_log (company_id, actor_id, token_id, operation, door, request, action, subject, row_key, after)
    values (company, nullif(current_setting('dapur.actor', true), '')::bigint,
            nullif(current_setting('dapur.token', true), '')::bigint,
            coalesce(current_setting('dapur.operation', true), ''), coalesce(current_setting('dapur.door', true), ''),
            coalesce(current_setting('dapur.request', true), ''), 'A', tg_table_schema || '.' || tg_table_name,
            case when cardinality(ids) = 1 then ids[1]::text else '' end,
            case when cardinality(ids) = 1 then null
                 else jsonb_build_object('rows', (select range_agg(int8range(i, i, '[]')) from unnest(ids) i)::text) end);
    return null;
end $$;

create function core.audit_table(t regclass, hidden text[] default '{}', company_column text default 'company_id')
    returns void language plpgsql as $$
declare
    keys text;
    args text;
begin
    select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum)) into keys
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = t and i.indisprimary and (a.attname <> company_column or i.indnkeyatts = 1);
    args := format('%L, %L, %L', keys, array_to_string(hidden, ','), company_column);
    execute format('create trigger audit_inserted after insert on %s referencing new table as new_rows '
                   'for each statement execute function core.audit_inserted(%s)', t, args);
    execute format('create trigger audit_deleted after delete on %s referencing old table as old_rows '
                   'for each statement execute function core.audit_deleted(%s)', t, args);
    execute format('create trigger audit_updated after update on %s '
                   'for each row execute function core.audit_updated(%s)', t, args);
end $$;

create function core.audit_appended(t regclass) returns void language plpgsql as $$
begin
    execute format('create trigger audit_appended after insert on %s referencing new table as new_rows '
                   'for each statement execute function core.audit_appended_rows()', t);
end $$;

-- Refused attempts and views of sensitive data, each in a short transaction of its own.
create function core.record_refusal(p_operation text, p_code text, p_detail jsonb) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    select core.write_audit(core.current_company(), 'R', p_operation, array[p_code], array[null::jsonb], array[p_detail])
$$;
create function core.record_seen(p_subject text, p_keys text[]) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    select core.write_audit(core.current_company(), 'S', p_subject, p_keys,
        array_fill(null::jsonb, array[cardinality(p_keys)]), array_fill(null::jsonb, array[cardinality(p_keys)]))
$$;

-- Order and seals: one worker gives dense positions to what is surely committed, in chained batches.
create table core.audit_order (
    company_id bigint not null,
    position bigint not null,
    audit_id bigint not null,
    at timestamptz not null,
    primary key (company_id, position)
);
create unique index audit_order_id on core.audit_order (company_id, audit_id);
create table core.audit_seal (
    company_id bigint not null,
    first_position bigint not null,
    last_position bigint not null,
    content_hash bytea not null,
    chain_hash bytea not null,
    sealed_at timestamptz not null default core.now(),
    primary key (company_id, last_position)
);
select core.guard_company_table('core.audit_order');
select core.guard_company_table('core.audit_seal');
select core.append_only('core.audit_order');
select core.append_only('core.audit_seal');
grant select on core.audit_order, core.audit_seal to dapur_app;

create function core.audit_hash(p_company bigint, p_first bigint, p_last bigint) returns bytea language sql stable
    security definer set search_path = pg_catalog, core, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
    select sha256(coalesce(string_agg(sha256(convert_to(o.position || '|' || l::text, 'UTF8')), ''::bytea order by o.position), ''::bytea))
    from core.audit_order o
    left join core.audit_log l on l.company_id = o.company_id and l.id = o.audit_id and l.at = o.at
    where o.company_id = p_company and o.position between p_first and p_last
$$;

create function core.seal_audit(p_company bigint, p_batch int default 10000) returns bigint language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    head record;
    first bigint;
    last bigint;
    content bytea;
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    perform pg_advisory_xact_lock(hashtextextended('dapur.audit.' || p_company, 0));
    select last_position, chain_hash into head from core.audit_seal
    where company_id = p_company order by last_position desc limit 1;
    first := coalesce(head.last_position, 0) + 1;
    with due as (
        select l.id, l.at from core.audit_log l
        where l.company_id = p_company and l.xid < pg_snapshot_xmin(pg_current_snapshot())
          and not exists (select from core.audit_order o where o.company_id = p_company and o.audit_id = l.id)
        order by l.xid, l.id limit p_batch)
    insert into core.audit_order (company_id, position, audit_id, at)
    select p_company, first - 1 + row_number() over (), id, at from due;
    select max(position) into last from core.audit_order where company_id = p_company;
    if last is null or last < first then return 0; end if;
    content := core.audit_hash(p_company, first, last);
    insert into core.audit_seal (company_id, first_position, last_position, content_hash, chain_hash)
    values (p_company, first, last, content,
            sha256(coalesce(head.chain_hash, ''::bytea) || content || convert_to(first || ':' || last, 'UTF8')));
    return last - first + 1;
end $$;

-- What does not hold: seals whose content or chain differs, and positions that are missing.
create function core.verify_audit(p_company bigint)
    returns table (first_position bigint, last_position bigint, problem text) language plpgsql stable
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    s record;
    chain bytea := ''::bytea;
    expected bigint := 1;
    rows bigint;
begin
    for s in select * from core.audit_seal q where q.company_id = p_company order by q.last_position loop
        first_position := s.first_position; last_position := s.last_position; problem := null;
        select count(*) into rows from core.audit_order o
        where o.company_id = p_company and o.position between s.first_position and s.last_position;
        if s.first_position <> expected or rows <> s.last_position - s.first_position + 1 then
            problem := 'missing';
        elsif core.audit_hash(p_company, s.first_position, s.last_position) <> s.content_hash then
            problem := 'changed';
        elsif sha256(chain || s.content_hash || convert_to(s.first_position || ':' || s.last_position, 'UTF8')) <> s.chain_hash then
            problem := 'chain';
        end if;
        if problem is not null then return next; end if;
        chain := s.chain_hash;
        expected := s.last_position + 1;
    end loop;
end $$;
select core.audit_partitions();

-- Whoever could make triggers of these functions on a table of their own could write what they like into the log.
revoke execute on function core.audit_inserted, core.audit_deleted, core.audit_updated, core.audit_appended_rows,
    core.audit_table, core.audit_appended, core.append_only, core.guard_company_table from public;
