-- Rooms, vehicles and things that are booked; bookings and series; addresses of calendar feeds.

create extension if not exists btree_gist;

-- opens, closes: minutes of the day on the office's clock. buffer: minutes that stay free after a booking.
create table administration.room (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    kind text not null default 'room' check (kind in ('room', 'vehicle', 'equipment')),
    office_id bigint not null,
    seats int check (seats > 0),
    equipment text not null default '',
    opens int not null default 420 check (opens between 0 and 1439),
    closes int not null default 1200 check (closes between 1 and 1440),
    buffer int not null default 0 check (buffer between 0 and 1440),
    needs_confirmation boolean not null default false,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, office_id) references administration.office (company_id, id),
    constraint room_code_key unique (company_id, code),
    constraint room_opens_before_it_closes check (opens < closes)
);

-- A series belongs to a clock: what is kept is its local time, the zone and the rule; the instants of bookings come from them.
create table administration.booking_series (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    title text not null check (title <> ''),
    starts timestamp not null,
    ends timestamp not null,
    zone text not null check (zone <> ''),
    rule text not null check (rule like '%FREQ=%'),
    on_holiday text not null check (on_holiday in ('skip', 'keep')),
    created_by bigint not null default core.current_actor(),
    created_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint series_is_not_empty check (starts < ends and ends <= starts + interval '31 days')
);

-- held: from the start through the buffer after the end. Two confirmed bookings of a room never hold the same moment.
create table administration.booking (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    room_id bigint not null,
    series_id bigint,
    occurrence date,
    title text not null check (title <> ''),
    holder_id bigint not null,
    starts timestamptz not null,
    ends timestamptz not null,
    held tstzrange not null,
    state text not null check (state in ('waiting', 'confirmed', 'cancelled')),
    note text not null default '',
    created_by bigint not null default core.current_actor(),
    created_at timestamptz not null default core.now(),
    ended_by bigint,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, room_id) references administration.room (company_id, id),
    foreign key (company_id, series_id) references administration.booking_series (company_id, id),
    foreign key (company_id, holder_id) references core.membership (company_id, user_id),
    constraint booking_is_not_empty check (starts < ends and ends <= starts + interval '31 days'),
    constraint booking_holds_its_time check (not isempty(held) and lower(held) = starts and upper(held) >= ends
        and lower_inc(held) and not upper_inc(held)),
    constraint booking_of_series_has_its_day check ((series_id is null) = (occurrence is null)),
    constraint booking_conflict exclude using gist (company_id with =, room_id with =, held with &&) where (state = 'confirmed')
);
create index booking_by_time on administration.booking (company_id, starts, room_id) where state <> 'cancelled';
create index booking_of_holder on administration.booking (company_id, holder_id, starts) where state <> 'cancelled';
create index booking_of_series on administration.booking (company_id, series_id) where series_id is not null;

-- A long random address for a calendar program: one's own bookings, one room, or the obligations.
create table administration.calendar_feed (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    user_id bigint not null default core.current_actor(),
    name text not null check (name <> ''),
    shows text not null check (shows in ('mine', 'room', 'obligations')),
    room_id bigint,
    token text not null check (length(token) >= 40),
    created_at timestamptz not null default core.now(),
    revoked_at timestamptz,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id),
    foreign key (company_id, room_id) references administration.room (company_id, id),
    constraint calendar_feed_token_key unique (company_id, token),
    constraint calendar_feed_room check ((shows = 'room') = (room_id is not null))
);

select core.guard_company_table(t) from unnest(array['administration.room', 'administration.booking_series',
    'administration.booking', 'administration.calendar_feed']::regclass[]) t;
select core.audit_table(t) from unnest(array['administration.room', 'administration.booking_series',
    'administration.booking']::regclass[]) t;
select core.audit_table('administration.calendar_feed', '{token}');
grant select, insert, update on administration.room to dapur_app;
grant select, insert on administration.booking_series to dapur_app;
grant select, insert, update (title, starts, ends, held, state, note, ended_by, version, series_id, occurrence)
    on administration.booking to dapur_app;
grant select, insert, update (revoked_at, version) on administration.calendar_feed to dapur_app;
