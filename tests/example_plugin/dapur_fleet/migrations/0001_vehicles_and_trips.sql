-- Vehicles, and the trips that they made. A finished trip never changes again.
create schema fleet;
grant usage on schema fleet to dapur_app;

create table fleet.vehicle (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    plate text not null check (plate <> ''),
    name text not null,
    kind text not null check (kind in ('truck', 'van', 'car')),
    first_km bigint not null default 0 check (first_km >= 0),
    odometer_km bigint not null default 0 check (odometer_km >= 0),
    serviced_km bigint not null default 0,
    is_due boolean not null default false,
    status text not null default 'active' check (status in ('active', 'retired')),
    version int not null default 1,
    primary key (company_id, id),
    constraint vehicle_plate_key unique (company_id, plate)
);
create table fleet.trip (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    vehicle_id bigint not null,
    driver_id bigint not null,
    day date not null,
    destination text not null,
    status text not null default 'planned' check (status in ('planned', 'finished')),
    distance_km bigint check (distance_km > 0),
    cost numeric(20, 4) check (cost >= 0),
    entry_number text not null default '',
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, vehicle_id) references fleet.vehicle (company_id, id),
    check ((status = 'finished') = (distance_km is not null and cost is not null))
);
create index trip_vehicle on fleet.trip (company_id, vehicle_id, day);

create function fleet.keep_finished() returns trigger language plpgsql as $$
begin
    if old.status = 'finished' then
        perform core.refuse('FLEET_TRIP_FINISHED', 'The trip is finished and stays as it is.');
    end if;
    return new;
end $$;
create trigger keep_finished before update on fleet.trip for each row execute function fleet.keep_finished();

select core.guard_company_table(t) from unnest(array['fleet.vehicle', 'fleet.trip']::regclass[]) t;
select core.audit_table(t) from unnest(array['fleet.vehicle', 'fleet.trip']::regclass[]) t;
grant select, insert, update on fleet.vehicle, fleet.trip to dapur_app;
