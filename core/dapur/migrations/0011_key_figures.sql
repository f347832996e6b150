-- Key figures that were kept as they were: by whom for which period, each with the version of its definition.

create table core.figure_sheet (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    user_id bigint not null,
    begins date not null,
    months int not null check (months in (1, 3, 12)),
    last_day date not null check (last_day >= begins),
    is_over boolean not null,
    zone text not null,
    is_mailed boolean not null default false,
    made_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id)
);
create index figure_sheet_of on core.figure_sheet (company_id, user_id, id desc);
-- The monthly mail of a period goes to nobody twice.
create unique index figure_sheet_mailed on core.figure_sheet (company_id, user_id, begins, months) where is_mailed;
create table core.kept_figure (
    company_id bigint not null,
    sheet_id bigint not null,
    place int not null,
    measure text not null,
    definition_version int not null check (definition_version > 0),
    title text not null,
    definition text not null,
    value numeric,
    before numeric,
    primary key (company_id, sheet_id, place),
    foreign key (company_id, sheet_id) references core.figure_sheet (company_id, id)
);
create table core.figure_follower (
    company_id bigint not null,
    user_id bigint not null,
    primary key (company_id, user_id),
    foreign key (company_id, user_id) references core.membership (company_id, user_id)
);
select core.guard_company_table(t)
from unnest(array['core.figure_sheet', 'core.kept_figure', 'core.figure_follower']::regclass[]) t;
select core.audit_table('core.figure_sheet', '{}');
select core.audit_table('core.kept_figure', '{}');
select core.audit_table('core.figure_follower', '{}');
-- What was kept stays as it was.
grant select, insert on core.figure_sheet, core.kept_figure to dapur_app;
grant select, insert, delete on core.figure_follower to dapur_app;
