-- Queues, what may be asked for, targets, tickets with their clock as intervals, and what was said.

create schema it;
grant usage on schema it to dapur_app;

create table it.queue (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    calendar_id bigint not null,
    lead_id bigint,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint queue_name_key unique (company_id, name),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id),
    foreign key (company_id, lead_id) references core.membership (company_id, user_id)
);

create table it.request_type (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    kind text not null check (kind in ('request', 'incident', 'problem', 'change')),
    queue_id bigint not null,
    priority text not null default 'P3' check (priority in ('P1', 'P2', 'P3', 'P4')),
    questions text not null default '',
    is_offered boolean not null default true,
    version int not null default 1,
    primary key (company_id, id),
    constraint request_type_name_key unique (company_id, name),
    foreign key (company_id, queue_id) references it.queue (company_id, id)
);

-- Minutes of working time, by calendar and priority. null: nothing is promised.
create table it.target (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    calendar_id bigint not null,
    priority text not null check (priority in ('P1', 'P2', 'P3', 'P4')),
    response_minutes int check (response_minutes between 1 and 1000000),
    resolution_minutes int check (resolution_minutes between 1 and 1000000),
    version int not null default 1,
    primary key (company_id, id),
    constraint target_key unique (company_id, calendar_id, priority),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id)
);

create table it.escalation_level (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    queue_id bigint not null,
    percent int not null check (percent between 1 and 1000),
    user_id bigint not null,
    version int not null default 1,
    primary key (company_id, id),
    constraint escalation_level_key unique (company_id, queue_id, percent, user_id),
    foreign key (company_id, queue_id) references it.queue (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id)
);

-- response_due, resolution_due: what the intervals give (null while the clock stands); left_minutes: what stood on the
-- clock when it stopped; the marks: working minutes of the calendar before the due moments (it.mark). They are kept for
-- lists; rules/clock.py computes and explains them.
create table it.ticket (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null check (number <> ''),
    kind text not null check (kind in ('request', 'incident', 'problem', 'change')),
    title text not null check (title <> ''),
    details text not null default '',
    priority text not null check (priority in ('P1', 'P2', 'P3', 'P4')),
    state text not null default 'open' check (state in ('open', 'waiting_customer', 'waiting_supplier', 'solved', 'closed')),
    source text not null check (source in ('form', 'portal', 'mail', 'event')),
    queue_id bigint not null,
    calendar_id bigint not null,
    request_type_id bigint,
    requester_id bigint,
    requester_name text not null default '',
    requester_email text not null default '',
    assignee_id bigint,
    created_at timestamptz not null default core.now(),
    created_by bigint not null,
    response_minutes int,
    resolution_minutes int,
    responded_at timestamptz,
    ended_at timestamptz,
    response_due timestamptz,
    resolution_due timestamptz,
    response_mark int,
    resolution_mark int,
    left_minutes int,
    event_key text,
    version int not null default 1,
    primary key (company_id, id),
    constraint ticket_number_key unique (company_id, number),
    constraint ticket_event_key unique (company_id, event_key),
    foreign key (company_id, queue_id) references it.queue (company_id, id),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id),
    foreign key (company_id, request_type_id) references it.request_type (company_id, id),
    foreign key (company_id, requester_id) references core.membership (company_id, user_id),
    foreign key (company_id, assignee_id) references core.membership (company_id, user_id),
    constraint ticket_end_is_whole check ((ended_at is not null) = (state in ('solved', 'closed'))),
    constraint ticket_left_is_whole check (left_minutes is null or state in ('waiting_customer', 'waiting_supplier'))
);
create index ticket_live on it.ticket (company_id, calendar_id) where ended_at is null;
create index ticket_requester on it.ticket (company_id, requester_id, id);
create index ticket_number_search on it.ticket (company_id, created_at desc, id desc);

