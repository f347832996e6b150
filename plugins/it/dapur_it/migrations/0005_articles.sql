-- Knowledge: what helps again, for everybody or for IT only.

create table it.article (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    title text not null check (title <> ''),
    body text not null check (body <> ''),
    is_public boolean not null default true,
    is_closed boolean not null default false,
    changed_at timestamptz not null default core.now(),
    changed_by bigint not null,
    version int not null default 1,
    primary key (company_id, id),
    constraint article_title_key unique (company_id, title)
);
select core.guard_company_table('it.article'), core.audit_table('it.article');
grant select, insert, update on it.article to dapur_app;
