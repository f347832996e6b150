-- Outgoing mail: written in the transaction of the operation that wants it, sent by a job, kept as a log.

create table core.mail (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    recipients text[] not null check (cardinality(recipients) between 1 and 100),
    reply_to text not null default '',
    subject text not null check (subject <> '' and subject !~ '[\r\n]'),
    body text not null,
    headers jsonb not null default '{}',
    message_id text not null,
    -- What it is about, for the way back: the department, its document's number and address.
    plugin text not null,
    about text not null default '',
    address text not null default '',
    made_by bigint,
    made_at timestamptz not null default core.now(),
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    failure text not null default '',
    sent_at timestamptz,
    primary key (company_id, id),
    constraint mail_message_key unique (company_id, message_id)
);
create table core.mail_file (
    company_id bigint not null,
    mail_id bigint not null,
    file_id bigint not null,
    primary key (company_id, mail_id, file_id),
    foreign key (company_id, mail_id) references core.mail (company_id, id),
    foreign key (company_id, file_id) references core.file (company_id, id)
);
create index mail_about on core.mail (company_id, plugin, address, id desc);
create index mail_file_file on core.mail_file (company_id, file_id);
select core.guard_company_table(t) from unnest(array['core.mail', 'core.mail_file']::regclass[]) t;
select core.audit_table('core.mail', '{body,state,failure,sent_at}');
grant select, insert on core.mail, core.mail_file to dapur_app;
grant update (state, failure, sent_at) on core.mail to dapur_app;

-- What is sent along is no loose file.
insert into core.attachment_table (name) values ('core.mail_file');
