-- Guessing is counted before the password is looked at, one after the other per bucket, so that many at once
-- cannot pass the limit together. A refused sign-in is kept in the operator's log.

-- Whether one more try is allowed; it is counted at once.
create function core.take_guess(p_buckets text[], p_limits int[], p_window interval, p_address text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    full_bucket text;
begin
    perform pg_advisory_xact_lock(hashtextextended('dapur.guess.' || b, 0)) from unnest(p_buckets) b order by b;
    delete from core.guess where at < now() - interval '1 day';
    select b into full_bucket from unnest(p_buckets, p_limits) as u(b, most)
    where (select count(*) from core.guess g where g.bucket = b and g.at > now() - p_window) >= most limit 1;
    if full_bucket is not null then
        insert into core.operator_log (action, detail)
        values ('sign_in_slowed', jsonb_build_object('bucket', full_bucket, 'address', p_address));
        return false;
    end if;
    insert into core.guess (bucket) select unnest(p_buckets);
    return true;
end $$;

-- The password was right: the account starts from zero, the address gets its one try back.
create function core.return_guess(p_account text, p_address text) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    delete from core.guess where bucket = p_account;
    delete from core.guess where ctid = (select ctid from core.guess where bucket = p_address order by at desc limit 1)
$$;

create function core.log_refused_sign_in(p_user bigint, p_address text) returns void language sql
    security definer set search_path = pg_catalog, core, pg_temp as $$
    insert into core.operator_log (actor_id, action, detail)
    values (p_user, 'sign_in_refused', jsonb_build_object('address', p_address))
$$;

-- The very first person, who may create companies; null when there is somebody already.
create function core.add_first_user(p_email text, p_name text, p_hash text, p_language text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    made bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('dapur.first_user', 0));
    if exists (select from core.app_user) then return null; end if;
    insert into core.app_user (email, name, password_hash, language, is_operator)
    values (p_email, p_name, p_hash, p_language, true) returning id into made;
    insert into core.operator_log (actor_id, action) values (made, 'first_user');
    return made;
end $$;

-- A person who has no password yet gets one by accepting an invitation; an existing one is never overwritten.
create function core.add_invited_user(p_email text, p_name text, p_hash text, p_language text) returns bigint
    language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    insert into core.app_user (email, name, password_hash, language) values (p_email, p_name, p_hash, p_language)
    on conflict (email_key) do update set password_hash = excluded.password_hash
        where app_user.password_hash is null and excluded.password_hash is not null;
    select id from core.app_user where email_key = lower(p_email)
$$;

-- All sessions of a person, with the one that asks marked.
create function core.sessions_for(p_user bigint, p_mine bytea, p_idle interval)
    returns table (id bigint, created_at timestamptz, seen_at timestamptz, ends_at timestamptz, address text, agent text, is_mine boolean)
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select id, created_at, seen_at, ends_at, address, agent, token_hash = p_mine from core.session
    where user_id = p_user and ends_at > now() and seen_at > now() - p_idle order by seen_at desc, id desc
$$;

-- Where a person may create companies: as an operator, or with the right in some company.
create function core.may_create_companies(p_user bigint) returns boolean language sql stable
    security definer set search_path = pg_catalog, core, pg_temp as $$
    select exists (select from core.app_user u where u.id = p_user and u.is_active and (u.is_operator or exists (
        select from core.membership m join core.membership_role r on r.company_id = m.company_id and r.user_id = m.user_id
        join core.role_permission p on p.company_id = r.company_id and p.role_id = r.role_id
        where m.user_id = u.id and m.is_active and p.permission = 'core.company.create')))
$$;

grant create on schema core to dapur_reader;
do $$
declare f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'core'::regnamespace and p.proname in (
        'take_guess', 'return_guess', 'log_refused_sign_in', 'add_first_user', 'add_invited_user', 'sessions_for', 'may_create_companies')
    loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to dapur_app', f);
        execute format('alter function %s owner to dapur_reader', f);
    end loop;
end $$;
revoke create on schema core from dapur_reader;

-- Addresses of the house itself are no company's.
alter table core.company add constraint company_code_not_reserved check (code <> all (array[
    'sign-in', 'sign-out', 'static', 'invitation', 'new-company', 'setup', 'health', 'language', 'graphql']));
