-- How an entry may be named in a bank's text: letters and digits only, in capitals. Kept with the entry, because working it out
-- for each of 20,000 open items took longer than everything else on the matching screen.

create function accounting.plain(p_number text) returns text language sql immutable strict parallel safe
    return upper(translate(p_number, ' /-.:_#()', '') collate "C");

alter table accounting.entry
    add column plain_number text collate "C" not null generated always as (accounting.plain(number)) stored,
    add column plain_reference text collate "C" not null generated always as (accounting.plain(reference)) stored,
    add column plain_source text collate "C" not null generated always as (accounting.plain(source_number)) stored;
grant execute on function accounting.plain to dapur_app;
