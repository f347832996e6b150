-- Documents: versions by the hash of their content, retention from a starting event, holds, lists of what is destroyed.

create table administration.retention_class (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    start_event text not null
        check (start_event in ('document_date', 'end_of_fiscal_year', 'end_of_contract', 'end_of_employment')),
    active_years int not null check (active_years between 0 and 100),
    inactive_years int check (inactive_years between 0 and 100),
    outcome text not null check (outcome in ('destroy', 'permanent')),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint retention_class_code_key unique (company_id, code),
    constraint retention_destroyed_has_years check (outcome = 'permanent' or inactive_years is not null)
);

-- start_day: the day of the starting event, empty until it is known; retention runs from it.
create table administration.document (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null,
    title text not null check (title <> ''),
    class_id bigint not null,
    unit_id bigint,
    document_date date not null,
    start_day date,
    keywords text not null default '',
    current_no int not null default 0,
    checked_out_by bigint,
    checked_out_until timestamptz,
    destroyed_on date,
    destroyed_by bigint,
    disposal_list_id bigint,
    created_by bigint not null default core.current_actor(),
    created_at timestamptz not null default core.now(),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, class_id) references administration.retention_class (company_id, id),
    foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    foreign key (company_id, checked_out_by) references core.membership (company_id, user_id),
    constraint document_number_key unique (company_id, number),
    constraint document_checkout_is_whole check ((checked_out_by is null) = (checked_out_until is null)),
    constraint document_destroyed_by_a_list check ((destroyed_on is null) = (disposal_list_id is null)
        and (destroyed_on is null) = (destroyed_by is null))
);
create index document_by_class on administration.document (company_id, class_id, start_day) where destroyed_on is null;

-- A version is never changed. Its content may go (file_id empty); number and hash stay as a tombstone.
create table administration.document_version (
    company_id bigint not null,
    id bigint generated always as identity,
    document_id bigint not null,
    no int not null check (no > 0),
    file_id bigint,
    sha256 bytea not null,
    file_name text not null,
    size bigint not null,
    label text not null default '',
    restored_from int,
    made_by bigint not null default core.current_actor(),
    made_at timestamptz not null default core.now(),
    approved_by bigint,
    approved_at timestamptz,
    deleted_by bigint,
    deleted_at timestamptz,
    primary key (company_id, id),
    foreign key (company_id, document_id) references administration.document (company_id, id),
    foreign key (company_id, file_id) references core.file (company_id, id),
    constraint document_version_no_key unique (company_id, document_id, no),
    constraint document_version_approval_is_whole check ((approved_by is null) = (approved_at is null)),
    constraint document_version_tombstone check ((deleted_at is null) = (file_id is not null)
        and (deleted_at is null) = (deleted_by is null))
);
create index document_version_file on administration.document_version (company_id, file_id);
insert into core.attachment_table (name) values ('administration.document_version');

-- A hold keeps what it names, or everything of a class, a unit, a time: until it is released.
create table administration.legal_hold (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    reason text not null check (reason <> ''),
    from_day date not null,
    document_id bigint,
    class_id bigint,
    unit_id bigint,
    first_day date,
    last_day date,
    placed_by bigint not null default core.current_actor(),
    released_on date,
    released_by bigint,
    release_reason text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, document_id) references administration.document (company_id, id),
    foreign key (company_id, class_id) references administration.retention_class (company_id, id),
    foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    constraint legal_hold_code_key unique (company_id, code),
    constraint legal_hold_release_is_whole check ((released_on is null) = (released_by is null)),
    constraint legal_hold_days check (first_day is null or last_day is null or first_day <= last_day)
);

create table administration.disposal_list (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    number text not null,
    made_on date not null,
    made_by bigint not null default core.current_actor(),
    approved_by bigint,
    approved_at timestamptz,
    destroyed_on date,
    version int not null default 1,
    primary key (company_id, id),
    constraint disposal_list_number_key unique (company_id, number),
    constraint disposal_list_approval_is_whole check ((approved_by is null) = (approved_at is null)),
    constraint disposal_list_has_two_people check (approved_by <> made_by),
    constraint disposal_list_is_approved_first check (destroyed_on is null or approved_by is not null)
);
create table administration.disposal_item (
    company_id bigint not null,
    list_id bigint not null,
    document_id bigint not null,
    primary key (company_id, list_id, document_id),
    foreign key (company_id, list_id) references administration.disposal_list (company_id, id),
    foreign key (company_id, document_id) references administration.document (company_id, id)
);
alter table administration.document add foreign key (company_id, disposal_list_id)
    references administration.disposal_list (company_id, id);

-- A day so many years later; 29 February becomes the 28th.
create function administration.years_after(p_day date, p_years int) returns date language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$ select (p_day + make_interval(years => p_years))::date $$;

-- The hold that keeps a document on a day, or null.
create function administration.hold_of(p_company bigint, p_document bigint, p_day date) returns text language sql stable
    set search_path = pg_catalog, administration, pg_temp as $$
    select h.code from administration.document d join administration.legal_hold h on h.company_id = d.company_id
        and h.from_day <= p_day and (h.released_on is null or h.released_on > p_day)
        and (h.document_id is null or h.document_id = d.id) and (h.class_id is null or h.class_id = d.class_id)
        and (h.unit_id is null or h.unit_id = d.unit_id)
        and (h.first_day is null or d.document_date >= h.first_day) and (h.last_day is null or d.document_date <= h.last_day)
    where d.company_id = p_company and d.id = p_document order by h.id limit 1
$$;

-- What must never happen to a document: a destroyed one comes back, one is destroyed early, held, or without an approved list.
create function administration.keep_document() returns trigger language plpgsql
    set search_path = pg_catalog, core, administration, pg_temp as $$
