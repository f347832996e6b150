-- Offices, kinds and templates of letters, letters that go out with numbers, letters that come in with who acts on them.

create schema administration;
grant usage on schema administration to dapur_app;

-- A place with a clock of its own: letters take their day from it, rooms their hours.
create table administration.office (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    address text not null default '',
    zone text not null check (zone <> ''),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint office_code_key unique (company_id, code)
);

-- pattern: as in core's numbering, with {number} {unit} {kind} {org} {roman} {month} {year} {yy}.
create table administration.letter_kind (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    pattern text not null check (pattern like '%{number}%'),
    digits int not null default 3 check (digits between 1 and 8),
    restart text not null default 'year' check (restart in ('never', 'year', 'month')),
    counter text not null default 'unit' check (counter in ('company', 'unit', 'kind', 'unit_kind')),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint letter_kind_code_key unique (company_id, code)
);

create table administration.letter_template (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    kind_id bigint not null,
    language text not null default 'id' check (language in ('id', 'en')),
    subject text not null check (subject <> ''),
    body text not null check (body <> ''),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, kind_id) references administration.letter_kind (company_id, id),
    constraint letter_template_name_key unique (company_id, name)
);

-- A letter that goes out. number, sequence, counter_key and period are written by issue_letter alone.
create table administration.letter (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    kind_id bigint not null,
    unit_id bigint not null,
    office_id bigint,
    party_id bigint,
    recipient text not null check (recipient <> ''),
    address text not null default '',
    language text not null default 'id' check (language in ('id', 'en')),
    subject text not null check (subject <> ''),
    body text not null default '',
    signer text not null default '',
    signer_role text not null default '',
    letter_date date,
    state text not null default 'draft' check (state in ('draft', 'issued', 'void')),
    number text,
    sequence bigint check (sequence > 0),
    counter_key text,
    period text,
    issued_on date,
    issued_at timestamptz,
    issued_by bigint,
    is_out_of_order boolean not null default false,
    void_reason text not null default '',
    voided_at timestamptz,
    voided_by bigint,
    created_by bigint not null default core.current_actor(),
    created_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, kind_id) references administration.letter_kind (company_id, id),
    foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    foreign key (company_id, office_id) references administration.office (company_id, id),
    foreign key (company_id, party_id) references base.party (company_id, id),
    foreign key (company_id, issued_by) references core.membership (company_id, user_id),
    foreign key (company_id, voided_by) references core.membership (company_id, user_id),
    constraint letter_number_key unique (company_id, number),
    constraint letter_sequence_key unique (company_id, counter_key, period, sequence),
    constraint letter_drafts_have_no_number check ((state = 'draft') = (number is null)),
    constraint letter_issue_is_whole check (num_nulls(number, sequence, counter_key, period, issued_on, issued_at, issued_by) in (0, 7)),
    constraint letter_issued_has_day check (state = 'draft' or letter_date is not null),
    constraint letter_void_has_reason check ((state = 'void') = (void_reason <> '')
        and (state = 'void') = (voided_at is not null) and (state = 'void') = (voided_by is not null))
);
create index letter_by_day on administration.letter (company_id, letter_date, id);

-- What was issued stays: only voiding it is left, once.
create function administration.keep_letter() returns trigger language plpgsql as $$
begin
    if old.state = 'draft' then return case when tg_op = 'DELETE' then old else new end; end if;
    if tg_op = 'DELETE' or old.state = 'void' or new.state <> 'void'
       or to_jsonb(new) - array['state', 'void_reason', 'voided_at', 'voided_by', 'version']
          <> to_jsonb(old) - array['state', 'void_reason', 'voided_at', 'voided_by', 'version'] then
        perform core.refuse('ADMINISTRATION_LETTER_ISSUED',
            'An issued letter stays as it is. Void it with a reason, and write a new one.');
    end if;
    return new;
end $$;
create trigger keep_letter before update or delete on administration.letter
    for each row execute function administration.keep_letter();

-- Gives a draft its number and issues it, in one transaction: the counter is locked until it ends. p_number: the number as it
-- is written, with {number} left for the counter. The month and year of the counter come from the letter's date.
create function administration.issue_letter(p_company bigint, p_letter bigint, p_date date, p_on date, p_number text)
    returns table (number text, sequence bigint, is_out_of_order boolean) language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
