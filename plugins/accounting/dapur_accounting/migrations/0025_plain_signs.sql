-- A text is plain without any sign that a keyboard of English types, as plain() of rules/matching.py takes them out: a search for
-- D'Cost or Maju, Tbk found nothing. Kept columns are worked out when a row is written, so they are made anew.

create or replace function accounting.plain(p_number text) returns text language sql immutable strict parallel safe
    return upper(translate(p_number, E' !"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\t\r\n', '') collate "C");

alter table accounting.entry
    drop column plain_number,
    drop column plain_reference,
    drop column plain_source,
    add column plain_number text collate "C" not null generated always as (accounting.plain(number)) stored,
    add column plain_reference text collate "C" not null generated always as (accounting.plain(reference)) stored,
    add column plain_source text collate "C" not null generated always as (accounting.plain(source_number)) stored;
