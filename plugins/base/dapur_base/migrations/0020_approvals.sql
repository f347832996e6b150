-- Approvals: rules by kind of document, requests that carry their own copy of the rule, votes that stay.

-- A rule for documents of a kind; unit and currency "" mean every one. Amounts of another currency than the rule's
-- are compared at the day's rate of the company's own.
create table base.approval_policy (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    kind text not null check (kind ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$'),
    name text not null check (name <> ''),
    unit text not null default '',
    currency text not null default '' check (currency ~ '^([A-Z]{3})?$'),
    remind_after_days smallint not null default 2 check (remind_after_days between 1 and 90),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id)
);
create unique index approval_policy_kind_key on base.approval_policy (company_id, kind, unit, currency) where not is_closed;

-- Who approves, for amounts above (not including) and up to (including) a limit. Lines of one order and title are one
-- step; steps of one order are open together, the next order opens when all before it are approved.
create table base.approval_policy_line (
    company_id bigint not null,
    id bigint generated always as identity,
    policy_id bigint not null,
    order_no smallint not null check (order_no between 1 and 20),
    title text not null default '',
    need smallint not null default 1 check (need between 1 and 50),
    above numeric(20, 4),
    up_to numeric(20, 4),
    approver text not null check (approver in ('user', 'role', 'manager')),
    user_id bigint,
    role_id bigint,
    primary key (company_id, id),
    check (up_to is null or above is null or up_to > above),
    check ((approver = 'user') = (user_id is not null) and (approver = 'role') = (role_id is not null)),
    foreign key (company_id, policy_id) references base.approval_policy (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id),
    foreign key (company_id, role_id) references core.role (company_id, id)
);
create index approval_policy_line_policy on base.approval_policy_line (company_id, policy_id);

-- Who stands in for whom, from the first through the last day; kind "" means every kind of document.
create table base.delegation (
    company_id bigint not null,
    id bigint generated always as identity,
    user_id bigint not null,
    deputy_id bigint not null,
    first_day date not null,
    last_day date not null,
    kind text not null default '',
    reason text not null default '',
    made_by bigint,
    ended_by bigint,
    ended_at timestamptz,
    primary key (company_id, id),
    check (user_id <> deputy_id),
    check (first_day <= last_day),
    foreign key (company_id, user_id) references core.membership (company_id, user_id),
    foreign key (company_id, deputy_id) references core.membership (company_id, user_id)
);
create index delegation_user on base.delegation (company_id, user_id, last_day);
create index delegation_deputy on base.delegation (company_id, deputy_id, last_day);

-- What was asked, once for each content (digest) of a document. Only the functions below write outcome and void_at.
create table base.approval_request (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    kind text not null,
    document_id bigint not null,
    title text not null check (title <> ''),
    detail text not null default '',
    address text not null,
    amount numeric(20, 4),
    currency char(3),
    unit text not null default '',
    digest text not null check (length(digest) between 16 and 128),
    requested_by bigint not null,
    asked_by bigint not null,
    requested_at timestamptz not null default core.now(),
    policy_id bigint not null,
    policy_name text not null,
    policy_version int not null,
    remind_after_days smallint not null,
    outcome text check (outcome in ('approved', 'declined', 'withdrawn')),
    closed_at timestamptz,
    void_by bigint,
    void_at timestamptz,
    primary key (company_id, id),
    check ((outcome is null) = (closed_at is null)),
    foreign key (company_id, policy_id) references base.approval_policy (company_id, id),
    foreign key (company_id, requested_by) references core.membership (company_id, user_id),
    foreign key (company_id, asked_by) references core.membership (company_id, user_id)
);
create index approval_request_document on base.approval_request (company_id, kind, document_id, id);
create index approval_request_open on base.approval_request (company_id, requested_at) where outcome is null and void_at is null;
create index approval_request_requested_by on base.approval_request (company_id, requested_by);
create index approval_request_asked_by on base.approval_request (company_id, asked_by);
create unique index approval_request_live_key on base.approval_request (company_id, kind, document_id)
    where void_at is null and (outcome is null or outcome = 'approved');

create table base.approval_step (
    company_id bigint not null,
    id bigint generated always as identity,
    request_id bigint not null,
    order_no smallint not null,
    title text not null default '',
    need smallint not null check (need > 0),
    primary key (company_id, id),
    unique (company_id, request_id, id),
    foreign key (company_id, request_id) references base.approval_request (company_id, id)
);
-- stand_in_id: the approver's manager when it was asked; decides where the approver or the deputy is who asked.
create table base.approval_approver (
    company_id bigint not null,
    id bigint generated always as identity,
    request_id bigint not null,
    step_id bigint not null,
    user_id bigint,
    role_id bigint,
    stand_in_id bigint,
    primary key (company_id, id),
    check (num_nonnulls(user_id, role_id) = 1),
    foreign key (company_id, request_id, step_id) references base.approval_step (company_id, request_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id),
    foreign key (company_id, stand_in_id) references core.membership (company_id, user_id)
);
create index approval_approver_step on base.approval_approver (company_id, step_id);
create index approval_approver_request on base.approval_approver (company_id, request_id);

