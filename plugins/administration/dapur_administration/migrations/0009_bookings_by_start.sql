-- Row security asks for the company before anything that may leak a value, so that what holds a time was never found by
-- `held`: it is found by its start. The few that go on for longer than a day have an index of their own, and the planner is
-- told that they are few.
drop index administration.booking_held;
create index booking_long on administration.booking (company_id, starts)
    where state <> 'cancelled' and upper(held) - starts > interval '24 hours';
create statistics administration.booking_length on (upper(held) - starts) from administration.booking;
-- The room that somebody booked last.
create index booking_newest_of_holder on administration.booking (company_id, holder_id, id);
