-- Tasks: what somebody is to do until a day, the rules that make them again and again, and what was reminded of.

create table base.task_rule (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    title text not null check (title <> ''),
    note text not null default '',
    owner_id bigint not null,
    created_by bigint not null,
    first_day date not null,
    every text not null check (every in ('day', 'week', 'month', 'year')),
    every_count int not null default 1 check (every_count between 1 and 1000),
    short_month text not null default 'last_day' check (short_month in ('last_day', 'skip')),
    shift text not null default 'preceding'
        check (shift in ('none', 'following', 'preceding', 'modified_following', 'modified_preceding')),
    calendar_id bigint,
    made text not null default 'when_done' check (made in ('when_done', 'on_schedule')),
    days_ahead int not null default 5 check (days_ahead between 0 and 366),
    remind_before int[] not null default '{}',
    remind_after int[] not null default '{}',
    escalate_to bigint,
    escalate_after int check (escalate_after between 1 and 366),
    is_stopped boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, owner_id) references core.membership (company_id, user_id),
    foreign key (company_id, created_by) references core.membership (company_id, user_id),
    foreign key (company_id, escalate_to) references core.membership (company_id, user_id),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id),
    constraint task_rule_escalation_is_whole check ((escalate_to is null) = (escalate_after is null))
);

-- occurrence: the date that the rule gave, before a day off moved it. One task for each, whoever makes it.
create table base.task (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    title text not null check (title <> ''),
    note text not null default '',
    owner_id bigint not null,
    created_by bigint not null,
    created_at timestamptz not null default core.now(),
    due date,
    calendar_id bigint,
    state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
    ended_at timestamptz,
    ended_by bigint,
    rule_id bigint,
    occurrence date,
    remind_before int[] not null default '{}',
    remind_after int[] not null default '{}',
    escalate_to bigint,
    escalate_after int check (escalate_after between 1 and 366),
    document_plugin text not null default '',
    document_title text not null default '',
    document_address text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, owner_id) references core.membership (company_id, user_id),
    foreign key (company_id, created_by) references core.membership (company_id, user_id),
    foreign key (company_id, ended_by) references core.membership (company_id, user_id),
    foreign key (company_id, escalate_to) references core.membership (company_id, user_id),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id),
    foreign key (company_id, rule_id) references base.task_rule (company_id, id),
    constraint task_occurrence_key unique (company_id, rule_id, occurrence),
    constraint task_occurrence_is_whole check ((rule_id is null) = (occurrence is null)),
    constraint task_end_is_whole check ((state = 'open') = (ended_at is null) and (ended_at is null) = (ended_by is null)),
    constraint task_escalation_is_whole check ((escalate_to is null) = (escalate_after is null)),
    constraint task_document_is_whole check ((document_title = '') = (document_address = ''))
);
create index task_open on base.task (company_id, owner_id, due) where state = 'open';
create index task_of_document on base.task (company_id, document_plugin, document_address) where document_address <> '';

-- What was reminded of, once each; for another due date again.
create table base.task_reminder (
    company_id bigint not null,
    id bigint generated always as identity,
    task_id bigint not null,
    due date not null,
    kind text not null check (kind in ('before', 'after', 'escalated')),
    days int not null,
    user_id bigint not null,
    sent_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint task_reminder_key unique (company_id, task_id, due, kind, days),
    foreign key (company_id, task_id) references base.task (company_id, id)
);

select core.guard_company_table(t)
from unnest(array['base.task_rule', 'base.task', 'base.task_reminder']::regclass[]) t;
select core.audit_table('base.task_rule');
select core.audit_table('base.task');
select core.audit_appended('base.task_reminder');
select core.append_only('base.task_reminder');
grant select, insert, update on base.task_rule, base.task to dapur_app;
grant select, insert on base.task_reminder to dapur_app;