create table base.approval_vote (
    company_id bigint not null,
    id bigint generated always as identity,
    request_id bigint not null,
    step_id bigint not null,
    voter_id bigint not null,
    for_user_id bigint not null,
    is_yes boolean not null,
    reason text not null default '',
    voted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint approval_vote_seat_key unique (company_id, step_id, for_user_id),
    constraint approval_vote_voter_key unique (company_id, step_id, voter_id),
    check (is_yes or reason <> ''),
    foreign key (company_id, request_id, step_id) references base.approval_step (company_id, request_id, id),
    foreign key (company_id, voter_id) references core.membership (company_id, user_id),
    foreign key (company_id, for_user_id) references core.membership (company_id, user_id)
);
create index approval_vote_request on base.approval_vote (company_id, request_id);
create index approval_vote_voter on base.approval_vote (company_id, voter_id);

create table base.approval_reminder (
    company_id bigint not null,
    request_id bigint not null,
    day date not null,
    primary key (company_id, request_id, day),
    foreign key (company_id, request_id) references base.approval_request (company_id, id)
);

select core.guard_company_table(t), core.audit_table(t)
from unnest(array['base.approval_policy', 'base.approval_policy_line', 'base.delegation', 'base.approval_request',
    'base.approval_step', 'base.approval_approver', 'base.approval_vote', 'base.approval_reminder']::regclass[]) t;
select core.append_only(t)
from unnest(array['base.approval_step', 'base.approval_approver', 'base.approval_vote']::regclass[]) t;
grant select, insert, update on base.approval_policy to dapur_app;
grant select, insert, delete on base.approval_policy_line to dapur_app;
grant select, insert, update (ended_by, ended_at) on base.delegation to dapur_app;
grant select on base.approval_request, base.approval_step, base.approval_approver, base.approval_vote to dapur_app;
grant select, insert on base.approval_reminder to dapur_app;

-- How far each step is. Seats: a named approver is one (unless who asked and nobody stands in), a role has as many as
-- it needs. A no decides when the yeses that are needed can no longer be reached.
create view base.approval_step_state with (security_invoker = true) as
select s.company_id, s.request_id, s.id as step_id, s.order_no, s.title, s.need, v.yes, v.no, w.seats,
    case when v.yes >= s.need then 'approved'
         when v.no > w.seats - s.need then 'declined'
         when exists (select from base.approval_step e where e.company_id = s.company_id and e.request_id = s.request_id
                      and e.order_no < s.order_no and e.need > (select count(*) from base.approval_vote b
                          where b.company_id = e.company_id and b.step_id = e.id and b.is_yes)) then 'later'
         else 'open' end as state
from base.approval_step s
join base.approval_request r on r.company_id = s.company_id and r.id = s.request_id
cross join lateral (
    select count(*) filter (where b.is_yes) as yes, count(*) filter (where not b.is_yes) as no
    from base.approval_vote b where b.company_id = s.company_id and b.step_id = s.id) v
cross join lateral (
    select coalesce(sum(case when a.role_id is not null then s.need
                             when a.user_id in (r.requested_by, r.asked_by) and a.stand_in_id is null then 0 else 1 end), 0) as seats
    from base.approval_approver a where a.company_id = s.company_id and a.step_id = s.id) w;

-- Whose voice it is while a request is open: the named approver, or each active holder of the role, as the roles are
-- now. All that follows begins with the few requests that are open, so that it costs the same in old books as in young.
create view base.approval_holder with (security_invoker = true) as
select a.company_id, a.request_id, a.step_id, a.user_id, a.stand_in_id, r.kind, r.document_id, r.requested_by, r.asked_by
from base.approval_request r
join base.approval_approver a on a.company_id = r.company_id and a.request_id = r.id and a.user_id is not null
where r.outcome is null and r.void_at is null
union all
select a.company_id, a.request_id, a.step_id, m.user_id, null::bigint, r.kind, r.document_id, r.requested_by, r.asked_by
from base.approval_request r
join base.approval_approver a on a.company_id = r.company_id and a.request_id = r.id and a.role_id is not null
join core.membership_role h on h.company_id = a.company_id and h.role_id = a.role_id
join core.membership m on m.company_id = h.company_id and m.user_id = h.user_id and m.is_active
where r.outcome is null and r.void_at is null;

