-- Seats of requests that are open: a copy of the approvers, gone when the request closes. What waits for whom begins here,
-- so that it costs the same in old books as in young. Kept by triggers alone; nobody may write it.

create table base.approval_open_seat (
    company_id bigint not null,
    id bigint not null,
    request_id bigint not null,
    step_id bigint not null,
    user_id bigint,
    role_id bigint,
    stand_in_id bigint,
    kind text not null,
    document_id bigint not null,
    requested_by bigint not null,
    asked_by bigint not null,
    primary key (company_id, id),
    foreign key (company_id, id) references base.approval_approver (company_id, id),
    foreign key (company_id, request_id) references base.approval_request (company_id, id)
);
create index approval_open_seat_request on base.approval_open_seat (company_id, request_id);
create index approval_open_seat_user on base.approval_open_seat (company_id, user_id);
select core.guard_company_table('base.approval_open_seat');
grant select on base.approval_open_seat to dapur_app;

create function base.open_seat() returns trigger language plpgsql
    security definer set search_path = pg_catalog, base, core, pg_temp as $$
begin
    insert into base.approval_open_seat (company_id, id, request_id, step_id, user_id, role_id, stand_in_id, kind, document_id,
        requested_by, asked_by)
    select r.company_id, new.id, r.id, new.step_id, new.user_id, new.role_id, new.stand_in_id, r.kind, r.document_id,
        r.requested_by, r.asked_by
    from base.approval_request r
    where r.company_id = new.company_id and r.id = new.request_id and r.outcome is null and r.void_at is null;
    return null;
end $$;
create trigger open_seat after insert on base.approval_approver for each row execute function base.open_seat();

create function base.close_seats() returns trigger language plpgsql
    security definer set search_path = pg_catalog, base, core, pg_temp as $$
begin
    delete from base.approval_open_seat where company_id = new.company_id and request_id = new.id;
    return null;
end $$;
create trigger close_seats after update on base.approval_request for each row
    when (new.outcome is not null or new.void_at is not null) execute function base.close_seats();
revoke execute on function base.open_seat, base.close_seats from public;

-- Whose voice it is while a request is open: the named approver, or each active holder of the role, as the roles are now.
create or replace view base.approval_holder with (security_invoker = true) as
select s.company_id, s.request_id, s.step_id, s.user_id, s.stand_in_id, s.kind, s.document_id, s.requested_by, s.asked_by
from base.approval_open_seat s where s.user_id is not null
union all
select s.company_id, s.request_id, s.step_id, m.user_id, null::bigint, s.kind, s.document_id, s.requested_by, s.asked_by
from base.approval_open_seat s
join core.membership_role h on h.company_id = s.company_id and h.role_id = s.role_id
join core.membership m on m.company_id = h.company_id and m.user_id = h.user_id and m.is_active;
