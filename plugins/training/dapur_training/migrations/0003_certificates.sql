-- What somebody has proven: completions, certificates, skills. Facts: they are added, never changed.

create table training.completion (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    course_id bigint not null,
    version_id bigint not null,
    on_day date not null,
    how text not null check (how in ('lessons', 'quiz', 'session', 'elsewhere')),
    attempt_id bigint,
    session_id bigint,
    note text not null default '',
    noted_by bigint not null,
    noted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint completion_is_of unique (company_id, id, party_id, course_id),
    constraint completion_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint completion_version_fkey foreign key (company_id, version_id, course_id)
        references training.course_version (company_id, id, course_id),
    foreign key (company_id, attempt_id, party_id) references training.attempt (company_id, id, party_id),
    foreign key (company_id, session_id) references training.session (company_id, id),
    constraint completion_attempt_once unique (company_id, attempt_id),
    constraint completion_session_once unique (company_id, session_id, party_id),
    constraint completion_has_ground check ((how = 'quiz') = (attempt_id is not null) and (how = 'session') = (session_id is not null)
        and (how <> 'elsewhere' or note <> ''))
);
create index completion_course on training.completion (company_id, course_id, party_id);

-- No completion without its ground: a passed attempt of that quiz, all lessons done, or enough days attended.
create function training.check_completion() returns trigger language plpgsql as $$
declare
    v record;
    is_proven boolean;
begin
    select quiz_id, min_attendance_percent into v from training.course_version
        where company_id = new.company_id and id = new.version_id;
    is_proven := case new.how
        when 'quiz' then exists (select from training.attempt a where a.company_id = new.company_id and a.id = new.attempt_id
            and a.passed and a.quiz_id = v.quiz_id)
        when 'lessons' then v.quiz_id is null
        when 'session' then (
            select count(*) filter (where a.is_present) * 100 >= v.min_attendance_percent * count(*) and count(*) > 0
            from training.session_day d
            left join training.attendance a on a.company_id = d.company_id and a.session_id = d.session_id and a.day = d.day
                and a.party_id = new.party_id
            where d.company_id = new.company_id and d.session_id = new.session_id)
        else true end;
    if is_proven and new.how in ('quiz', 'lessons') then
        is_proven := not exists (select from training.lesson l where l.company_id = new.company_id and l.version_id = new.version_id
            and not exists (select from training.lesson_progress p where p.company_id = l.company_id and p.lesson_id = l.id
                and p.party_id = new.party_id and p.done_at is not null));
    end if;
    if not coalesce(is_proven, false) then
        perform core.refuse('TRAINING_NOT_PROVEN', 'The course is not completed yet: something of it is still to be done or passed.');
    end if;
    return new;
end $$;
create trigger check_ground before insert on training.completion for each row execute function training.check_completion();

create table training.certificate (
    company_id bigint not null,
    id bigint generated always as identity,
    number text not null check (number <> ''),
    party_id bigint not null,
    course_id bigint not null,
    completion_id bigint not null,
    holder text not null check (holder <> ''),
    title_id text not null check (title_id <> ''),
    title_en text not null check (title_en <> ''),
    issued_on date not null,
    valid_through date check (valid_through >= issued_on),
    renews_id bigint,
    code text not null check (length(code) >= 24),
    primary key (company_id, id),
    constraint certificate_number_key unique (company_id, number),
    constraint certificate_code_key unique (company_id, code),
    constraint certificate_once unique (company_id, completion_id),
    -- A certificate is of a completion: the same person, the same course.
    constraint certificate_completion_fkey foreign key (company_id, completion_id, party_id, course_id)
        references training.completion (company_id, id, party_id, course_id),
    foreign key (company_id, renews_id) references training.certificate (company_id, id)
);
create index certificate_course on training.certificate (company_id, course_id, party_id, issued_on);
create index certificate_party on training.certificate (company_id, party_id);

create table training.revocation (
    company_id bigint not null,
    certificate_id bigint not null,
    on_day date not null,
    reason text not null check (reason <> ''),
    revoked_by bigint not null,
    revoked_at timestamptz not null default core.now(),
    primary key (company_id, certificate_id),
    constraint revocation_certificate_fkey foreign key (company_id, certificate_id) references training.certificate (company_id, id)
);

create table training.skill (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    name_id text not null check (name_id <> ''),
    name_en text not null check (name_en <> ''),
    family text not null check (family in
        ('administrative', 'communication', 'analytical', 'technology', 'time_management', 'problem_solving')),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint skill_code_key unique (company_id, code)
);
create table training.course_skill (
    company_id bigint not null,
    version_id bigint not null,
    skill_id bigint not null,
    level smallint not null check (level between 1 and 5),
    primary key (company_id, version_id, skill_id),
    foreign key (company_id, version_id) references training.course_version (company_id, id),
    constraint course_skill_skill_fkey foreign key (company_id, skill_id) references training.skill (company_id, id)
);
create trigger keep before insert or update or delete on training.course_skill
    for each row execute function training.keep_version_parts();
