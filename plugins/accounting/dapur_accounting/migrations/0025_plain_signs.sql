-- A text is plain without signs and marks on letters, as plain() of rules/matching.py takes them out: a search for D'Cost, for
-- Maju, Tbk or for Café found nothing. The same as there for Latin letters that a mark stands on and the signs that keyboards
-- and word processors write. Kept columns are worked out when a row is written, so they are made anew.

create or replace function accounting.plain(p_number text) returns text language sql immutable strict parallel safe
    return upper(translate(
        case when octet_length(p_number) = length(p_number) then p_number
             else regexp_replace(normalize(p_number, NFKD), '[\u0300-\u036F]', '', 'g') end,
        E' !"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\t\r\n‘’‚“”„–—•·«»°§¡¿€£¥©®\u2044', '') collate "C");

alter table accounting.entry
    drop column plain_number,
    drop column plain_reference,
    drop column plain_source,
    add column plain_number text collate "C" not null generated always as (accounting.plain(number)) stored,
    add column plain_reference text collate "C" not null generated always as (accounting.plain(reference)) stored,
    add column plain_source text collate "C" not null generated always as (accounting.plain(source_number)) stored;
