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
create or replace function core.forget_loose_files(p_company bigint) returns bigint language plpgsql
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
      and not exists (select from core.import_run r where r.company_id = p_company and r.file_id = f.id)
      and not exists (select from core.mail_file m where m.company_id = p_company and m.file_id = f.id);
    for t in select name from core.attachment_table loop
        execute format('select array_agg(i) from unnest($1) i where not exists (select from %s a where a.company_id = $2 and a.file_id = i)', t)
            into loose using loose, p_company;
    end loop;
    delete from core.file f where f.company_id = p_company and f.id = any (loose);
    delete from core.file_content c where c.company_id = p_company
        and not exists (select from core.file f where f.company_id = p_company and f.sha256 = c.sha256);
    return coalesce(cardinality(loose), 0);
end $$;
