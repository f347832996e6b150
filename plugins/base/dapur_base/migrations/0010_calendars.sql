-- Working calendars: when the company works. The week is kept as minutes of the week, Monday 00:00 = 0: a multirange joins
-- windows that touch and cannot hold two that overlap.

create table base.calendar (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    zone text not null check (zone <> ''),
    is_default boolean not null default false,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint calendar_name_key unique (company_id, name),
    constraint calendar_default_is_open check (not (is_default and is_closed))
);
create unique index calendar_default_key on base.calendar (company_id) where is_default;

-- The hours from a day on, until those of the next such day. The first ones hold for the days before as well.
create table base.calendar_week (
    company_id bigint not null,
    id bigint generated always as identity,
    calendar_id bigint not null,
    valid_from date not null,
    hours int4multirange not null,
    days_off text not null check (days_off in ('none', 'public', 'joint')),
    primary key (company_id, id),
    constraint calendar_week_from_key unique (company_id, calendar_id, valid_from),
    constraint calendar_week_has_hours check (not isempty(hours) and hours <@ '{[0,10080)}'::int4multirange),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id)
);

-- Days that go before the week and the country's holidays: off without hours (minutes of the day), worked with them.
create table base.calendar_day (
    company_id bigint not null,
    id bigint generated always as identity,
    calendar_id bigint not null,
    day date not null,
    name text not null check (name <> ''),
    hours int4multirange not null default '{}' check (hours <@ '{[0,1440)}'::int4multirange),
    primary key (company_id, id),
    constraint calendar_day_key unique (company_id, calendar_id, day),
    foreign key (company_id, calendar_id) references base.calendar (company_id, id)
);

select core.guard_company_table(t)
from unnest(array['base.calendar', 'base.calendar_week', 'base.calendar_day']::regclass[]) t;
select core.audit_table(t)
from unnest(array['base.calendar', 'base.calendar_week', 'base.calendar_day']::regclass[]) t;
grant select, insert, update on base.calendar, base.calendar_week, base.calendar_day to dapur_app;
grant delete on base.calendar_week, base.calendar_day to dapur_app;

-- Minutes as people write them: {[480,720),[780,1020)} is 08:00-12:00, 13:00-17:00.
create function base.hours_text(hours int4multirange) returns text language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$
    select coalesce(string_agg(to_char(lower(r) / 60, 'FM00') || ':' || to_char(lower(r) % 60, 'FM00') || '-' ||
                               to_char(upper(r) / 60, 'FM00') || ':' || to_char(upper(r) % 60, 'FM00'), ', ' order by r), '')
    from unnest(hours) r
$$;
-- The hours of one weekday (0 = Monday) of a week, in minutes of that day.
create function base.day_hours(week int4multirange, weekday int) returns int4multirange language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$
    select coalesce(range_agg(int4range(lower(r) - weekday * 1440, upper(r) - weekday * 1440)), '{}'::int4multirange)
    from unnest(week * int4multirange(int4range(weekday * 1440, weekday * 1440 + 1440))) r
$$;
