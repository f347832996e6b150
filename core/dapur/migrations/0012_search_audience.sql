-- What only some may know is found only by them: an entry may name its audience, and who searches says what they belong to.

alter table core.search_entry add column audience text[];
grant create on schema core to dapur_reader;
drop function core.index_for_search(bigint, text, text, bigint[], text[], text[], text[], text[], text);
drop function core.search(bigint, text, text[], text[], int);

-- p_audience: of all these rows; null = everybody who holds the permission.
create function core.index_for_search(p_company bigint, p_plugin text, p_kind text, p_ids bigint[], p_numbers text[],
                                      p_titles text[], p_details text[], p_addresses text[], p_permission text,
                                      p_audience text[] default null)
    returns void language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
begin
    if p_company is distinct from nullif(current_setting('dapur.company', true), '')::bigint then
        raise exception 'another company' using errcode = 'DP403';
    end if;
    insert into core.search_entry (company_id, plugin, kind, row_id, number, title, detail, address, permission, audience, words)
    select p_company, p_plugin, p_kind, i, coalesce(n, ''), coalesce(t, ''), coalesce(d, ''), a, p_permission, p_audience,
           setweight(to_tsvector('simple', coalesce(n, '') || ' ' || replace(coalesce(n, ''), '/', ' ')), 'A')
           || setweight(to_tsvector('simple', coalesce(t, '')), 'B') || to_tsvector('simple', coalesce(d, ''))
    from unnest(p_ids, p_numbers, p_titles, p_details, p_addresses) as u(i, n, t, d, a)
    on conflict (company_id, plugin, kind, row_id) do update set number = excluded.number, title = excluded.title,
        detail = excluded.detail, address = excluded.address, permission = excluded.permission, audience = excluded.audience,
        words = excluded.words, updated_at = core.now();
end $$;

-- Exact number first, then numbers that begin so, then words (the last one as a prefix).
create function core.search(p_company bigint, p_text text, p_permissions text[], p_plugins text[], p_limit int default 20,
                            p_audience text[] default '{}')
    returns table (plugin text, kind text, row_id bigint, number text, title text, detail text, address text, rank int)
    language plpgsql stable security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    typed text := lower(trim(p_text));
    asked tsquery;
begin
    if p_company is distinct from nullif(current_setting('dapur.company', true), '')::bigint or typed = '' then return; end if;
    select to_tsquery('simple', string_agg(quote_literal(w) || ':*', ' & ')) into asked
    from regexp_split_to_table(regexp_replace(typed, '[^[:alnum:]]+', ' ', 'g'), ' +') w where w <> '';
    return query execute
        'select plugin, kind, row_id, number, title, detail, address, min(rank) from ('
        '(select e.*, case when lower(e.number) = $2 then 0 else 1 end as rank from core.search_entry e '
        ' where e.company_id = $1 and lower(e.number) like $3 and e.permission = any ($5) and e.plugin = any ($6)'
        ' and (e.audience is null or e.audience && $8) order by e.number limit $7) '
        'union all (select e.*, 2 from core.search_entry e where e.company_id = $1 and e.words @@ $4 '
        ' and e.permission = any ($5) and e.plugin = any ($6) and (e.audience is null or e.audience && $8)'
        ' order by e.updated_at desc limit $7)) found '
        'group by plugin, kind, row_id, number, title, detail, address order by min(rank), number, title limit $7'
        using p_company, typed, replace(replace(replace(typed, '\', '\\'), '%', '\%'), '_', '\_') || '%', asked, p_permissions,
            p_plugins, p_limit, p_audience;
end $$;
alter function core.index_for_search owner to dapur_reader;
alter function core.search owner to dapur_reader;
revoke create on schema core from dapur_reader;
revoke execute on function core.index_for_search, core.search from public;
grant execute on function core.index_for_search, core.search to dapur_app;
