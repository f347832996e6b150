-- 0008 ran in two forms; this is what its file says, for databases in which it named the mails' table inside the function.
insert into core.attachment_table (name) values ('core.mail_file') on conflict do nothing;
create or replace function core.forget_loose_files(p_company bigint) returns bigint language plpgsql
    security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    t text;
    loose bigint[];
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    select array_agg(f.id) into loose from core.file f
    where f.company_id = p_company and f.uploaded_at < now() - interval '1 day'
      and not exists (select from core.import_run r where r.company_id = p_company and r.file_id = f.id);
    for t in select name from core.attachment_table loop
        execute format('select array_agg(i) from unnest($1) i where not exists (select from %s a where a.company_id = $2 and a.file_id = i)', t)
            into loose using loose, p_company;
    end loop;
    delete from core.file f where f.company_id = p_company and f.id = any (loose);
    delete from core.file_content c where c.company_id = p_company
        and not exists (select from core.file f where f.company_id = p_company and f.sha256 = c.sha256);
    return coalesce(cardinality(loose), 0);
end $$;
