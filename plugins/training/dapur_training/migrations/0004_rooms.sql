-- A session may take place in a room that another department keeps: its code, and the bookings that were answered for it.

alter table training.session
    add column room text not null default '',
    add column room_bookings bigint[] not null default '{}',
    add constraint session_room_is_booked check ((room = '') = (room_bookings = '{}'));
grant update (room, room_bookings) on training.session to dapur_app;
