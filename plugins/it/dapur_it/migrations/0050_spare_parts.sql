-- Spare parts that were used for a ticket. The stock document is another department's: named by number and address.

create table it.spare_part (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    item text not null check (item <> ''),
    quantity numeric not null check (quantity > 0),
    serial text not null default '',
    holder_id bigint,
    cost_centre text not null default '',
    cost numeric(20, 4) not null check (cost >= 0),
    document_number text not null check (document_number <> ''),
    document_address text not null check (document_address <> ''),
    used_at timestamptz not null default core.now(),
    used_by bigint not null,
    primary key (company_id, id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    foreign key (company_id, holder_id) references base.party (company_id, id),
    foreign key (company_id, used_by) references core.membership (company_id, user_id)
);
create index spare_part_of_ticket on it.spare_part (company_id, ticket_id, id);

select core.guard_company_table('it.spare_part');
select core.audit_appended('it.spare_part');
select core.append_only('it.spare_part');
grant select, insert on it.spare_part to dapur_app;