-- Deputies of today.
create view base.deputy_today with (security_invoker = true) as
select d.company_id, d.user_id, d.deputy_id, d.kind
from base.delegation d join core.company c on c.id = d.company_id
where d.ended_at is null and (core.now() at time zone c.zone)::date between d.first_day and d.last_day;

-- Who may cast whose vote today. Never who asked: this view leaves them in, so that the refusal can say why.
create view base.approval_seat with (security_invoker = true) as
select h.company_id, h.request_id, h.step_id, h.user_id as for_user_id, h.user_id as voter_id, 'self' as why,
    h.kind, h.document_id
from base.approval_holder h
union all
select h.company_id, h.request_id, h.step_id, h.user_id, d.deputy_id, 'deputy', h.kind, h.document_id
from base.approval_holder h
join base.deputy_today d on d.company_id = h.company_id and d.user_id = h.user_id and d.kind in ('', h.kind)
union all
select h.company_id, h.request_id, h.step_id, h.user_id, h.stand_in_id, 'manager', h.kind, h.document_id
from base.approval_holder h
where h.stand_in_id is not null and (h.user_id in (h.requested_by, h.asked_by) or exists (
    select from base.deputy_today d where d.company_id = h.company_id and d.user_id = h.user_id and d.kind in ('', h.kind)
    and d.deputy_id in (h.requested_by, h.asked_by)));

-- What waits for whom.
create view base.approval_to_do with (security_invoker = true) as
select s.company_id, s.request_id, s.step_id, s.for_user_id, s.voter_id, s.why
from base.approval_seat s
join base.approval_step_state t on t.company_id = s.company_id and t.step_id = s.step_id and t.state = 'open'
where not exists (select from base.approval_vote v where v.company_id = s.company_id and v.step_id = s.step_id
                  and (v.for_user_id = s.for_user_id or v.voter_id = s.voter_id))
  and not exists (select from base.approval_request o where o.company_id = s.company_id and o.kind = s.kind
                  and o.document_id = s.document_id and s.voter_id in (o.requested_by, o.asked_by));

-- Whom a request concerns: who asked, who decided, who may decide while it is open (early as well).
create view base.approval_concern with (security_invoker = true) as
select r.company_id, r.id as request_id, r.requested_by as user_id from base.approval_request r
union all
select r.company_id, r.id, r.asked_by from base.approval_request r
union all
select v.company_id, v.request_id, v.voter_id from base.approval_vote v
union all
select s.company_id, s.request_id, s.voter_id from base.approval_seat s;
grant select on base.approval_step_state, base.approval_holder, base.deputy_today, base.approval_seat, base.approval_to_do,
    base.approval_concern to dapur_app;

create function base.check_company(p_company bigint) returns void language plpgsql
    set search_path = pg_catalog, base, core, pg_temp as $$
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
end $$;

-- Ask: what was asked before for other content is void. p_steps: [{order, title, need, approvers: [{user, role, stand_in}]}].
create function base.open_approval(p_company bigint, p_kind text, p_document bigint, p_title text, p_detail text, p_address text,
                                   p_amount numeric, p_currency text, p_unit text, p_digest text, p_requested_by bigint,
                                   p_policy bigint, p_steps jsonb)
    returns bigint language plpgsql security definer set search_path = pg_catalog, base, core, pg_temp as $$
declare
    made bigint;
    step jsonb;
    step_made bigint;
begin
    perform base.check_company(p_company);
    perform base.void_approval(p_company, p_kind, p_document, p_digest);
    insert into base.approval_request (company_id, kind, document_id, title, detail, address, amount, currency, unit, digest,
        requested_by, asked_by, policy_id, policy_name, policy_version, remind_after_days)
    select p_company, p_kind, p_document, p_title, p_detail, p_address, p_amount, p_currency, p_unit, p_digest,
        p_requested_by, coalesce(core.current_actor(), p_requested_by), p.id, p.name, p.version, p.remind_after_days
    from base.approval_policy p where p.company_id = p_company and p.id = p_policy
    returning id into made;
    for step in select value from jsonb_array_elements(p_steps) loop
        insert into base.approval_step (company_id, request_id, order_no, title, need)
        values (p_company, made, (step ->> 'order')::smallint, step ->> 'title', (step ->> 'need')::smallint)
        returning id into step_made;
        insert into base.approval_approver (company_id, request_id, step_id, user_id, role_id, stand_in_id)
        select p_company, made, step_made, (a ->> 'user')::bigint, (a ->> 'role')::bigint, (a ->> 'stand_in')::bigint
        from jsonb_array_elements(step -> 'approvers') a;
    end loop;
    return made;
end $$;

-- What was asked or approved for other content than this is void; its id, or null.
create function base.void_approval(p_company bigint, p_kind text, p_document bigint, p_digest text)
    returns bigint language plpgsql security definer set search_path = pg_catalog, base, core, pg_temp as $$
