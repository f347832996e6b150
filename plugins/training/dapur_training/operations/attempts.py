"""Attempts at a quiz: begun by the server's clock, answered one question at a time, graded exactly."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.complete import complete_when_done
from dapur_training.operations.learner import myself
from dapur_training.operations.refusals import ATTEMPT_CLOSED, EMPTY_QUIZ, NOT_ENROLLED
from dapur_training.rules.scoring import Answer, Question, earned, is_passed, missed_by, percent, rounded, total

MOMENT = timedelta(minutes=1)


class StartAttempt(Form):
    """The course whose quiz is taken."""

    course: Annotated[int, Shown(_("Course"), reference="training.courses")]


class AttemptBegun(Result):
    """The attempt. resumed: it was open already; minutes_left: by the server's clock, None without a limit."""

    id: int
    number: int
    resumed: bool
    saved_answers: int
    closes_at: datetime | None
    minutes_left: int | None


class SaveAnswer(Form):
    """One answer. Nothing chosen and nothing typed takes it back."""

    attempt: Annotated[int, Shown(_("Attempt"), kind="hidden")]
    position: Annotated[int, Shown(_("Question"), kind="hidden")]
    chosen: Annotated[tuple[Annotated[str, StringConstraints(pattern="^[a-z]$")], ...], Shown(_("Chosen"), kind="choices")] = ()
    typed: Annotated[str, StringConstraints(max_length=1000), Shown(_("Answer"))] = ""


class AnswerSaved(Result):
    """Which question of which attempt."""

    attempt: int
    position: int


class SubmitAttempt(Form):
    """Which attempt is handed in."""

    attempt: Annotated[int, Shown(_("Attempt"), kind="hidden")]


class Graded(Result):
    """The result. percent has two decimals and is only shown; missed_by: marks that were missing to the pass mark."""

    attempt: int
    score: Decimal
    out_of: Decimal
    percent: Decimal
    passed: bool
    missed_by: Decimal
    closed_at: datetime
    late: bool
    certificate: int | None = None


@operation("training.start_attempt", title=_("Start quiz"), permission="training.learn", audit_verb=_("started the quiz"))
async def start_attempt(work: Work, form: StartAttempt) -> AttemptBegun:
    """Begin an attempt, or go on with the open one: its clock runs on, its answers are kept."""
    party = await myself(work)
    quiz = await _quiz_of(work, party, form.course)
    still_open = await _open_attempt(work, party, quiz["id"])
    if still_open is not None and _in_time(still_open, work.now):
        return await _begun(work, still_open, resumed=True)
    if still_open is not None:
        await close(work, still_open["id"])
    return await _begun(work, await _begin(work, party, quiz), resumed=False)


async def _quiz_of(work: Work, party: int, course: int) -> dict[str, Any]:
    row = await work.row(
        "select q.id, q.pass_percent, q.time_limit_minutes from training.enrolment e"
        " join training.course_version v on v.company_id = e.company_id and v.id = e.version_id"
        " join training.quiz q on q.company_id = v.company_id and q.id = v.quiz_id"
        " where e.company_id = %s and e.party_id = %s and e.course_id = %s and e.state <> 'withdrawn'"
        " order by e.state = 'active' desc, e.id desc limit 1",
        *(work.scope.company, party, course),
    )
    if row is None:
        raise Refused(*NOT_ENROLLED, field="course")
    return row


async def _open_attempt(work: Work, party: int, quiz: int) -> dict[str, Any] | None:
    return await work.row(
        "select id, number, closes_at from training.attempt where company_id = %s and party_id = %s and quiz_id = %s"
        " and closed_at is null for update",
        *(work.scope.company, party, quiz),
    )


def _in_time(attempt: dict[str, Any], now: datetime) -> bool:
    return attempt["closes_at"] is None or now < attempt["closes_at"]


async def _begin(work: Work, party: int, quiz: dict[str, Any]) -> dict[str, Any]:
    """Draw the questions, then open the attempt; the database counts attempts and grants."""
    company = work.scope.company
    drawn = await work.rows(
        "select d.id, d.marks * p.weight as marks, d.wrong_costs * p.weight as wrong_costs from training.quiz_part p"
        " cross join lateral (select q.id, q.marks, q.wrong_costs from training.question q where q.company_id = p.company_id"
        " and q.pool_id = p.pool_id and not q.is_closed order by case when p.take is null then 0 else random() end, q.id"
        " limit p.take) d where p.company_id = %s and p.quiz_id = %s order by p.position",
        *(company, quiz["id"]),
    )
    once = {row["id"]: row for row in drawn}
    if not once:
        raise Refused(*EMPTY_QUIZ)
    limit = quiz["time_limit_minutes"]
    attempt = await work.row(
        "insert into training.attempt (company_id, party_id, quiz_id, pass_percent, out_of, started_at, closes_at)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, number, closes_at",
        *(company, party, quiz["id"], quiz["pass_percent"], sum(row["marks"] for row in once.values()), work.now),
        work.now + limit * MOMENT if limit else None,
    )
    assert attempt is not None
    await work.run(
        "insert into training.attempt_question (company_id, attempt_id, position, question_id, marks, wrong_costs)"
        " select %s, %s, n, question, marks, costs from unnest(%s::bigint[], %s::numeric[], %s::numeric[])"
        " with ordinality d (question, marks, costs, n)",
        *(company, attempt["id"], list(once), [r["marks"] for r in once.values()], [r["wrong_costs"] for r in once.values()]),
    )
    return attempt


