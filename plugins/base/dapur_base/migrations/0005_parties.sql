-- Parties in depth: addresses, bank accounts, identifiers, repeats that are noticed, and merges.

-- What is left of a name when its legal form, signs and spaces are gone: two spellings of one name have the same key.
create function base.name_key(p_name text) returns text language sql immutable parallel safe as $$
    select regexp_replace(regexp_replace(lower(p_name),
        '\m(pt|cv|ud|pd|fa|tbk|persero|ltd|limited|inc|co|corp|llc|bv|gmbh|pte|sdn|bhd)\M', '', 'g'), '[^[:alnum:]]+', '', 'g')
$$;
create function base.number_key(p_number text) returns text language sql immutable parallel safe as $$
    select regexp_replace(upper(p_number), '[^0-9A-Z]+', '', 'g')
$$;

alter table base.party
    add column country text not null default '' check (country ~ '^([A-Z]{2})?$'),
    add column merged_into_id bigint check (merged_into_id <> id),
    add column name_key text collate "C" generated always as (base.name_key(name)) stored,
    add column tax_key text collate "C" generated always as (base.number_key(tax_number)) stored,
    add constraint party_merged_fkey foreign key (company_id, merged_into_id) references base.party (company_id, id),
    add constraint party_merged_is_closed check (merged_into_id is null or is_closed);
create index party_name_key on base.party (company_id, name_key);
create index party_tax_key on base.party (company_id, tax_key) where tax_key <> '';
create index party_merged on base.party (company_id, merged_into_id) where merged_into_id is not null;

create table base.party_address (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    kind text not null check (kind in ('main', 'billing', 'delivery', 'home', 'other')),
    lines text not null check (lines <> ''),
    city text not null default '',
    province text not null default '',
    postal_code text not null default '',
    country text not null check (country ~ '^[A-Z]{2}$'),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint party_address_party_fkey foreign key (company_id, party_id) references base.party (company_id, id)
);
create index party_address_party on base.party_address (company_id, party_id);

create table base.party_bank_account (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    bank text not null check (bank <> ''),
    number text not null check (number <> ''),
    number_key text collate "C" generated always as (base.number_key(number)) stored,
    holder text not null check (holder <> ''),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint party_bank_account_party_fkey foreign key (company_id, party_id) references base.party (company_id, id)
);
create index party_bank_account_party on base.party_bank_account (company_id, party_id);
create index party_bank_account_number on base.party_bank_account (company_id, number_key);

create table base.party_identifier (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    kind text not null check (kind <> ''),
    number text not null check (number <> ''),
    number_key text collate "C" generated always as (base.number_key(number)) stored,
    valid_from date,
    valid_to date check (valid_to >= valid_from),
    version int not null default 1,
    primary key (company_id, id),
    constraint party_identifier_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint party_identifier_overlap exclude using gist (company_id with =, party_id with =, kind with =,
        daterange(valid_from, valid_to, '[]') with &&) where (kind not in ('place_of_business', 'other'))
);
create index party_identifier_party on base.party_identifier (company_id, party_id);
create index party_identifier_number on base.party_identifier (company_id, kind, number_key);

-- A merge and what it changed on the surviving party, so that it can be taken back. Merges stay; taking back notes when.
create table base.party_merge (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    into_id bigint not null,
    was_closed boolean not null,
    taken_over jsonb not null,
    merged_at timestamptz not null default core.now(),
    undone_at timestamptz,
    primary key (company_id, id),
    foreign key (company_id, party_id) references base.party (company_id, id),
    foreign key (company_id, into_id) references base.party (company_id, id)
);
create unique index party_merge_party on base.party_merge (company_id, party_id) where undone_at is null;

-- The party that stands for this one now.
create function base.surviving_party(p_company bigint, p_party bigint) returns bigint language sql stable as $$
    with recursive up (id, merged_into_id) as (
        select id, merged_into_id from base.party where company_id = p_company and id = p_party
        union all
        select p.id, p.merged_into_id from up join base.party p on p.company_id = p_company and p.id = up.merged_into_id)
    select id from up where merged_into_id is null
$$;
-- This party and all that were merged into it: what a list "of this party" looks for.
create function base.same_parties(p_company bigint, p_party bigint) returns bigint[] language sql stable as $$
    with recursive down (id) as (
        select p_party
        union all
        select p.id from down join base.party p on p.company_id = p_company and p.merged_into_id = down.id)
    select array_agg(id) from down
$$;

create function base.keep_merges_acyclic() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('base.party_merge', new.company_id));
    if new.id = base.surviving_party(new.company_id, new.merged_into_id) then
        perform core.refuse('BASE_MERGE_CIRCLE', 'That party was merged into this one. Take that back first.', 'into');
    end if;
    return new;
end $$;
create trigger keep_acyclic before update on base.party for each row
    when (new.merged_into_id is not null and new.merged_into_id is distinct from old.merged_into_id)
    execute function base.keep_merges_acyclic();

-- How many rows of which tables refer to a party, over all plugins: from the catalogue, so that none is forgotten.
create function base.rows_of_party(p_company bigint, p_party bigint) returns table (name text, rows bigint)
    language plpgsql stable as $$
declare
    link record;
begin
    for link in
        select c.conrelid::regclass::text as source, a.attname as party
        from pg_constraint c
        join unnest(c.conkey, c.confkey) as k (source, target) on true
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.source
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.target and t.attname = 'id'
        where c.contype = 'f' and c.confrelid = 'base.party'::regclass and c.conrelid <> 'base.party'::regclass
          and c.conparentid = 0 and has_table_privilege(c.conrelid, 'select')
        order by 1, 2
    loop
        execute format('select count(*) from %s where company_id = $1 and %I = $2', link.source, link.party)
            into rows using p_company, p_party;
        name := link.source;
        if rows > 0 then return next; end if;
    end loop;
end $$;

select core.guard_company_table(t)
from unnest(array['base.party_address', 'base.party_bank_account', 'base.party_identifier', 'base.party_merge']::regclass[]) t;
select core.audit_table(t) from unnest(array['base.party_address', 'base.party_bank_account', 'base.party_merge']::regclass[]) t;
-- Identity numbers stay out of the copies: the log says that one changed, and who changed it.
select core.audit_table('base.party_identifier', '{number,number_key}');
grant select, insert, update on base.party_address, base.party_bank_account, base.party_identifier to dapur_app;
grant select, insert, update (undone_at) on base.party_merge to dapur_app;