declare
    gone bigint;
begin
    perform base.check_company(p_company);
    update base.approval_request set void_at = core.now(), void_by = core.current_actor()
    where company_id = p_company and kind = p_kind and document_id = p_document and digest <> p_digest
      and void_at is null and (outcome is null or outcome = 'approved')
    returning id into gone;
    return gone;
end $$;

create function base.withdraw_approval(p_company bigint, p_request bigint)
    returns void language plpgsql security definer set search_path = pg_catalog, base, core, pg_temp as $$
declare
    r base.approval_request;
begin
    perform base.check_company(p_company);
    select * into r from base.approval_request q where q.company_id = p_company and q.id = p_request for update;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such request. Open the list again.', 'id', state => 'DP404');
    elsif core.current_actor() is null or core.current_actor() not in (r.requested_by, r.asked_by) then
        perform core.refuse('BASE_NOT_YOURS', 'Only who asked can take the request back.', 'id');
    elsif r.outcome is not null or r.void_at is not null then
        perform core.refuse('BASE_APPROVAL_CLOSED', 'This has been decided already. Nothing is open here any more.', 'id');
    end if;
    update base.approval_request set outcome = 'withdrawn', closed_at = core.now() where company_id = p_company and id = p_request;
end $$;

-- One vote. Who votes at the same time waits for the row of the request, so that the last vote sees all others.
create function base.cast_vote(p_company bigint, p_request bigint, p_digest text, p_yes boolean, p_reason text)
    returns table (step_id bigint, for_user_id bigint, outcome text)
    language plpgsql security definer set search_path = pg_catalog, base, core, pg_temp as $$
#variable_conflict use_column
declare
    r base.approval_request;
    me bigint := core.current_actor();
    seat record;
    made text;
begin
    perform base.check_company(p_company);
    select * into r from base.approval_request q where q.company_id = p_company and q.id = p_request for update;
    if not found then
        perform core.refuse('NOT_FOUND', 'There is no such request. Open the list again.', 'id', state => 'DP404');
    elsif r.void_at is not null or r.digest <> p_digest then
        perform core.refuse('BASE_APPROVAL_CHANGED', 'This changed after you opened it. Check it again before you decide.', 'id');
    elsif me is null or exists (select from base.approval_request o where o.company_id = p_company and o.kind = r.kind
                                and o.document_id = r.document_id and me in (o.requested_by, o.asked_by)) then
        perform core.refuse('BASE_OWN_REQUEST', 'You asked for this yourself. Somebody else must decide.', 'id');
    elsif r.outcome is not null then
        perform core.refuse('BASE_APPROVAL_CLOSED', 'This has been decided already. Nothing is open here any more.', 'id');
    end if;
    select s.step_id, s.for_user_id, t.state, exists (select from base.approval_vote v where v.company_id = p_company
               and v.step_id = s.step_id and (v.for_user_id = s.for_user_id or v.voter_id = me)) as is_cast
    into seat
    from base.approval_seat s
    join base.approval_step_state t on t.company_id = s.company_id and t.request_id = s.request_id and t.step_id = s.step_id
    where s.company_id = p_company and s.request_id = p_request and s.voter_id = me
    order by t.state = 'open' desc, 4, t.state = 'later' desc, s.why = 'self' desc, t.order_no, s.step_id limit 1;
    if not found then
        perform core.refuse('BASE_NOT_APPROVER', 'You are not among those who decide this.', 'id');
    elsif seat.state = 'later' then
        perform core.refuse('BASE_STEP_NOT_OPEN', 'Your step is not open yet. Others decide first.', 'id');
    elsif seat.state <> 'open' then
        perform core.refuse('BASE_STEP_CLOSED', 'Your step is decided already. Your vote is no longer needed.', 'id');
    elsif seat.is_cast then
        perform core.refuse('BASE_ALREADY_VOTED', 'This vote was cast already.', 'id');
    end if;
    insert into base.approval_vote (company_id, request_id, step_id, voter_id, for_user_id, is_yes, reason)
    values (p_company, p_request, seat.step_id, me, seat.for_user_id, p_yes, p_reason);
    select case when bool_or(t.state = 'declined') then 'declined' when bool_and(t.state = 'approved') then 'approved' end into made
    from base.approval_step_state t where t.company_id = p_company and t.request_id = p_request;
    if made is not null then
        update base.approval_request set outcome = made, closed_at = core.now() where company_id = p_company and id = p_request;
    end if;
    return query select seat.step_id, seat.for_user_id, made;
end $$;

revoke execute on function base.open_approval, base.void_approval, base.withdraw_approval, base.cast_vote from public;
grant execute on function base.open_approval, base.void_approval, base.withdraw_approval, base.cast_vote to dapur_app;