async def _begun(work: Work, attempt: dict[str, Any], *, resumed: bool) -> AttemptBegun:
    saved = await work.value(
        "select count(*) from training.attempt_question where company_id = %s and attempt_id = %s and answered_at is not null",
        *(work.scope.company, attempt["id"]),
    )
    closes = attempt["closes_at"]
    left = None if closes is None else max(0, int((closes - work.now) / MOMENT))
    return AttemptBegun(
        id=attempt["id"], number=attempt["number"], resumed=resumed, saved_answers=saved, closes_at=closes, minutes_left=left
    )


@operation("training.save_answer", title=_("Save answer"), permission="training.learn", audit_verb=_("answered"))
async def save_answer(work: Work, form: SaveAnswer) -> AnswerSaved:
    """Keep one answer at once. After the time is over, or once handed in, nothing is changed any more."""
    saved = await work.value(
        "update training.attempt_question q set chosen = %s, typed = %s, answered_at = case when %s then core.now() end"
        " from training.attempt a join base.party p on p.company_id = a.company_id and p.id = a.party_id and p.user_id = %s"
        " where q.company_id = %s and q.attempt_id = %s and q.position = %s and a.company_id = q.company_id and a.id = q.attempt_id"
        " returning q.position",
        *(sorted(set(form.chosen)), form.typed, bool(form.chosen or form.typed), work.actor),
        *(work.scope.company, form.attempt, form.position),
    )
    if saved is None:
        raise NotFound(field="attempt")
    return AnswerSaved(attempt=form.attempt, position=form.position)


@operation("training.submit_attempt", title=_("Hand in"), permission="training.learn", audit_verb=_("handed in the quiz"))
async def submit_attempt(work: Work, form: SubmitAttempt) -> Graded:
    """Hand in. What was saved before the time was over counts; passing may complete the course."""
    attempt = await work.row(
        "select a.id, a.party_id, a.quiz_id, a.closed_at from training.attempt a join base.party p on p.company_id = a.company_id"
        " and p.id = a.party_id and p.user_id = %s where a.company_id = %s and a.id = %s for update of a",
        *(work.actor, work.scope.company, form.attempt),
    )
    if attempt is None:
        raise NotFound(field="attempt")
    if attempt["closed_at"] is not None:
        raise Refused(*ATTEMPT_CLOSED, field="attempt")
    return await close(work, form.attempt)


async def close(work: Work, attempt: int) -> Graded:
    """Grade an open attempt by what was saved, close it, and complete the course when that was the last thing missing."""
    row = await work.row(
        "select id, party_id, quiz_id, pass_percent, out_of, closes_at from training.attempt where company_id = %s and id = %s",
        *(work.scope.company, attempt),
    )
    assert row is not None
    score = total(await _grade(work, attempt))
    passed = is_passed(score, row["out_of"], row["pass_percent"])
    late = row["closes_at"] is not None and work.now >= row["closes_at"]
    closed_at = row["closes_at"] if late else work.now
    await work.run(
        "update training.attempt set closed_at = %s, is_late = %s, numerator = %s, denominator = %s, passed = %s"
        " where company_id = %s and id = %s",
        *(closed_at, late, score.numerator, score.denominator, passed, work.scope.company, attempt),
    )
    return Graded(
        attempt=attempt,
        score=rounded(score),
        out_of=row["out_of"],
        percent=percent(score, row["out_of"]),
        passed=passed,
        missed_by=rounded(missed_by(score, row["out_of"], row["pass_percent"])),
        closed_at=closed_at,
        late=late,
        certificate=await _completed(work, row["party_id"], row["quiz_id"]) if passed else None,
    )


async def _grade(work: Work, attempt: int) -> list[Fraction]:
    rows = await work.rows(
        "select a.position, a.marks, a.wrong_costs, a.chosen, a.typed, q.is_partial, q.accepted, q.ignore_case, array(select o.key"
        " from training.question_option o where o.company_id = q.company_id and o.question_id = q.id and o.is_right) as right_keys"
        " from training.attempt_question a join training.question q on q.company_id = a.company_id and q.id = a.question_id"
        " where a.company_id = %s and a.attempt_id = %s order by a.position",
        *(work.scope.company, attempt),
    )
    parts = [earned(_question(row), Answer(frozenset(row["chosen"]), row["typed"])) for row in rows]
    await work.run(
        "update training.attempt_question q set earned = g.earned from unnest(%s::smallint[], %s::numeric[]) g (position, earned)"
        " where q.company_id = %s and q.attempt_id = %s and q.position = g.position",
        *([row["position"] for row in rows], [rounded(part, 4) for part in parts], work.scope.company, attempt),
    )
    return parts


def _question(row: dict[str, Any]) -> Question:
    return Question(
        marks=row["marks"],
        wrong_costs=row["wrong_costs"],
        is_partial=row["is_partial"],
        right=frozenset(row["right_keys"]),
        accepted=tuple(row["accepted"]),
        ignore_case=row["ignore_case"],
    )


async def _completed(work: Work, party: int, quiz: int) -> int | None:
    course = await work.row(
        "select e.course_id, e.version_id from training.enrolment e join training.course_version v on v.company_id = e.company_id"
        " and v.id = e.version_id where e.company_id = %s and e.party_id = %s and v.quiz_id = %s and e.state = 'active' limit 1",
        *(work.scope.company, party, quiz),
    )
    return None if course is None else await complete_when_done(work, party, course["course_id"], course["version_id"])