-- The clock: one state after the other, without overlap. An interval is closed once and never moved.
create table it.ticket_interval (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    state text not null check (state in ('open', 'waiting_customer', 'waiting_supplier', 'solved', 'closed')),
    from_at timestamptz not null,
    to_at timestamptz,
    set_by bigint not null,
    primary key (company_id, id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    constraint ticket_interval_order check (to_at is null or to_at >= from_at),
    constraint ticket_interval_overlap exclude using gist (company_id with =, ticket_id with =, tstzrange(from_at, to_at) with &&)
);
create unique index ticket_interval_running on it.ticket_interval (company_id, ticket_id) where to_at is null;
create index ticket_interval_of_ticket on it.ticket_interval (company_id, ticket_id, from_at);

create function it.keep_interval() returns trigger language plpgsql as $$
begin
    if old.to_at is not null or new.to_at is null
       or (new.ticket_id, new.state, new.from_at) is distinct from (old.ticket_id, old.state, old.from_at) then
        raise exception using errcode = 'DP010',
            message = 'The clock of a ticket stays as it ran. Set another state instead.',
            detail = jsonb_build_object('code', 'IT_CLOCK_STAYS', 'field', '', 'data', '{}'::jsonb)::text;
    end if;
    return new;
end $$;
create trigger keep_interval before update on it.ticket_interval for each row execute function it.keep_interval();

-- Why a due moment is another: told once for each change.
create table it.due_change (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    measure text not null check (measure in ('response', 'resolution')),
    due_before timestamptz,
    due_after timestamptz,
    cause text not null check (cause in ('opened', 'state', 'priority', 'queue', 'calendar')),
    changed_at timestamptz not null default core.now(),
    changed_by bigint not null,
    primary key (company_id, id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id)
);
create index due_change_of_ticket on it.due_change (company_id, ticket_id, id);

create table it.escalation (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    percent int not null,
    user_id bigint not null,
    due_at timestamptz not null,
    told_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint escalation_key unique (company_id, ticket_id, percent, user_id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id)
);

create table it.ticket_message (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    is_internal boolean not null,
    from_requester boolean not null,
    author_id bigint,
    author_name text not null default '',
    body text not null check (body <> ''),
    said_at timestamptz not null default core.now(),
    mail_message_id text not null default '',
    then_state text not null default '' check (then_state in ('', 'stay', 'waiting_customer', 'solved')),
    primary key (company_id, id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    constraint ticket_message_is_public check (not (is_internal and from_requester))
);
create index ticket_message_of_ticket on it.ticket_message (company_id, ticket_id, id);
create index ticket_message_mail on it.ticket_message (company_id, mail_message_id) where mail_message_id <> '';

-- A calendar's windows as instants, with the working minutes before each (since a fixed day): lists subtract the mark of now
-- from that of a due moment instead of asking the calendar for each row. Made again when the calendar changes; nobody's data.
create table it.working_window (
    company_id bigint not null references core.company (id),
    calendar_id bigint not null,
    opens timestamptz not null,
    closes timestamptz not null,
    minutes_before int not null,
    primary key (company_id, calendar_id, opens),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id)
);

-- Working minutes of a calendar before a moment.
create function it.mark(p_company bigint, p_calendar bigint, p_moment timestamptz) returns int language sql stable as $$
    select minutes_before + (extract(epoch from least(p_moment, closes) - opens) / 60)::int from it.working_window
    where company_id = p_company and calendar_id = p_calendar and opens <= p_moment order by opens desc limit 1
$$;

select core.guard_company_table(t) from unnest(array['it.queue', 'it.request_type', 'it.target', 'it.escalation_level',
    'it.ticket', 'it.ticket_interval', 'it.due_change', 'it.escalation', 'it.ticket_message', 'it.working_window']::regclass[]) t;
select core.audit_table(t) from unnest(array['it.queue', 'it.request_type', 'it.target', 'it.escalation_level', 'it.ticket',
    'it.ticket_interval']::regclass[]) t;
select core.audit_appended(t), core.append_only(t)
from unnest(array['it.due_change', 'it.escalation', 'it.ticket_message']::regclass[]) t;
grant select, insert, update on it.queue, it.request_type, it.target, it.ticket to dapur_app;
grant select, insert, update (to_at) on it.ticket_interval to dapur_app;
grant select, insert, update, delete on it.escalation_level to dapur_app;
grant select, insert on it.due_change, it.escalation, it.ticket_message to dapur_app;
grant select, insert, delete on it.working_window to dapur_app;
