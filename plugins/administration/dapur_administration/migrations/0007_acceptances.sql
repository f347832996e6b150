-- A risk above the appetite may be accepted for a time, at the score that it has then. What was accepted is never rewritten.
create table administration.risk_acceptance (
    company_id bigint not null,
    id bigint generated always as identity,
    risk_id bigint not null,
    score int not null check (score > 0),
    from_day date not null,
    valid_through date not null check (valid_through >= from_day),
    reason text not null,
    accepted_by bigint not null default core.current_actor(),
    accepted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    foreign key (company_id, risk_id) references administration.risk (company_id, id),
    foreign key (company_id, accepted_by) references core.membership (company_id, user_id)
);
create index risk_acceptance_of on administration.risk_acceptance (company_id, risk_id, from_day desc, id desc);
select core.guard_company_table('administration.risk_acceptance');
select core.audit_appended('administration.risk_acceptance'), core.append_only('administration.risk_acceptance');
grant select, insert (company_id, risk_id, score, from_day, valid_through, reason) on administration.risk_acceptance to dapur_app;
