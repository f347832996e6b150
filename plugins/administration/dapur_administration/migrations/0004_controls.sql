-- Controls with evidence by period, obligations as repeating tasks of base, risks with the controls that reduce them.

-- frequency none: no evidence is asked for. needs_proof: it counts for a risk only while a proof is valid.
create table administration.control (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    note text not null default '',
    owner_id bigint not null,
    frequency text not null default 'none' check (frequency in ('none', 'month', 'quarter', 'half_year', 'year')),
    first_day date not null,
    due_days int not null default 15 check (due_days between 0 and 366),
    grace_days int not null default 0 check (grace_days between 0 and 366),
    needs_proof boolean not null default false,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, owner_id) references core.membership (company_id, user_id),
    constraint control_code_key unique (company_id, code)
);

-- How far a control works, from a day on, and since when that is known. counts_as: share of its reduction that counts.
create table administration.control_state (
    company_id bigint not null,
    id bigint generated always as identity,
    control_id bigint not null,
    state text not null check (state in ('planned', 'effective', 'partial', 'failed')),
    counts_as numeric(5, 4) not null check (counts_as between 0 and 1),
    from_day date not null,
    note text not null default '',
    known_at timestamptz not null default core.now(),
    noted_by bigint not null default core.current_actor(),
    primary key (company_id, id),
    foreign key (company_id, control_id) references administration.control (company_id, id)
);
create index control_state_of on administration.control_state (company_id, control_id, from_day);

-- What was handed in stays: late evidence never rewrites what was answered before.
create table administration.evidence (
    company_id bigint not null,
    id bigint generated always as identity,
    control_id bigint not null,
    period text not null default '',
    handed_in_on date not null,
    valid_through date,
    file_id bigint,
    sha256 bytea,
    note text not null default '',
    known_at timestamptz not null default core.now(),
    handed_in_by bigint not null default core.current_actor(),
    primary key (company_id, id),
    foreign key (company_id, control_id) references administration.control (company_id, id),
    foreign key (company_id, file_id) references core.file (company_id, id),
    constraint evidence_valid_after_it_came check (valid_through is null or valid_through >= handed_in_on),
    constraint evidence_file_has_hash check ((file_id is null) = (sha256 is null))
);
create index evidence_of on administration.evidence (company_id, control_id, handed_in_on);
create index evidence_file on administration.evidence (company_id, file_id);
insert into core.attachment_table (name) values ('administration.evidence');

-- An obligation is a repeating task of base with its authority and its source.
create table administration.obligation (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    kind text not null check (kind in ('filing', 'permit', 'contract', 'other')),
    authority text not null default '',
    source text not null default '',
    rule_id bigint not null,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, rule_id) references base.task_rule (company_id, id),
    constraint obligation_rule_key unique (company_id, rule_id)
);

-- above_since: the day since which its owner was told that it lies above the appetite.
create table administration.risk (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    note text not null default '',
    owner_id bigint not null,
    likelihood int not null check (likelihood between 1 and 10),
    impact int not null check (impact between 1 and 10),
    above_since date,
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, owner_id) references core.membership (company_id, user_id),
    constraint risk_code_key unique (company_id, code)
);
create table administration.risk_control (
    company_id bigint not null,
    id bigint generated always as identity,
    risk_id bigint not null,
    control_id bigint not null,
    reduces_likelihood int not null default 0 check (reduces_likelihood between 0 and 9),
    reduces_impact int not null default 0 check (reduces_impact between 0 and 9),
    version int not null default 1,
    primary key (company_id, id),
    foreign key (company_id, risk_id) references administration.risk (company_id, id),
    foreign key (company_id, control_id) references administration.control (company_id, id),
    constraint risk_control_key unique (company_id, risk_id, control_id),
    constraint risk_control_reduces check (reduces_likelihood + reduces_impact > 0)
);

select core.guard_company_table(t) from unnest(array['administration.control', 'administration.control_state',
    'administration.evidence', 'administration.obligation', 'administration.risk', 'administration.risk_control']::regclass[]) t;
select core.audit_table(t) from unnest(array['administration.control', 'administration.obligation', 'administration.risk',
    'administration.risk_control']::regclass[]) t;
select core.audit_appended(t), core.append_only(t)
from unnest(array['administration.control_state', 'administration.evidence']::regclass[]) t;
grant select, insert, update on administration.control, administration.obligation, administration.risk,
    administration.risk_control to dapur_app;
grant select, insert (company_id, control_id, state, counts_as, from_day, note) on administration.control_state to dapur_app;
grant select, insert (company_id, control_id, period, handed_in_on, valid_through, file_id, sha256, note)
    on administration.evidence to dapur_app;
