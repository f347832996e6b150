-- Companies, what is switched on, people, roles, sessions, tokens.

create table core.company (
    id bigint primary key,
    code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
    name text not null check (name <> ''),
    country char(2) not null default 'ID',
    currency char(3) not null,
    decimals smallint not null check (decimals between 0 and 4),
    zone text not null,
    language text not null check (language in ('id', 'en')),
    fiscal_year_start smallint not null default 1 check (fiscal_year_start between 1 and 12),
    is_demo boolean not null default false,
    version int not null default 1,
    created_at timestamptz not null default core.now()
);
create sequence core.company_id;
grant usage on sequence core.company_id to dapur_app;
select core.guard_company_table('core.company', 'id');
grant select, insert, update on core.company to dapur_app;
select core.audit_table('core.company', company_column => 'id');

create table core.company_plugin (
    company_id bigint not null references core.company (id),
    plugin text not null,
    is_on boolean not null,
    setup_done boolean not null default false,
    primary key (company_id, plugin)
);
select core.guard_company_table('core.company_plugin');
grant select, insert, update on core.company_plugin to dapur_app;
select core.audit_table('core.company_plugin');

create table core.setting (
    company_id bigint not null references core.company (id),
    name text not null,
    value jsonb not null,
    version int not null default 1,
    primary key (company_id, name)
);
select core.guard_company_table('core.setting');
grant select, insert, update, delete on core.setting to dapur_app;
select core.audit_table('core.setting');

-- People are global; what they may do is per company. The application reads only people of its company.
create table core.app_user (
    id bigint generated always as identity primary key,
    email text not null,
    email_key text not null generated always as (lower(email)) stored unique,
    name text not null,
    password_hash text,
    language text not null default 'id' check (language in ('id', 'en')),
    theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
    keys_on boolean not null default true,
    ctrl_keys_on boolean not null default true,
    is_active boolean not null default true,
    is_operator boolean not null default false,
    version int not null default 1,
    created_at timestamptz not null default core.now()
);
create table core.membership (
    company_id bigint not null references core.company (id),
    user_id bigint not null references core.app_user (id),
    is_active boolean not null default true,
    last_opened_at timestamptz,
    version int not null default 1,
    primary key (company_id, user_id)
);
select core.guard_company_table('core.membership');
grant select, insert, update on core.membership to dapur_app;
select core.audit_table('core.membership', '{last_opened_at}');

alter table core.app_user enable row level security;
alter table core.app_user force row level security;
create policy people_of_company on core.app_user for select using (
    exists (select from core.membership m where m.user_id = app_user.id
            and m.company_id = (select nullif(current_setting('dapur.company', true), '')::bigint)));
create policy reader on core.app_user to dapur_reader using (true) with check (true);
create policy reader on core.membership to dapur_reader using (true) with check (true);
create policy reader on core.company for select to dapur_reader using (true);
create policy reader on core.company_plugin for select to dapur_reader using (true);
grant select (id, email, name, language, theme, is_active, version, created_at) on core.app_user to dapur_app;
grant select, insert, update on core.app_user to dapur_reader;
grant select, update on core.membership to dapur_reader;
grant select on core.company, core.company_plugin to dapur_reader;

create table core.role (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null,
    title text not null,
    description text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    constraint role_code_key unique (company_id, code)
);
create table core.role_permission (
    company_id bigint not null,
    role_id bigint not null,
    permission text not null,
    rows text not null default '',
    primary key (company_id, role_id, permission),
    foreign key (company_id, role_id) references core.role (company_id, id) on delete cascade
);
create table core.membership_role (
    company_id bigint not null,
    user_id bigint not null,
    role_id bigint not null,
    primary key (company_id, user_id, role_id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id),
    foreign key (company_id, role_id) references core.role (company_id, id)
);
select core.guard_company_table(t) from unnest(array['core.role', 'core.role_permission', 'core.membership_role']::regclass[]) t;
grant select, insert, update, delete on core.role, core.role_permission, core.membership_role to dapur_app;
select core.audit_table(t) from unnest(array['core.role', 'core.role_permission', 'core.membership_role']::regclass[]) t;
create policy reader on core.role for select to dapur_reader using (true);
create policy reader on core.role_permission for select to dapur_reader using (true);
create policy reader on core.membership_role for select to dapur_reader using (true);
grant select on core.role, core.role_permission, core.membership_role to dapur_reader;

