-- Numbers of documents without gaps: one counter a series, key (a unit, a kind) and period.

create table core.number_counter (
    company_id bigint not null references core.company (id),
    series text not null check (series <> ''),
    key text not null default '',
    period text not null default '',
    last bigint not null check (last > 0),
    primary key (company_id, series, key, period)
);
select core.guard_company_table('core.number_counter');

-- The next number. The row stays locked until the transaction ends, so take it as the last statement; a transaction
-- that fails gives it back. The application may not touch the counters in any other way.
create function core.take_number(p_company bigint, p_series text, p_key text, p_period text)
    returns bigint language plpgsql security definer set search_path = pg_catalog, core, pg_temp as $$
declare
    taken bigint;
begin
    if p_company is distinct from core.current_company() then
        perform core.refuse('FORBIDDEN', 'Another company.', state => 'DP403');
    end if;
    insert into core.number_counter as c (company_id, series, key, period, last) values (p_company, p_series, p_key, p_period, 1)
    on conflict (company_id, series, key, period) do update set last = c.last + 1
    returning c.last into taken;
    return taken;
end $$;
revoke execute on function core.take_number from public;
grant execute on function core.take_number to dapur_app;
revoke all on core.number_counter from dapur_app;
