"""Completing a course: the fact, its certificate, and the skills that it gives, in one transaction."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dapur.numbering import take_number
from dapur.operations.work import Work
from dapur_training.events import CourseCompleted
from dapur_training.grades import grade_of
from dapur_training.rules.validity import renewed
from dapur_training.settings import NUMBERS

# 192 random bits: nobody finds a certificate by trying.
CODE_BYTES = 24


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a course counts as completed. The database checks it."""

    how: Literal["lessons", "quiz", "session", "elsewhere"]
    attempt: int | None = None
    session: int | None = None
    note: str = ""


async def complete_when_done(work: Work, party: int, course: int, version: int) -> int | None:
    """Complete the course when all lessons are done and its quiz is passed. The certificate, None while something is missing."""
    row = await work.row(
        "select v.quiz_id, exists (select from training.lesson l where l.company_id = v.company_id and l.version_id = v.id"
        " and not exists (select from training.lesson_progress p where p.company_id = l.company_id and p.party_id = %s"
        " and p.lesson_id = l.id and p.done_at is not null)) as unread,"
        " (select a.id from training.attempt a where a.company_id = v.company_id and a.party_id = %s and a.quiz_id = v.quiz_id"
        " and a.passed and not exists (select from training.completion d where d.company_id = a.company_id and d.attempt_id = a.id)"
        " order by a.number desc limit 1) as passed,"
        " exists (select from training.completion d where d.company_id = v.company_id and d.party_id = %s and d.version_id = v.id"
        " and d.how = 'lessons' and d.noted_at >= (select max(e.enrolled_at) from training.enrolment e where"
        " e.company_id = v.company_id and e.party_id = %s and e.version_id = v.id)) as read_before"
        " from training.course_version v where v.company_id = %s and v.id = %s",
        *(party, party, party, party, work.scope.company, version),
    )
    if row is None or row["unread"]:
        return None
    if row["quiz_id"] is None:
        return None if row["read_before"] else await complete(work, party, course, version, work.today, Ground("lessons"))
    if row["passed"] is None or not (await grade_of(work, party, row["quiz_id"])).passed:
        return None
    return await complete(work, party, course, version, work.today, Ground("quiz", attempt=row["passed"]))


async def complete(work: Work, party: int, course: int, version: int, day: date, ground: Ground) -> int:
    """Note the completion; issue the certificate; lift the skills; end the enrolment. Returns the certificate."""
    company = work.scope.company
    completion = await work.value(
        "insert into training.completion (company_id, party_id, course_id, version_id, on_day, how, attempt_id, session_id, note,"
        " noted_by) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(company, party, course, version, day, ground.how, ground.attempt, ground.session, ground.note, work.actor),
    )
    await work.run(
        "update training.enrolment set state = 'completed', ended_at = %s where company_id = %s and party_id = %s and course_id = %s"
        " and state = 'active'",
        *(work.now, company, party, course),
    )
    await work.run(
        "insert into training.skill_proof (company_id, party_id, skill_id, level, from_day, completion_id, noted_by)"
        " select company_id, %s, skill_id, level, %s, %s, %s from training.course_skill where company_id = %s and version_id = %s",
        *(party, day, completion, work.actor, company, version),
    )
    return await _issue(work, party, course, version, day, completion)


async def _issue(work: Work, party: int, course: int, version: int, day: date, completion: int) -> int:
    company = work.scope.company
    facts = await work.row(
        "select p.name, c.code, c.title_id, c.title_en, v.validity_months, v.renewal_window_days, o.id as old, o.valid_through"
        " from base.party p join training.course c on c.company_id = p.company_id and c.id = %s"
        " join training.course_version v on v.company_id = p.company_id and v.id = %s left join lateral ("
        " select t.id, t.valid_through from training.certificate t where t.company_id = p.company_id and t.party_id = p.id"
        " and t.course_id = c.id and not exists (select from training.revocation r where r.company_id = t.company_id"
        " and r.certificate_id = t.id) order by t.valid_through desc nulls first, t.id desc limit 1) o on true"
        " where p.company_id = %s and p.id = %s",
        *(course, version, company, party),
    )
    assert facts is not None
    ends = renewed(day, facts["validity_months"], facts["renewal_window_days"], facts["valid_through"])
    number = await take_number(work, NUMBERS, day, work.setting(NUMBERS))
    certificate = await work.value(
        "insert into training.certificate (company_id, number, party_id, course_id, completion_id, holder, title_id, title_en,"
        " issued_on, valid_through, renews_id, code) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(company, number.text, party, course, completion, facts["name"], facts["title_id"], facts["title_en"], day),
        *(ends, facts["old"], secrets.token_urlsafe(CODE_BYTES)),
    )
    work.emit(CourseCompleted(party, course, facts["code"], certificate, day, ends))
    return int(certificate)