-- Sessions and guesses belong to no company; only the functions below touch them.
create table core.session (
    token_hash bytea primary key,
    user_id bigint not null references core.app_user (id),
    id bigint generated always as identity unique,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ends_at timestamptz not null,
    confirmed_at timestamptz not null default now(),
    address text not null default '',
    agent text not null default ''
);
create index session_user_id on core.session (user_id);
create table core.guess (
    bucket text not null,
    at timestamptz not null default now()
);
create index guess_bucket on core.guess (bucket, at);
create table core.operator_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor_id bigint,
    action text not null,
    detail jsonb not null default '{}'
);
select core.append_only('core.operator_log');
grant select, insert, update, delete on core.session, core.guess to dapur_reader;
grant select, insert on core.operator_log to dapur_reader;

create table core.api_token (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    user_id bigint not null references core.app_user (id),
    name text not null,
    token_hash bytea not null unique,
    hint text not null,
    scopes text[] not null,
    created_at timestamptz not null default core.now(),
    ends_at timestamptz not null,
    revoked_at timestamptz,
    primary key (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id)
);
create table core.api_token_use (
    company_id bigint not null,
    token_id bigint not null,
    used_at timestamptz not null,
    primary key (company_id, token_id)
);
create table core.invitation (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    email text not null,
    name text not null,
    role_ids bigint[] not null,
    token_hash bytea not null unique,
    invited_by bigint not null,
    created_at timestamptz not null default core.now(),
    ends_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    primary key (company_id, id)
);
select core.guard_company_table(t) from unnest(array['core.api_token', 'core.api_token_use', 'core.invitation']::regclass[]) t;
grant select, insert, update on core.api_token, core.invitation, core.api_token_use to dapur_app;
select core.audit_table('core.api_token', '{token_hash}');
select core.audit_table('core.invitation', '{token_hash}');
create policy reader on core.api_token for select to dapur_reader using (true);
create policy reader on core.api_token_use to dapur_reader using (true) with check (true);
create policy reader on core.invitation to dapur_reader using (true) with check (true);
grant select on core.api_token to dapur_reader;
grant select, insert, update on core.api_token_use, core.invitation to dapur_reader;

-- A change of people, roles or switches drops the caches of every process.
create function core.announce() returns trigger language plpgsql as $$
begin
    perform pg_notify('dapur_changed', tg_argv[0]);
    return null;
end $$;
create trigger announce after insert or update or delete on core.company_plugin for each statement execute function core.announce('plugins');
create trigger announce after insert or update or delete on core.setting for each statement execute function core.announce('settings');
create trigger announce after insert or update or delete on core.role_permission for each statement execute function core.announce('people');
create trigger announce after insert or update or delete on core.membership_role for each statement execute function core.announce('people');
create trigger announce after update of is_active on core.membership for each statement execute function core.announce('people');
create trigger announce after update of revoked_at on core.api_token for each statement execute function core.announce('people');
create trigger announce after update of name, language, theme, is_active, password_hash on core.app_user for each statement execute function core.announce('people');
create trigger announce after update on core.company for each statement execute function core.announce('companies');
create trigger announce after delete on core.session for each statement execute function core.announce('people');

-- Functions that read across companies. Owned by dapur_reader, whose policies are above; each returns
-- only what its argument already proves (a token, an e-mail with its password check outside, an id).
create function core.credentials(p_email text) returns table (id bigint, password_hash text, is_active boolean)
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select id, password_hash, is_active from core.app_user where email_key = lower(p_email)
$$;

