-- What holds rooms at a time is looked for by the time: a day of all rooms, free rooms.
create index booking_held on administration.booking using gist (company_id, held) where state <> 'cancelled';
