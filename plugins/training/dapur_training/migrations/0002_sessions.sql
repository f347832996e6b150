-- Classroom sessions: seats, waiting list, attendance by day.

create table training.session (
    company_id bigint not null,
    id bigint generated always as identity,
    course_id bigint not null,
    version_id bigint not null,
    place text not null default '',
    trainer_id bigint,
    during tstzmultirange not null check (not isempty(during)),
    starts_at timestamptz not null generated always as (lower(during)) stored,
    capacity int not null check (capacity >= 1),
    has_waiting_list boolean not null default true,
    promote_until_hours int not null default 24 check (promote_until_hours >= 0),
    state text not null default 'planned' check (state in ('planned', 'closed', 'cancelled')),
    version int not null default 1,
    primary key (company_id, id),
    constraint session_version_fkey foreign key (company_id, version_id, course_id)
        references training.course_version (company_id, id, course_id),
    constraint session_trainer_fkey foreign key (company_id, trainer_id) references base.party (company_id, id)
);
create index session_course on training.session (company_id, course_id);
create index session_starts on training.session (company_id, starts_at);

create table training.session_day (
    company_id bigint not null,
    session_id bigint not null,
    day date not null,
    primary key (company_id, session_id, day),
    foreign key (company_id, session_id) references training.session (company_id, id)
);

-- The order of joining is the order of the number. Nobody holds two seats at the same time of the day.
create table training.booking (
    company_id bigint not null,
    id bigint generated always as identity,
    session_id bigint not null,
    party_id bigint not null,
    state text not null check (state in ('booked', 'waiting', 'cancelled')),
    during tstzmultirange not null default '{}',
    joined_at timestamptz not null default core.now(),
    joined_by bigint not null,
    promoted_at timestamptz,
    cancelled_at timestamptz,
    primary key (company_id, id),
    constraint booking_session_fkey foreign key (company_id, session_id) references training.session (company_id, id),
    constraint booking_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint booking_clash exclude using gist (company_id with =, party_id with =, during with &&) where (state = 'booked')
);
create unique index booking_once on training.booking (company_id, session_id, party_id) where state <> 'cancelled';

create table training.attendance (
    company_id bigint not null,
    session_id bigint not null,
    day date not null,
    party_id bigint not null,
    is_present boolean not null,
    excuse text not null default '',
    noted_by bigint not null,
    noted_at timestamptz not null default core.now(),
    primary key (company_id, session_id, day, party_id),
    constraint attendance_day_fkey foreign key (company_id, session_id, day) references training.session_day (company_id, session_id, day),
    constraint attendance_party_fkey foreign key (company_id, party_id) references base.party (company_id, id)
);

-- The one gate to a seat: whoever writes, the session is locked, and a seat is taken only while one is free.
create function training.claim_seat() returns trigger language plpgsql as $$
declare
    s record;
    taken int;
begin
    if new.state <> 'booked' or (tg_op = 'UPDATE' and old.state = 'booked') then
        return new;
    end if;
    select capacity, during, state into s from training.session
        where company_id = new.company_id and id = new.session_id for update;
    if s.state <> 'planned' then
        perform core.refuse('TRAINING_SESSION_OVER', 'This session is closed or cancelled. Choose another one.');
    end if;
    select count(*) into taken from training.booking
        where company_id = new.company_id and session_id = new.session_id and state = 'booked';
    if taken >= s.capacity then
        perform core.refuse('TRAINING_SESSION_FULL', 'All seats are taken. Join the waiting list, or choose another session.');
    end if;
    new.during := s.during;
    return new;
end $$;
create trigger claim_seat before insert or update on training.booking for each row execute function training.claim_seat();

create function training.keep_closed_session() returns trigger language plpgsql as $$
begin
    if old.state <> 'planned' then
        perform core.refuse('TRAINING_SESSION_OVER', 'This session is closed or cancelled. Choose another one.');
    end if;
    return new;
end $$;
create trigger keep before update on training.session for each row execute function training.keep_closed_session();

create function training.keep_attendance() returns trigger language plpgsql as $$
begin
    if exists (select from training.session where company_id = new.company_id and id = new.session_id and state <> 'planned') then
        perform core.refuse('TRAINING_SESSION_OVER', 'This session is closed or cancelled. Choose another one.');
    end if;
    return new;
end $$;
create trigger keep before insert or update on training.attendance for each row execute function training.keep_attendance();

select core.guard_company_table(t) from unnest(array['training.session', 'training.session_day', 'training.booking',
    'training.attendance']::regclass[]) t;
select core.audit_table(t) from unnest(array['training.session', 'training.booking', 'training.attendance']::regclass[]) t;
grant select, insert on training.session, training.session_day, training.booking to dapur_app;
grant update (place, trainer_id, capacity, has_waiting_list, promote_until_hours, state, version) on training.session to dapur_app;
grant update (state, promoted_at, cancelled_at) on training.booking to dapur_app;
grant select, insert, update on training.attendance to dapur_app;