create function core.open_session(p_user bigint, p_hash bytea, p_ends timestamptz, p_address text, p_agent text, p_old bytea)
    returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    delete from core.session where token_hash = p_old;
    insert into core.session (token_hash, user_id, ends_at, address, agent)
    values (p_hash, p_user, p_ends, p_address, left(p_agent, 300));
    insert into core.operator_log (actor_id, action, detail) values (p_user, 'signed_in', jsonb_build_object('address', p_address))
$$;

create function core.session_of(p_hash bytea, p_idle interval)
    returns table (session_id bigint, user_id bigint, email text, name text, language text, theme text, keys_on boolean,
                   ctrl_keys_on boolean, is_operator boolean, ends_at timestamptz, seen_at timestamptz, confirmed_at timestamptz)
    language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    update core.session s set seen_at = now()
    where s.token_hash = p_hash and s.seen_at < now() - interval '30 seconds' and s.seen_at > now() - p_idle and s.ends_at > now();
    select s.id, u.id, u.email, u.name, u.language, u.theme, u.keys_on, u.ctrl_keys_on, u.is_operator, s.ends_at, s.seen_at, s.confirmed_at
    from core.session s join core.app_user u on u.id = s.user_id
    where s.token_hash = p_hash and s.ends_at > now() and s.seen_at > now() - p_idle and u.is_active
$$;

create function core.close_session(p_hash bytea) returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    delete from core.session where token_hash = p_hash
$$;
create function core.sessions_of(p_user bigint)
    returns table (id bigint, created_at timestamptz, seen_at timestamptz, address text, agent text)
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select id, created_at, seen_at, address, agent from core.session where user_id = p_user and ends_at > now() order by seen_at desc
$$;
create function core.close_sessions(p_user bigint, p_keep bytea default null, p_id bigint default null) returns int language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    with gone as (delete from core.session where user_id = p_user and token_hash is distinct from p_keep
                  and (p_id is null or id = p_id) returning 1) select count(*)::int from gone
$$;

