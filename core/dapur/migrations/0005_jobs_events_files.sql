-- Jobs, the timetable, the followers of events, attachments.

-- A job carries ids only. It is due again at due_at: a worker that takes it moves due_at on, and moves it further
-- while it works, so that the job of a killed worker is taken by another. `tries` fences the one that was slow.
-- user_id 0 is the timetable.
create table core.job (
    company_id bigint not null,
    id bigint generated always as identity,
    kind text not null,
    input jsonb not null default '{}',
    user_id bigint not null default 0,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    due_at timestamptz not null default now(),
    tries int not null default 0,
    cancel_asked boolean not null default false,
    done bigint not null default 0,
    total bigint not null default 0,
    message text not null default '',
    message_data jsonb not null default '{}',
    address text not null default '',
    failure text not null default '',
    made_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    primary key (company_id, id)
);
create index job_due on core.job (due_at) where state in ('waiting', 'running');
create table core.timetable (
    company_id bigint not null,
    job text not null,
    last_slot timestamptz not null,
    primary key (company_id, job)
);
-- How far each "after" handler has come in a company's events. A failing one is tried again later and holds up
-- only itself; after its last try the event is a dead letter (core.outbox_done) and the handler goes on.
create table core.event_follower (
    company_id bigint not null,
    handler text not null,
    xid xid8 not null default '0',
    outbox_id bigint not null default 0,
    tries int not null default 0,
    due_at timestamptz not null default '-infinity',
    failure text not null default '',
    primary key (company_id, handler)
);
alter table core.outbox_done add column resolved_at timestamptz;
create index outbox_order on core.outbox (company_id, xid, id);
select core.guard_company_table(t) from unnest(array['core.job', 'core.timetable', 'core.event_follower']::regclass[]) t;
grant select, insert, update, delete on core.job to dapur_app;
grant select, insert, update on core.timetable, core.event_follower to dapur_app;
grant delete on core.outbox, core.outbox_done to dapur_app;

create policy reader on core.job to dapur_reader using (true) with check (true);
create policy reader on core.outbox for select to dapur_reader using (true);
create policy reader on core.event_follower for select to dapur_reader using (true);
grant select, update on core.job to dapur_reader;
grant select on core.outbox, core.event_follower to dapur_reader;

create function core.add_job(p_company bigint, p_kind text, p_input jsonb, p_user bigint, p_due timestamptz, p_address text)
    returns bigint language plpgsql set search_path = pg_catalog, core, pg_temp as $$
declare
    made bigint;
begin
    insert into core.job (company_id, kind, input, user_id, due_at, address)
    values (p_company, p_kind, p_input, p_user, coalesce(p_due, now()), p_address) returning id into made;
    perform pg_notify('dapur_jobs', '');
    return made;
end $$;

-- One slot of the timetable becomes a job once, however many processes look at the clock. What was never seen
-- begins with its next slot.
create function core.take_slot(p_company bigint, p_job text, p_operation text, p_input jsonb, p_slot timestamptz)
    returns boolean language plpgsql set search_path = pg_catalog, core, pg_temp as $$
begin
    insert into core.timetable (company_id, job, last_slot) values (p_company, p_job, p_slot) on conflict do nothing;
    if found then return false; end if;
    update core.timetable set last_slot = p_slot where company_id = p_company and job = p_job and last_slot < p_slot;
    if not found then return false; end if;
    perform core.add_job(p_company, p_operation, p_input, 0, null, '');
    return true;
end $$;

-- What a worker process needs to see of all companies: the next job, who has events, what is on.
create function core.claim_job(p_hold interval)
    returns table (company_id bigint, id bigint, kind text, input jsonb, user_id bigint, tries int)
    language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    update core.job j set state = 'running', tries = j.tries + 1, due_at = now() + p_hold, changed_at = now()
    from (select d.company_id, d.id from core.job d where d.state in ('waiting', 'running') and d.due_at <= now()
          order by d.due_at limit 1 for update skip locked) due
    where j.company_id = due.company_id and j.id = due.id
    returning j.company_id, j.id, j.kind, j.input, j.user_id, j.tries
