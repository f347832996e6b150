-- A document may be for chosen people and units alone; the text of PDF files is kept for the search; bookings by their time.

create index booking_starts on administration.booking (company_id, starts, id);
alter table administration.document add column is_restricted boolean not null default false;
create table administration.document_reader (
    company_id bigint not null,
    id bigint generated always as identity,
    document_id bigint not null,
    user_id bigint,
    unit_id bigint,
    primary key (company_id, id),
    foreign key (company_id, document_id) references administration.document (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id),
    foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    constraint document_reader_is_one check (num_nonnulls(user_id, unit_id) = 1),
    constraint document_reader_key unique nulls not distinct (company_id, document_id, user_id, unit_id)
);

-- Whoever filed it may always read it; nobody else may who is not named, by themselves or by their unit or one below it.
create function administration.may_read_document(p_company bigint, p_document bigint) returns boolean language sql stable as $$
    select not d.is_restricted or d.created_by = core.current_actor() or exists (
        select from administration.document_reader r where r.company_id = p_company and r.document_id = p_document
        and (r.user_id = core.current_actor() or r.unit_id in (
            select base.units_of(p_company, core.current_actor(),
                (core.now() at time zone (select c.zone from core.company c where c.id = p_company))::date))))
    from administration.document d where d.company_id = p_company and d.id = p_document
$$;

-- Goes with the content of its version.
create table administration.version_text (
    company_id bigint not null,
    version_id bigint not null,
    words text not null,
    primary key (company_id, version_id),
    foreign key (company_id, version_id) references administration.document_version (company_id, id)
);
select core.guard_company_table(t)
from unnest(array['administration.document_reader', 'administration.version_text']::regclass[]) t;
select core.audit_table('administration.document_reader');
select core.audit_table('administration.version_text', '{words}');
grant select, insert, delete on administration.document_reader, administration.version_text to dapur_app;
grant update (is_restricted) on administration.document to dapur_app;
