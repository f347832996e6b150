-- Period and year end: closing entries that can be topped up, revaluation as a layer that is always taken back, and the
-- list of what is to be done before a period is closed.

-- Whoever books a difference (closing, revaluation) first stops posting, so that nothing slips in between reading and booking.
create function accounting.hold_books(p_company bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, accounting, core, pg_temp as $$
begin
    perform accounting.check_company(p_company);
    perform accounting.stop_posting(p_company);
end $$;

create index entry_layer on accounting.entry (company_id, source_kind, date)
    where source_plugin = 'accounting' and source_kind in ('year_close', 'revaluation');

-- What closing entries (and their reversals) moved per account between two days. Income statements leave it out.
create function accounting.closing_moves(p_company bigint, p_from date, p_to date, p_known timestamptz default null)
    returns table (account_id bigint, debit numeric, credit numeric)
    language sql stable security definer set search_path = pg_catalog, accounting, pg_temp as $$
    with closing as (
        select c.id from accounting.entry c
        where c.company_id = p_company and c.source_plugin = 'accounting' and c.source_kind = 'year_close'),
    moves as (
        select id from closing
        union all
        select r.id from accounting.entry r
        where r.company_id = p_company and r.reversal_of is not null and r.reversal_of in (select id from closing))
    select l.account_id, sum(l.debit), sum(l.credit)
    from moves m join accounting.entry e on e.company_id = p_company and e.id = m.id
    join accounting.line l on l.company_id = p_company and l.entry_id = e.id
    where p_company = nullif(current_setting('dapur.company', true), '')::bigint
      and e.date between p_from and p_to and (p_known is null or e.posted_at <= p_known)
    group by l.account_id
$$;

-- Done by hand or waived, for the period that ends on a day; what the books themselves show is not kept.
create table accounting.close_mark (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    ends date not null,
    item text not null check (item ~ '^[a-z][a-z_]{1,39}$'),
    state text not null check (state in ('done', 'waived')),
    note text not null default '',
    marked_by bigint not null,
    marked_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint close_mark_item_key unique (company_id, ends, item),
    constraint close_mark_reason check (state = 'done' or note <> '')
);
select core.guard_company_table('accounting.close_mark');
select core.audit_table('accounting.close_mark');
grant select, insert, update, delete on accounting.close_mark to dapur_app;

revoke execute on function accounting.hold_books, accounting.closing_moves from public;
grant execute on function accounting.hold_books, accounting.closing_moves to dapur_app;
