-- Mailboxes that become tickets, and what came: every message once, what became of it, and who sends how much.

-- password: read only by the job that fetches; no query shows it, the log leaves it out.
create table it.mailbox (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    address text not null check (address <> ''),
    host text not null check (host <> ''),
    port int not null check (port between 1 and 65535),
    encryption text not null check (encryption in ('tls', 'starttls', 'none')),
    user_name text not null,
    password text not null,
    queue_id bigint not null,
    answers_at_once boolean not null default true,
    most_per_hour int not null default 10 check (most_per_hour between 1 and 1000),
    is_on boolean not null default true,
    uid_validity bigint,
    last_uid bigint,
    fetched_at timestamptz,
    failure text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    constraint mailbox_address_key unique (company_id, address),
    foreign key (company_id, queue_id) references it.queue (company_id, id)
);

-- outcome: what became of a message. parked: written by a machine, kept for whoever wants to look.
create table it.incoming_mail (
    company_id bigint not null,
    id bigint generated always as identity,
    mailbox_id bigint not null,
    message_id text not null check (message_id <> ''),
    sender text not null default '',
    sender_name text not null default '',
    subject text not null default '',
    body text not null default '',
    outcome text not null check (outcome in ('ticket', 'comment', 'parked', 'taken')),
    reason text not null default '' check (reason in ('', 'automatic', 'report', 'own', 'list', 'too_many', 'no_sender', 'no_text')),
    ticket_id bigint,
    came_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint incoming_mail_key unique (company_id, message_id),
    foreign key (company_id, mailbox_id) references it.mailbox (company_id, id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    constraint incoming_mail_is_whole check ((outcome = 'parked') = (reason <> ''))
);
create index incoming_mail_sender on it.incoming_mail (company_id, sender, came_at);

select core.guard_company_table(t) from unnest(array['it.mailbox', 'it.incoming_mail']::regclass[]) t;
select core.audit_table('it.mailbox', array['password', 'fetched_at', 'failure', 'uid_validity', 'last_uid']);
select core.audit_appended('it.incoming_mail');
grant select, insert, update on it.mailbox to dapur_app;
grant select, insert on it.incoming_mail to dapur_app;
grant update (outcome, reason, ticket_id) on it.incoming_mail to dapur_app;
