-- Courses and their versions, lessons, question pools, quizzes, enrolments, progress, attempts.

create extension if not exists btree_gist;
create schema training;
grant usage on schema training to dapur_app;

create table training.course (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    code text not null check (code <> ''),
    title_id text not null check (title_id <> ''),
    title_en text not null check (title_en <> ''),
    family text not null default '' check (family in
        ('', 'administrative', 'communication', 'analytical', 'technology', 'time_management', 'problem_solving')),
    kind text not null default 'self_paced' check (kind in ('self_paced', 'session', 'external', 'on_the_job')),
    is_closed boolean not null default false,
    version int not null default 1,
    primary key (company_id, id),
    constraint course_code_key unique (company_id, code)
);

create table training.question_pool (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    primary key (company_id, id),
    constraint question_pool_name_key unique (company_id, name)
);

-- A question is never changed: attempts keep what was asked. A better wording is a new one, and the old one is closed.
create table training.question (
    company_id bigint not null,
    id bigint generated always as identity,
    pool_id bigint not null,
    kind text not null check (kind in ('choice', 'text')),
    body_id text not null check (body_id <> ''),
    body_en text not null default '',
    marks numeric not null check (marks > 0),
    wrong_costs numeric not null default 0 check (wrong_costs >= 0),
    is_partial boolean not null default false,
    accepted text[] not null default '{}',
    ignore_case boolean not null default true,
    why_id text not null default '',
    why_en text not null default '',
    is_closed boolean not null default false,
    primary key (company_id, id),
    constraint question_pool_fkey foreign key (company_id, pool_id) references training.question_pool (company_id, id),
    constraint question_text_has_answers check (kind <> 'text' or accepted <> '{}')
);
create index question_of_pool on training.question (company_id, pool_id) where not is_closed;

create table training.question_option (
    company_id bigint not null,
    question_id bigint not null,
    key text not null check (key ~ '^[a-z]$'),
    text_id text not null check (text_id <> ''),
    text_en text not null default '',
    is_right boolean not null,
    primary key (company_id, question_id, key),
    foreign key (company_id, question_id) references training.question (company_id, id)
);

create table training.quiz (
    company_id bigint not null references core.company (id),
    id bigint generated always as identity,
    name text not null check (name <> ''),
    pass_percent numeric not null check (pass_percent between 0 and 100),
    max_attempts int check (max_attempts >= 1),
    time_limit_minutes int check (time_limit_minutes >= 1),
    grading text not null default 'highest' check (grading in ('highest', 'latest', 'average', 'first')),
    published_at timestamptz,
    primary key (company_id, id)
);
create table training.quiz_part (
    company_id bigint not null,
    quiz_id bigint not null,
    position smallint not null check (position >= 1),
    pool_id bigint not null,
    take int check (take >= 1),
    weight numeric not null default 1 check (weight > 0),
    primary key (company_id, quiz_id, position),
    foreign key (company_id, quiz_id) references training.quiz (company_id, id),
    constraint quiz_part_pool_fkey foreign key (company_id, pool_id) references training.question_pool (company_id, id)
);

create table training.course_version (
    company_id bigint not null,
    id bigint generated always as identity,
    course_id bigint not null,
    number int not null check (number >= 1),
    summary_id text not null default '',
    summary_en text not null default '',
    minutes int not null default 0 check (minutes >= 0),
    quiz_id bigint,
    validity_months int check (validity_months >= 1),
    renewal_window_days int not null default 0 check (renewal_window_days >= 0),
    min_attendance_percent numeric not null default 100 check (min_attendance_percent between 0 and 100),
    published_at timestamptz,
    published_by bigint,
    version int not null default 1,
    primary key (company_id, id),
    constraint course_version_number_key unique (company_id, course_id, number),
    constraint course_version_of_course unique (company_id, id, course_id),
    constraint course_version_course_fkey foreign key (company_id, course_id) references training.course (company_id, id),
    constraint course_version_quiz_fkey foreign key (company_id, quiz_id) references training.quiz (company_id, id)
);
create unique index course_version_one_draft on training.course_version (company_id, course_id) where published_at is null;

-- All groups of a version must hold; a group holds when at least `need` of its courses are proven.
create table training.prerequisite (
    company_id bigint not null,
    version_id bigint not null,
    group_number smallint not null check (group_number >= 1),
    course_id bigint not null,
    need smallint not null default 1 check (need >= 1),
    primary key (company_id, version_id, group_number, course_id),
    foreign key (company_id, version_id) references training.course_version (company_id, id),
    constraint prerequisite_course_fkey foreign key (company_id, course_id) references training.course (company_id, id)
);