create function core.my_companies(p_user bigint)
    returns table (id bigint, code text, name text, is_demo boolean, last_opened_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select c.id, c.code, c.name, c.is_demo, m.last_opened_at
    from core.membership m join core.company c on c.id = m.company_id
    where m.user_id = p_user and m.is_active order by c.name
$$;

-- Everything that a scope needs, in one read.
create function core.scope_of(p_user bigint, p_company text)
    returns table (company_id bigint, code text, name text, country text, currency text, decimals smallint, zone text, language text,
                   fiscal_year_start smallint, is_demo boolean, permissions text[], rows jsonb, plugins text[], roles text[])
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select c.id, c.code, c.name, c.country, c.currency, c.decimals, c.zone, c.language, c.fiscal_year_start, c.is_demo,
        coalesce((select array_agg(distinct p.permission) from core.membership_role r
                  join core.role_permission p on p.company_id = r.company_id and p.role_id = r.role_id
                  where r.company_id = c.id and r.user_id = p_user), '{}'),
        coalesce((select jsonb_object_agg(permission, rows) from (
                  select p.permission, min(p.rows) as rows from core.membership_role r
                  join core.role_permission p on p.company_id = r.company_id and p.role_id = r.role_id
                  where r.company_id = c.id and r.user_id = p_user group by p.permission
                  having min(p.rows) <> '') narrowed), '{}'),
        coalesce((select array_agg(plugin) from core.company_plugin where company_id = c.id and is_on), '{}'),
        coalesce((select array_agg(o.title order by o.id) from core.membership_role r join core.role o
                  on o.company_id = r.company_id and o.id = r.role_id where r.company_id = c.id and r.user_id = p_user), '{}')
    from core.company c join core.membership m on m.company_id = c.id
    join core.app_user u on u.id = m.user_id
    where c.code = p_company and m.user_id = p_user and m.is_active and u.is_active
$$;

create function core.token_of(p_hash bytea)
    returns table (token_id bigint, company_code text, user_id bigint, user_name text, language text, scopes text[], ends_at timestamptz)
    language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    insert into core.api_token_use (company_id, token_id, used_at)
    select company_id, id, now() from core.api_token
    where token_hash = p_hash and revoked_at is null and ends_at > now()
    on conflict (company_id, token_id) do update set used_at = excluded.used_at
    where api_token_use.used_at < now() - interval '30 seconds';
    select t.id, c.code, t.user_id, u.name, u.language, t.scopes, t.ends_at
    from core.api_token t join core.company c on c.id = t.company_id
    join core.app_user u on u.id = t.user_id
    join core.membership m on m.company_id = t.company_id and m.user_id = t.user_id
    where t.token_hash = p_hash and t.revoked_at is null and t.ends_at > now() and u.is_active and m.is_active
$$;

create function core.add_user(p_email text, p_name text, p_hash text, p_language text, p_operator boolean default false)
    returns bigint language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    insert into core.app_user (email, name, password_hash, language, is_operator)
    values (p_email, p_name, p_hash, p_language, p_operator)
    on conflict (email_key) do nothing;
    select id from core.app_user where email_key = lower(p_email)
$$;
create function core.set_password(p_user bigint, p_hash text) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    update core.app_user set password_hash = p_hash, version = version + 1 where id = p_user;
    insert into core.operator_log (actor_id, action) values (p_user, 'password_changed')
$$;
create function core.confirm_session(p_hash bytea) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    update core.session set confirmed_at = now() where token_hash = p_hash
$$;
create function core.set_preferences(p_user bigint, p_name text, p_language text, p_theme text, p_keys boolean, p_ctrl boolean)
    returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    update core.app_user set name = p_name, language = p_language, theme = p_theme, keys_on = p_keys, ctrl_keys_on = p_ctrl,
        version = version + 1 where id = p_user
$$;
create function core.set_user_active(p_user bigint, p_active boolean) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    update core.app_user set is_active = p_active, version = version + 1 where id = p_user;
    delete from core.session where user_id = p_user and not p_active;
    insert into core.operator_log (actor_id, action, detail)
    values (core.current_actor(), case when p_active then 'user_enabled' else 'user_disabled' end, jsonb_build_object('user', p_user))
$$;
create function core.invitation_of(p_hash bytea)
    returns table (company_id bigint, id bigint, email text, name text, role_ids bigint[], company_name text, company_code text, has_password boolean)
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select i.company_id, i.id, i.email, i.name, i.role_ids, c.name, c.code,
           exists (select from core.app_user u where u.email_key = lower(i.email) and u.password_hash is not null)
    from core.invitation i join core.company c on c.id = i.company_id
    where i.token_hash = p_hash and i.accepted_at is null and i.revoked_at is null and i.ends_at > now()
$$;
create function core.guesses(p_buckets text[], p_window interval) returns int language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    delete from core.guess where at < now() - interval '1 day';
    select coalesce(max(n), 0)::int from (select count(*) as n from core.guess
        where bucket = any (p_buckets) and at > now() - p_window group by bucket) counted
$$;
create function core.add_guess(p_buckets text[]) returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    insert into core.guess (bucket) select unnest(p_buckets)
$$;
create function core.forget_guesses(p_bucket text) returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    delete from core.guess where bucket = p_bucket
$$;
create function core.company_codes() returns table (id bigint, code text) language sql stable
    security definer set search_path = pg_catalog, core, pg_temp as $$ select id, code from core.company order by id $$;
create function core.user_count() returns bigint language sql stable
    security definer set search_path = pg_catalog, core, pg_temp as $$ select count(*) from core.app_user $$;

grant create on schema core to dapur_reader;
do $$
declare f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'core'::regnamespace and p.proname in (
        'credentials', 'open_session', 'session_of', 'close_session', 'sessions_of', 'close_sessions', 'my_companies', 'scope_of',
        'token_of', 'add_user', 'set_password', 'confirm_session', 'set_preferences', 'set_user_active', 'invitation_of',
        'guesses', 'add_guess', 'forget_guesses', 'company_codes', 'user_count')
    loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to dapur_app', f);
        execute format('alter function %s owner to dapur_reader', f);
    end loop;
end $$;
revoke create on schema core from dapur_reader;