declare
    held text;
    due date;
begin
    if old.destroyed_on is not null then
        perform core.refuse('ADMINISTRATION_DOCUMENT_GONE', 'This document is destroyed. Only its number, title and hash are left.');
    end if;
    if new.number <> old.number or new.current_no < old.current_no then
        perform core.refuse('ADMINISTRATION_DOCUMENT_KEPT', 'A document keeps its number, and its versions only grow.');
    end if;
    if new.destroyed_on is null then return new; end if;
    held := administration.hold_of(new.company_id, new.id, new.destroyed_on);
    if held is not null then
        perform core.refuse('ADMINISTRATION_LEGAL_HOLD', 'The hold {case} keeps this document. It is not destroyed before that is released.',
            data => jsonb_build_object('case', held));
    end if;
    select administration.years_after(new.start_day, c.active_years + c.inactive_years) into due
    from administration.retention_class c where c.company_id = new.company_id and c.id = new.class_id and c.outcome = 'destroy';
    if due is null or new.destroyed_on <= due then
        perform core.refuse('ADMINISTRATION_STILL_KEPT', 'This document must still be kept.');
    end if;
    if not exists (select from administration.disposal_item i join administration.disposal_list l
                   on l.company_id = i.company_id and l.id = i.list_id
                   where i.company_id = new.company_id and i.document_id = new.id and l.id = new.disposal_list_id
                     and l.approved_by is not null) then
        perform core.refuse('ADMINISTRATION_NOT_APPROVED', 'Somebody else must approve the list before documents are destroyed.');
    end if;
    return new;
end $$;
create trigger keep_document before update on administration.document
    for each row execute function administration.keep_document();

create function administration.keep_version() returns trigger language plpgsql
    set search_path = pg_catalog, core, administration, pg_temp as $$
begin
    if to_jsonb(new) - array['file_id', 'deleted_by', 'deleted_at', 'approved_by', 'approved_at']
       <> to_jsonb(old) - array['file_id', 'deleted_by', 'deleted_at', 'approved_by', 'approved_at']
       or old.deleted_at is not null or (old.approved_at is not null and new.approved_at is distinct from old.approved_at)
       or (new.file_id is not null and new.file_id <> old.file_id) then
        perform core.refuse('ADMINISTRATION_VERSION_KEPT', 'A version stays as it is. Save a new one.');
    end if;
    if new.deleted_at is not null and exists (select from administration.document d where d.company_id = new.company_id
            and d.id = new.document_id and d.destroyed_on is null) then
        if old.approved_at is not null then
            perform core.refuse('ADMINISTRATION_APPROVED_VERSION', 'An approved version stays. It goes only when the document is destroyed.');
        elsif administration.hold_of(new.company_id, new.document_id, (core.now() at time zone 'UTC')::date) is not null then
            perform core.refuse('ADMINISTRATION_LEGAL_HOLD', 'The hold {case} keeps this document. It is not destroyed before that is released.',
                data => jsonb_build_object('case',
                    administration.hold_of(new.company_id, new.document_id, (core.now() at time zone 'UTC')::date)));
        end if;
    end if;
    return new;
end $$;
create trigger keep_version before update on administration.document_version
    for each row execute function administration.keep_version();

-- A list is approved as it is: what was approved gets no further documents.
create function administration.keep_list() returns trigger language plpgsql
    set search_path = pg_catalog, core, administration, pg_temp as $$
begin
    if exists (select from administration.disposal_list l where l.company_id = new.company_id and l.id = new.list_id
               and l.approved_by is not null) then
        perform core.refuse('ADMINISTRATION_LIST_APPROVED', 'This list is approved and stays as it is. Make another one.');
    end if;
    return new;
end $$;
create trigger keep_list before insert on administration.disposal_item
    for each row execute function administration.keep_list();

create function administration.keep_approval() returns trigger language plpgsql
    set search_path = pg_catalog, core, administration, pg_temp as $$
begin
    if new.made_by <> old.made_by or new.number <> old.number or (old.approved_by is not null
        and new.approved_by is distinct from old.approved_by) or old.destroyed_on is not null then
        perform core.refuse('ADMINISTRATION_LIST_APPROVED', 'This list is approved and stays as it is. Make another one.');
    end if;
    if new.approved_by is not null and new.approved_by is distinct from coalesce(old.approved_by, core.current_actor()) then
        perform core.refuse('ADMINISTRATION_LIST_APPROVED', 'Only who is signed in approves a list.');
    end if;
    return new;
end $$;
create trigger keep_approval before update on administration.disposal_list
    for each row execute function administration.keep_approval();

select core.guard_company_table(t), core.audit_table(t)
from unnest(array['administration.retention_class', 'administration.document', 'administration.document_version',
    'administration.legal_hold', 'administration.disposal_list', 'administration.disposal_item']::regclass[]) t;
grant select, insert, update on administration.retention_class to dapur_app;
grant select, insert, update (title, class_id, unit_id, document_date, start_day, keywords, current_no, checked_out_by,
    checked_out_until, destroyed_on, destroyed_by, disposal_list_id, version) on administration.document to dapur_app;
grant select, insert (company_id, document_id, no, file_id, sha256, file_name, size, label, restored_from),
    update (file_id, deleted_by, deleted_at, approved_by, approved_at) on administration.document_version to dapur_app;
grant select, insert, update (released_on, released_by, release_reason, version) on administration.legal_hold to dapur_app;
grant select, insert (company_id, number, made_on), update (approved_by, approved_at, destroyed_on, version)
    on administration.disposal_list to dapur_app;
grant select, insert on administration.disposal_item to dapur_app;