create table training.position_skill (
    company_id bigint not null,
    id bigint generated always as identity,
    position_id bigint not null,
    skill_id bigint not null,
    level smallint not null check (level between 0 and 5),
    primary key (company_id, id),
    constraint position_skill_once unique (company_id, position_id, skill_id),
    constraint position_skill_position_fkey foreign key (company_id, position_id) references base.position (company_id, id),
    constraint position_skill_skill_fkey foreign key (company_id, skill_id) references training.skill (company_id, id)
);
-- A level and its proof. An assessment counts from its day on, up or down; what a course gives only lifts.
create table training.skill_proof (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    skill_id bigint not null,
    level smallint not null check (level between 0 and 5),
    from_day date not null,
    completion_id bigint,
    note text not null default '',
    noted_by bigint not null,
    noted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint skill_proof_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint skill_proof_skill_fkey foreign key (company_id, skill_id) references training.skill (company_id, id),
    foreign key (company_id, completion_id) references training.completion (company_id, id),
    constraint skill_proof_has_ground check (completion_id is not null or note <> '')
);
create index skill_proof_party on training.skill_proof (company_id, party_id, skill_id, from_day);

-- Who must hold a course: those of a position, of a unit and all below it, or (both empty) everybody.
create table training.duty (
    company_id bigint not null,
    id bigint generated always as identity,
    course_id bigint not null,
    position_id bigint,
    unit_id bigint,
    within_days int not null default 0 check (within_days >= 0),
    control text not null default '',
    from_day date not null,
    to_day date check (to_day >= from_day),
    version int not null default 1,
    primary key (company_id, id),
    constraint duty_course_fkey foreign key (company_id, course_id) references training.course (company_id, id),
    constraint duty_position_fkey foreign key (company_id, position_id) references base.position (company_id, id),
    constraint duty_unit_fkey foreign key (company_id, unit_id) references base.organisation_unit (company_id, id),
    constraint duty_one_scope check (position_id is null or unit_id is null)
);
create index duty_course on training.duty (company_id, course_id);

create table training.reminder (
    company_id bigint not null,
    certificate_id bigint not null,
    days_left int not null,
    sent_at timestamptz not null default core.now(),
    primary key (company_id, certificate_id, days_left),
    foreign key (company_id, certificate_id) references training.certificate (company_id, id)
);

-- The level of somebody's skill on a day: the last assessment until then, lifted by courses since.
create function training.skill_level(p_company bigint, p_party bigint, p_skill bigint, p_day date) returns int
    language sql stable as $$
    with proof as (select level, from_day, id, completion_id from training.skill_proof
                   where company_id = p_company and party_id = p_party and skill_id = p_skill and from_day <= p_day),
         assessed as (select from_day, id from proof where completion_id is null order by from_day desc, id desc limit 1)
    select coalesce(max(p.level), 0)::int from proof p left join assessed a on true
    where a.id is null or (p.from_day, p.id) >= (a.from_day, a.id)
$$;

-- How somebody stands on a day: a certificate holds through its last day; close to it, it counts and is told apart.
create function training.standing(p_endless boolean, p_last date, p_day date, p_warn int) returns text
    language sql immutable parallel safe as $$
    select case when p_endless then 'valid' when p_last is null then 'missing' when p_last < p_day then 'expired'
        when p_last - p_day <= p_warn then 'expiring' else 'valid' end
$$;

-- Whom which duty binds on a day, by what is known of the organisation now.
create function training.bound_on(p_company bigint, p_day date)
    returns table (duty_id bigint, course_id bigint, party_id bigint) language sql stable as $$
    select distinct d.id, d.course_id, a.party_id
    from training.duty d
    join base.assignment a on a.company_id = d.company_id and a.known_to is null and a.from_day <= p_day
        and (a.to_day is null or a.to_day >= p_day) and (d.position_id is null or a.position_id = d.position_id)
    left join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
    left join base.organisation_unit top on top.company_id = d.company_id and top.id = d.unit_id
    where d.company_id = p_company and d.from_day <= p_day and (d.to_day is null or d.to_day >= p_day)
      and (d.unit_id is null or starts_with(u.path, top.path))
$$;

-- What everybody holds on a day: revoked ones count until the day of revocation.
create function training.held_on(p_company bigint, p_day date)
    returns table (party_id bigint, course_id bigint, endless boolean, valid_through date) language sql stable as $$
    select t.party_id, t.course_id, bool_or(t.valid_through is null), max(t.valid_through)
    from training.certificate t
    left join training.revocation r on r.company_id = t.company_id and r.certificate_id = t.id
    where t.company_id = p_company and t.issued_on <= p_day and (r.on_day is null or r.on_day > p_day)
    group by 1, 2
$$;

select core.guard_company_table(t) from unnest(array['training.completion', 'training.certificate', 'training.revocation',
    'training.skill', 'training.course_skill', 'training.position_skill', 'training.skill_proof', 'training.duty',
    'training.reminder']::regclass[]) t;
select core.audit_table(t) from unnest(array['training.completion', 'training.revocation', 'training.skill',
    'training.position_skill', 'training.skill_proof', 'training.duty']::regclass[]) t;
-- Whoever knows the code sees the certificate: it stays out of the log.
select core.audit_table('training.certificate', '{code}');
grant select, insert on training.completion, training.certificate, training.revocation, training.skill_proof, training.reminder
    to dapur_app;
grant select, insert, update on training.skill, training.duty to dapur_app;
grant select, insert, update (level) on training.position_skill to dapur_app;
grant select, insert, delete on training.course_skill to dapur_app;
