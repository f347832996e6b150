-- Tickets that belong together: merged into another, split from one, linked; and who looks at one now.

alter table it.ticket add column merged_into_id bigint,
    add foreign key (company_id, merged_into_id) references it.ticket (company_id, id),
    add constraint ticket_merged_is_closed check (merged_into_id is null or (state = 'closed' and merged_into_id <> id));
create index ticket_merged on it.ticket (company_id, merged_into_id) where merged_into_id is not null;

-- What was said is never rewritten nor removed; it may come to belong to another ticket.
drop trigger append_only on it.ticket_message;
create function it.keep_message() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'ticket_id' is distinct from to_jsonb(old) - 'ticket_id' then
        raise exception using errcode = 'DP010', message = 'What was said stays as it was said.',
            detail = jsonb_build_object('code', 'IT_MESSAGE_STAYS', 'field', '', 'data', '{}'::jsonb)::text;
    end if;
    return new;
end $$;
create trigger keep_message before update on it.ticket_message for each row execute function it.keep_message();
create trigger keep_all before delete on it.ticket_message for each row execute function core.refuse_change();
create trigger audit_updated after update on it.ticket_message
    for each row execute function core.audit_updated('id', '', 'company_id');
grant update (ticket_id) on it.ticket_message to dapur_app;

create index ticket_message_of_author on it.ticket_message (company_id, author_id, id) where then_state <> '';

-- `ticket_id` is caused by, is blocked by, … `other_id`; where both ends are alike, the smaller one stands first.
create table it.ticket_link (
    company_id bigint not null,
    id bigint generated always as identity,
    ticket_id bigint not null,
    kind text not null check (kind in ('relates', 'caused_by', 'blocked_by', 'duplicate_of', 'split_from')),
    other_id bigint not null,
    primary key (company_id, id),
    constraint ticket_link_key unique (company_id, ticket_id, other_id, kind),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    foreign key (company_id, other_id) references it.ticket (company_id, id),
    constraint ticket_link_of_two check (ticket_id <> other_id),
    constraint ticket_link_once check (kind <> 'relates' or ticket_id < other_id)
);
create index ticket_link_of_other on it.ticket_link (company_id, other_id);

-- Who has a ticket open: a row a person and ticket, gone minutes later. Nothing of it is recorded: nobody's work is measured.
create table it.presence (
    company_id bigint not null,
    ticket_id bigint not null,
    user_id bigint not null,
    seen_at timestamptz not null default core.now(),
    primary key (company_id, ticket_id, user_id),
    foreign key (company_id, ticket_id) references it.ticket (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id)
);

select core.guard_company_table(t) from unnest(array['it.ticket_link', 'it.presence']::regclass[]) t;
select core.audit_table('it.ticket_link');
grant select, insert, delete on it.ticket_link to dapur_app;
grant select, insert, update, delete on it.presence to dapur_app;