create table training.lesson (
    company_id bigint not null,
    id bigint generated always as identity,
    version_id bigint not null,
    position smallint not null check (position >= 1),
    title_id text not null check (title_id <> ''),
    title_en text not null default '',
    body_id text not null default '',
    body_en text not null default '',
    minutes int not null default 0 check (minutes >= 0),
    version int not null default 1,
    primary key (company_id, id),
    constraint lesson_position_key unique (company_id, version_id, position) deferrable initially deferred,
    constraint lesson_version_fkey foreign key (company_id, version_id) references training.course_version (company_id, id)
);
select core.make_attachment_table('training.lesson_file', 'training.lesson');
-- A lesson of a draft may go, with what was attached to it.
alter table training.lesson_file drop constraint lesson_file_company_id_owner_id_fkey,
    add constraint lesson_file_lesson_fkey foreign key (company_id, owner_id) references training.lesson (company_id, id)
    on delete cascade;

create table training.enrolment (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    course_id bigint not null,
    version_id bigint not null,
    how text not null check (how in ('self', 'manager', 'rule')),
    state text not null default 'active' check (state in ('active', 'completed', 'withdrawn')),
    due date,
    enrolled_at timestamptz not null default core.now(),
    enrolled_by bigint not null,
    ended_at timestamptz,
    primary key (company_id, id),
    constraint enrolment_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint enrolment_version_fkey foreign key (company_id, version_id, course_id)
        references training.course_version (company_id, id, course_id),
    constraint enrolment_end check ((state = 'active') = (ended_at is null))
);
create unique index enrolment_once on training.enrolment (company_id, party_id, course_id) where state = 'active';
create index enrolment_course on training.enrolment (company_id, course_id);

-- Belongs to the person and the lesson, not to the enrolment: who leaves and comes back goes on where they were.
create table training.lesson_progress (
    company_id bigint not null,
    party_id bigint not null,
    lesson_id bigint not null,
    opened_at timestamptz not null default core.now(),
    at_second int not null default 0 check (at_second >= 0),
    done_at timestamptz,
    primary key (company_id, party_id, lesson_id),
    foreign key (company_id, party_id) references base.party (company_id, id),
    constraint lesson_progress_lesson_fkey foreign key (company_id, lesson_id) references training.lesson (company_id, id)
);

create table training.attempt_grant (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    quiz_id bigint not null,
    reason text not null check (reason <> ''),
    granted_by bigint not null,
    granted_at timestamptz not null default core.now(),
    primary key (company_id, id),
    constraint attempt_grant_party_fkey foreign key (company_id, party_id) references base.party (company_id, id),
    constraint attempt_grant_quiz_fkey foreign key (company_id, quiz_id) references training.quiz (company_id, id)
);

-- The score is a fraction, so that nothing is rounded up to the pass mark; the check holds whoever writes.
create table training.attempt (
    company_id bigint not null,
    id bigint generated always as identity,
    party_id bigint not null,
    quiz_id bigint not null,
    number int not null default 0,
    pass_percent numeric not null,
    out_of numeric not null check (out_of > 0),
    started_at timestamptz not null default core.now(),
    closes_at timestamptz,
    closed_at timestamptz,
    is_late boolean not null default false,
    numerator numeric,
    denominator numeric check (denominator > 0),
    passed boolean,
    primary key (company_id, id),
    constraint attempt_number_key unique (company_id, party_id, quiz_id, number),
    constraint attempt_of_party unique (company_id, id, party_id),
    foreign key (company_id, party_id) references base.party (company_id, id),
    constraint attempt_quiz_fkey foreign key (company_id, quiz_id) references training.quiz (company_id, id),
    constraint attempt_closed_with_score check ((closed_at is null) = (passed is null) and (closed_at is null) = (numerator is null)
        and (numerator is null) = (denominator is null)),
    constraint attempt_never_below_zero check (numerator >= 0),
    constraint attempt_passed_exactly check (passed = (numerator * 100 >= pass_percent * out_of * denominator))
);
create unique index attempt_one_open on training.attempt (company_id, party_id, quiz_id) where closed_at is null;
create index attempt_closing on training.attempt (company_id, closes_at) where closed_at is null;

create table training.attempt_question (
    company_id bigint not null,
    attempt_id bigint not null,
    position smallint not null,
    question_id bigint not null,
    marks numeric not null check (marks > 0),
    wrong_costs numeric not null default 0 check (wrong_costs >= 0),
    chosen text[] not null default '{}',
    typed text not null default '',
    answered_at timestamptz,
    earned numeric,
    primary key (company_id, attempt_id, position),
    constraint attempt_question_once unique (company_id, attempt_id, question_id),
    foreign key (company_id, attempt_id) references training.attempt (company_id, id),
    foreign key (company_id, question_id) references training.question (company_id, id)
);

create function training.keep_published() returns trigger language plpgsql as $$
begin
    if old.published_at is not null then
        perform core.refuse('TRAINING_PUBLISHED', 'What is published stays as it is. Start a new version.');
    end if;
    return coalesce(new, old);
end $$;
create trigger keep before update or delete on training.course_version for each row execute function training.keep_published();
create trigger keep before update or delete on training.quiz for each row execute function training.keep_published();

