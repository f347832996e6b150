-- What is done for everybody who joins or leaves, and when a leaving was completed.

-- way: how departments take it (dapur.services.person_steps); subject: what that way needs to know.
-- days: working days from the first day (joining) or the last one (leaving); negative before.
create table hr.checklist_line (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    occasion text not null check (occasion in ('joining', 'leaving')),
    what text not null check (what <> ''),
    way text not null check (way in ('task', 'ticket', 'course', 'letter')),
    subject text not null default '',
    days smallint not null default 0 check (days between -250 and 250),
    position_id bigint,
    owner_id bigint,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, position_id) references base.position (company_id, id),
    foreign key (company_id, owner_id) references core.membership (company_id, user_id)
);

-- A line for one employment, once. It waits while no department that is on takes it, or one says why it cannot.
create table hr.person_step (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    line_id bigint not null,
    what text not null check (what <> ''),
    due date not null,
    state text not null default 'waiting' check (state in ('waiting', 'taken')),
    title text not null default '',
    address text not null default '',
    problem text not null default '',
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, line_id) references hr.checklist_line (company_id, id),
    constraint person_step_key unique (company_id, employment_id, line_id),
    constraint person_step_is_whole check ((state = 'taken') = (address <> ''))
);
create index person_step_waiting on hr.person_step (company_id, due) where state = 'waiting';

-- reason: why it was completed although something was still held; held: what that was.
create table hr.leaving (
    company_id bigint not null,
    id bigint generated always as identity,
    employment_id bigint not null,
    completed_at timestamptz not null default core.now(),
    completed_by bigint not null,
    reason text not null default '',
    held text[] not null default '{}',
    primary key (company_id, id),
    foreign key (company_id, employment_id) references hr.employment (company_id, id),
    foreign key (company_id, completed_by) references core.membership (company_id, user_id),
    constraint leaving_key unique (company_id, employment_id),
    constraint leaving_needs_a_reason check ((reason = '') = (held = '{}'))
);

-- A leaving is completed once there is a last day; from then on the last day stays.
create function hr.keep_leaving() returns trigger language plpgsql as $$
begin
    if not exists (select from hr.employment where company_id = new.company_id and id = new.employment_id and last_day is not null) then
        perform core.refuse('HR_NOT_ENDED', 'This employment has no last day.', 'employee');
    end if;
    return null;
end $$;
create trigger keep_leaving after insert on hr.leaving for each row execute function hr.keep_leaving();

create function hr.keep_completed_end() returns trigger language plpgsql as $$
begin
    if old.last_day is not null and new.last_day is distinct from old.last_day
       and exists (select from hr.leaving where company_id = old.company_id and employment_id = old.id) then
        perform core.refuse('HR_LEAVING_COMPLETED', 'The leaving is completed. Hire the employee again instead.', 'employee');
    end if;
    return new;
end $$;
create trigger keep_completed_end before update of last_day on hr.employment
    for each row execute function hr.keep_completed_end();

select core.guard_company_table(t) from unnest(array['hr.checklist_line', 'hr.person_step', 'hr.leaving']::regclass[]) t;
select core.audit_table(t) from unnest(array['hr.checklist_line', 'hr.person_step']::regclass[]) t;
select core.audit_appended('hr.leaving');
select core.append_only('hr.leaving');
grant select, insert, update on hr.checklist_line, hr.person_step to dapur_app;
grant select, insert on hr.leaving to dapur_app;