$$;
create function core.companies_with_events(p_handlers text[]) returns table (company_id bigint)
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select c.id from core.company c
    cross join lateral (select o.xid, o.id from core.outbox o where o.company_id = c.id order by o.xid desc, o.id desc limit 1) head
    where (select count(*) from core.event_follower f where f.company_id = c.id and f.handler = any (p_handlers)
           and (f.xid, f.outbox_id) >= (head.xid, head.id)) < cardinality(p_handlers)
$$;
create function core.companies_on() returns table (company_id bigint, code text, zone text, plugins text[])
    language sql stable security definer set search_path = pg_catalog, core, pg_temp as $$
    select c.id, c.code, c.zone, coalesce(array_agg(p.plugin) filter (where p.is_on), '{}')
    from core.company c left join core.company_plugin p on p.company_id = c.id group by c.id
$$;
create function core.forget_old_sessions() returns void language sql security definer set search_path = pg_catalog, core, pg_temp as $$
    delete from core.session where ends_at < now() - interval '1 day'
$$;

-- Attachments: a table of the department that needs them, with real keys. What was attached stays in the table
-- (the file too, which is never changed); detaching hides it.
create table core.attachment_table (
    name text primary key
);
revoke all on core.attachment_table from dapur_app;
create function core.make_attachment_table(p_name text, p_owner regclass) returns void language plpgsql as $$
begin
    execute format(
        'create table %s (
            company_id bigint not null,
            id bigint generated always as identity,
            owner_id bigint not null,
            file_id bigint not null,
            attached_by bigint not null,
            attached_at timestamptz not null default core.now(),
            detached_by bigint,
            detached_at timestamptz,
            primary key (company_id, id),
            foreign key (company_id, owner_id) references %s (company_id, id),
            foreign key (company_id, file_id) references core.file (company_id, id)
        )', p_name, p_owner);
    execute format('create unique index on %s (company_id, owner_id, file_id) where detached_at is null', p_name);
    execute format('create index on %s (company_id, file_id)', p_name);
    perform core.guard_company_table(p_name::regclass);
    perform core.audit_table(p_name::regclass);
    execute format('grant select, insert, update (detached_by, detached_at) on %s to dapur_app', p_name);
    insert into core.attachment_table (name) values (p_name);
end $$;

-- Uploads that nobody attached or imported go after a day. Row security holds here too: one company.
create function core.forget_loose_files(p_company bigint) returns bigint language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    t text;
    loose bigint[];
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    select array_agg(f.id) into loose from core.file f
    where f.company_id = p_company and f.uploaded_at < now() - interval '1 day'
      and not exists (select from core.import_run r where r.company_id = p_company and r.file_id = f.id);
    for t in select name from core.attachment_table loop
        execute format('select array_agg(i) from unnest($1) i where not exists (select from %s a where a.company_id = $2 and a.file_id = i)', t)
            into loose using loose, p_company;
    end loop;
    delete from core.file f where f.company_id = p_company and f.id = any (loose);
    delete from core.file_content c where c.company_id = p_company
        and not exists (select from core.file f where f.company_id = p_company and f.sha256 = c.sha256);
    return coalesce(cardinality(loose), 0);
end $$;
create index file_sha256 on core.file (company_id, sha256);
create index import_run_file_id on core.import_run (company_id, file_id);
revoke execute on function core.forget_loose_files from public;
grant execute on function core.forget_loose_files to dapur_app;

-- Imports: the job that works on a run, what each record would become (n new, s same, x wrong; a letter a record),
-- and the row headings.
alter table core.import_run
    add column job_id bigint,
    add column headings jsonb not null default '[]',
    add column outcomes text not null default '',
    add column preview jsonb not null default '[]',
    add column checked_version int;
drop trigger audit_inserted on core.import_run;
drop trigger audit_deleted on core.import_run;
drop trigger audit_updated on core.import_run;
select core.audit_table('core.import_run', '{headings,outcomes,preview,counts,rows_done,changed_at,job_id,checked_version}');

grant create on schema core to dapur_reader;
do $$
declare f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'core'::regnamespace and p.proname in (
        'claim_job', 'companies_with_events', 'companies_on', 'forget_old_sessions')
    loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to dapur_app', f);
        execute format('alter function %s owner to dapur_reader', f);
    end loop;
end $$;
revoke create on schema core from dapur_reader;