#variable_conflict use_column
declare
    kind administration.letter_kind;
    unit text;
    key text;
    counted text;
    taken bigint;
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    select k.* into kind from administration.letter l join administration.letter_kind k
        on k.company_id = l.company_id and k.id = l.kind_id where l.company_id = p_company and l.id = p_letter;
    select u.code into unit from administration.letter l join base.organisation_unit u
        on u.company_id = l.company_id and u.id = l.unit_id where l.company_id = p_company and l.id = p_letter;
    if kind.id is null or p_number not like '%{number}%' then
        perform core.refuse('ADMINISTRATION_LETTER_ISSUED', 'This letter cannot be issued. Open it again.');
    end if;
    key := case kind.counter when 'company' then '' when 'unit' then unit when 'kind' then '/' || kind.code
           else unit || '/' || kind.code end;
    counted := case kind.restart when 'year' then to_char(p_date, 'YYYY') when 'month' then to_char(p_date, 'YYYY-MM') else '' end;
    taken := core.take_number(p_company, 'administration.letter', key, counted);
    return query update administration.letter l set state = 'issued', letter_date = p_date, issued_on = p_on,
        issued_at = core.now(), issued_by = core.current_actor(), sequence = taken, counter_key = key, period = counted,
        number = replace(p_number, '{number}', lpad(taken::text, greatest(kind.digits, length(taken::text)), '0')),
        is_out_of_order = exists (select from administration.letter o where o.company_id = p_company and o.counter_key = key
            and o.period = counted and o.letter_date > p_date),
        version = l.version + 1
    where l.company_id = p_company and l.id = p_letter and l.state = 'draft'
    returning l.number, l.sequence, l.is_out_of_order;
    if not found then
        perform core.refuse('ADMINISTRATION_LETTER_ISSUED', 'This letter cannot be issued. Open it again.');
    end if;
end $$;

-- Letters that come in, in the order of the day book.
create table administration.incoming_letter (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null,
    received_on date not null,
    sender text not null check (sender <> ''),
    sender_number text not null default '',
    sender_date date,
    party_id bigint,
    unit_id bigint,
    subject text not null check (subject <> ''),
    summary text not null default '',
    urgency text not null default 'normal' check (urgency in ('normal', 'soon', 'at_once')),
    is_closed boolean not null default false,
    created_by bigint not null default core.current_actor(),
    created_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, party_id) references base.party (company_id, id),
    foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    constraint incoming_letter_number_key unique (company_id, number)
);

-- Disposition: who acts on a letter until when. Each is a task of base, which knows whether it is done.
create table administration.disposition (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    letter_id bigint not null,
    task_id bigint not null,
    instruction text not null check (instruction <> ''),
    given_by bigint not null default core.current_actor(),
    given_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, letter_id) references administration.incoming_letter (company_id, id),
    foreign key (company_id, task_id) references base.task (company_id, id),
    constraint disposition_task_key unique (company_id, task_id)
);
create index disposition_of_letter on administration.disposition (company_id, letter_id);

select core.guard_company_table(t), core.audit_table(t)
from unnest(array['administration.office', 'administration.letter_kind', 'administration.letter_template', 'administration.letter',
    'administration.incoming_letter']::regclass[]) t;
select core.guard_company_table('administration.disposition'), core.audit_appended('administration.disposition'),
    core.append_only('administration.disposition');
grant select, insert, update on administration.office, administration.letter_kind, administration.letter_template,
    administration.incoming_letter to dapur_app;
grant select, insert on administration.disposition to dapur_app;
grant select, delete,
    insert (company_id, kind_id, unit_id, office_id, party_id, recipient, address, language, subject, body, signer, signer_role,
            letter_date),
    update (kind_id, unit_id, office_id, party_id, recipient, address, language, subject, body, signer, signer_role, letter_date,
            version)
    on administration.letter to dapur_app;
revoke execute on function administration.issue_letter from public;
grant execute on function administration.issue_letter to dapur_app;

-- Voiding: the only change of an issued letter.
create function administration.void_letter(p_company bigint, p_letter bigint, p_reason text) returns bigint language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    done bigint;
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    update administration.letter set state = 'void', void_reason = p_reason, voided_at = core.now(), voided_by = core.current_actor(),
        version = version + 1
    where company_id = p_company and id = p_letter and state = 'issued' returning id into done;
    return done;
end $$;
revoke execute on function administration.void_letter from public;
grant execute on function administration.void_letter to dapur_app;

select core.make_attachment_table('administration.letter_file', 'administration.letter');
select core.make_attachment_table('administration.incoming_letter_file', 'administration.incoming_letter');
select base.make_comment_table('administration.incoming_letter_comment', 'administration.incoming_letter');
