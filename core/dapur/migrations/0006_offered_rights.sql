-- Which rights a company was offered when its roles were made or a department came on. What an update adds
-- later belongs to no role yet; an administrator gives it to the suggested roles with one operation.
create table core.offered_permission (
    company_id bigint not null references core.company (id),
    permission text not null,
    primary key (company_id, permission)
);
select core.guard_company_table('core.offered_permission');
grant select, insert on core.offered_permission to dapur_app;