create function training.keep_version_parts() returns trigger language plpgsql as $$
declare
    part jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    if exists (select from training.course_version where company_id = (part->>'company_id')::bigint
               and id = (part->>'version_id')::bigint and published_at is not null) then
        perform core.refuse('TRAINING_PUBLISHED', 'What is published stays as it is. Start a new version.');
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep before insert or update or delete on training.lesson
    for each row execute function training.keep_version_parts();
create trigger keep before insert or update or delete on training.prerequisite
    for each row execute function training.keep_version_parts();

create function training.keep_lesson_files() returns trigger language plpgsql as $$
begin
    if exists (select from training.lesson l
               join training.course_version v on v.company_id = l.company_id and v.id = l.version_id
               where l.company_id = new.company_id and l.id = new.owner_id and v.published_at is not null) then
        perform core.refuse('TRAINING_PUBLISHED', 'What is published stays as it is. Start a new version.');
    end if;
    return new;
end $$;
create trigger keep before insert or update on training.lesson_file
    for each row execute function training.keep_lesson_files();

create function training.keep_quiz_parts() returns trigger language plpgsql as $$
declare
    part training.quiz_part := case when tg_op = 'DELETE' then old else new end;
begin
    if exists (select from training.quiz q where q.company_id = part.company_id and q.id = part.quiz_id
               and q.published_at is not null) then
        perform core.refuse('TRAINING_PUBLISHED', 'What is published stays as it is. Start a new version.');
    end if;
    return part;
end $$;
create trigger keep before insert or update or delete on training.quiz_part
    for each row execute function training.keep_quiz_parts();

create function training.count_attempt() returns trigger language plpgsql as $$
declare
    used int;
    allowed int;
begin
    perform pg_advisory_xact_lock(hashtextextended('training.attempt/' || new.party_id || '/' || new.quiz_id, new.company_id));
    select count(*) into used from training.attempt
        where company_id = new.company_id and party_id = new.party_id and quiz_id = new.quiz_id;
    select q.max_attempts + (select count(*) from training.attempt_grant g
                             where g.company_id = new.company_id and g.party_id = new.party_id and g.quiz_id = new.quiz_id)
        into allowed from training.quiz q where q.company_id = new.company_id and q.id = new.quiz_id;
    if used >= allowed then
        perform core.refuse('TRAINING_NO_ATTEMPTS_LEFT', 'No attempts are left. Ask your trainer for another one.');
    end if;
    new.number := used + 1;
    return new;
end $$;
create trigger count_attempt before insert on training.attempt for each row execute function training.count_attempt();

create function training.keep_closed_attempt() returns trigger language plpgsql as $$
begin
    if old.closed_at is not null then
        perform core.refuse('TRAINING_ATTEMPT_CLOSED', 'This attempt is closed; its result stays as it is.');
    end if;
    return new;
end $$;
create trigger keep before update on training.attempt for each row execute function training.keep_closed_attempt();

create function training.keep_answers() returns trigger language plpgsql as $$
declare
    ends timestamptz;
    closed timestamptz;
begin
    select closes_at, closed_at into ends, closed from training.attempt
        where company_id = new.company_id and id = new.attempt_id for share;
    if closed is not null then
        perform core.refuse('TRAINING_ATTEMPT_CLOSED', 'This attempt is closed; its result stays as it is.');
    end if;
    if core.now() >= ends and (new.chosen, new.typed) is distinct from (old.chosen, old.typed) then
        perform core.refuse('TRAINING_TIME_OVER', 'The time is over. What was saved before counts.');
    end if;
    return new;
end $$;
create trigger keep before update on training.attempt_question for each row execute function training.keep_answers();

select core.guard_company_table(t) from unnest(array['training.course', 'training.question_pool', 'training.question',
    'training.question_option', 'training.quiz', 'training.quiz_part', 'training.course_version', 'training.prerequisite',
    'training.lesson', 'training.enrolment', 'training.lesson_progress', 'training.attempt_grant', 'training.attempt',
    'training.attempt_question']::regclass[]) t;
select core.audit_table(t) from unnest(array['training.course', 'training.question_pool', 'training.question', 'training.quiz',
    'training.course_version', 'training.enrolment', 'training.attempt_grant', 'training.attempt']::regclass[]) t;
-- Long texts are in their rows and in the published version for ever: the log says that they changed.
select core.audit_table('training.lesson', '{body_id,body_en}');
grant select, insert, update on training.course, training.question_pool, training.quiz, training.course_version, training.lesson,
    training.enrolment, training.lesson_progress to dapur_app;
grant select, insert, update (is_closed) on training.question to dapur_app;
grant select, insert on training.question_option, training.attempt_grant, training.attempt to dapur_app;
grant update (closed_at, is_late, numerator, denominator, passed) on training.attempt to dapur_app;
grant select, insert, delete on training.quiz_part, training.prerequisite to dapur_app;
grant delete on training.lesson to dapur_app;
grant select, insert, update (chosen, typed, answered_at, earned) on training.attempt_question to dapur_app;
