"""The quiz of a course: its rules, the open attempt, or the last result with what was missed and by how much."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dapur.contract import NotFound
from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user
from dapur_training.grades import Grade, grade_of
from dapur_training.pages.reading import Said, said
from dapur_training.rules.scoring import missed_by, percent, rounded


@dataclass(frozen=True, slots=True)
class Option:
    """An option. right: shown once the attempt is closed."""

    key: str
    text: str
    is_chosen: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was answered. several: more than one option may be right; earned, why: once closed."""

    position: int
    body: str
    marks: str
    kind: str
    several: bool
    options: list[Option]
    typed: str
    accepted: str
    earned: str
    is_full: bool
    why: str


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """An attempt. seconds_left: by the server's clock, None without a limit; over: its time is over and it is still open."""

    id: int
    number: int
    is_open: bool
    seconds_left: int | None
    over: bool
    closes: str
    passed: bool
    percent: str
    score: str
    out_of: str
    missed_by: str
    questions: list[Asked]


@dataclass(frozen=True, slots=True)
class QuizPage:
    """What the page shows. left: attempts that are left, "" without limit."""

    course: int
    title: str
    pass_percent: str
    minutes: int | None
    left: str
    may_start: bool
    passed: bool
    learns: bool
    attempt: AttemptPage | None
    certificate: int | None


async def quiz(reader: Reader, parameters: dict[str, str]) -> QuizPage:
    """The quiz of a course that the reader takes, or could take. Raises NotFound."""
    course = int(parameters["id"]) if parameters["id"].isdecimal() else 0
    me, say = await party_of_user(reader, reader.scope.user), said(reader)
    rows = await reader.rows(
        "select q.id, c.title_id, c.title_en, q.pass_percent, q.time_limit_minutes, q.max_attempts, e.id is not null,"
        " (select t.id from training.certificate t where t.company_id = c.company_id and t.course_id = c.id and t.party_id = %s"
        " order by t.id desc limit 1) from training.course c join training.course_version v on v.company_id = c.company_id"
        " and v.course_id = c.id and v.published_at is not null join training.quiz q on q.company_id = v.company_id and q.id = v.quiz_id"
        " left join training.enrolment e on e.company_id = v.company_id and e.version_id = v.id and e.party_id = %s"
        " and e.state <> 'withdrawn' where c.company_id = %s and c.id = %s order by e.id desc nulls last, v.number desc limit 1",
        *(me, me, reader.scope.company, course),
    )
    if not rows:
        raise NotFound()
    number, title_id, title_en, pass_percent, minutes, most, learns, certificate = rows[0]
    grade = await grade_of(reader, me, number) if me is not None else Grade(None, pass_percent, 0, most)
    attempt = await _attempt(reader, say, me, number)
    return QuizPage(
        course=course,
        title=say.chosen(title_id, title_en),
        pass_percent=say.number(pass_percent),
        minutes=minutes,
        left="" if grade.left is None else str(grade.left),
        may_start=learns and grade.left != 0 and (attempt is None or not attempt.is_open or attempt.over),
        passed=grade.passed,
        learns=learns,
        attempt=attempt,
        certificate=certificate,
    )


async def _attempt(reader: Reader, say: Said, me: int | None, quiz_id: int) -> AttemptPage | None:
    """The last attempt, open or closed."""
    rows = await reader.rows(
        "select id, number, closes_at, closed_at, passed, numerator, denominator, out_of, pass_percent from training.attempt"
        " where company_id = %s and party_id = %s and quiz_id = %s order by number desc limit 1",
        *(reader.scope.company, me, quiz_id),
    )
    if not rows:
        return None
    number, count, closes_at, closed_at, passed, numerator, denominator, out_of, mark = rows[0]
    is_open = closed_at is None
    score = Fraction(numerator) / Fraction(denominator) if not is_open else Fraction(0)
    left = None if closes_at is None else max(0, int((closes_at - reader.now).total_seconds()))
    over = is_open and left == 0
    return AttemptPage(
        id=number,
        number=count,
        is_open=is_open,
        seconds_left=left,
        over=over,
        closes=say.moment(closes_at) if closes_at is not None else "",
        passed=bool(passed),
        percent=say.number(percent(score, out_of), 2),
        score=say.number(rounded(score), 2),
        out_of=say.number(out_of),
        missed_by=say.number(rounded(missed_by(score, out_of, mark)), 2),
        questions=[] if over else await _questions(reader, say, number, is_open),
    )


async def _questions(reader: Reader, say: Said, attempt: int, is_open: bool) -> list[Asked]:
    rows = await reader.rows(
        "select a.position, q.body_id, q.body_en, a.marks, q.kind, a.chosen, a.typed, q.accepted, a.earned, q.why_id, q.why_en,"
        " array(select array[o.key, o.text_id, o.text_en, o.is_right::text] from training.question_option o"
        " where o.company_id = q.company_id and o.question_id = q.id order by o.key)"
        " from training.attempt_question a join training.question q on q.company_id = a.company_id and q.id = a.question_id"
        " where a.company_id = %s and a.attempt_id = %s order by a.position",
        *(reader.scope.company, attempt),
    )
    return [_asked(say, row, is_open) for row in rows]


def _asked(say: Said, row: Any, is_open: bool) -> Asked:
    position, body_id, body_en, marks, kind, chosen, typed, accepted, earned, why_id, why_en, options = row
    return Asked(
        position=position,
        body=say.chosen(body_id, body_en),
        marks=say.number(marks),
        kind=kind,
        several=sum(right == "true" for *_option, right in options) > 1,
        # Which option is right leaves the server only once nothing can be changed.
        options=[Option(key, say.chosen(i, e), key in chosen, not is_open and right == "true") for key, i, e, right in options],
        typed=typed,
        accepted="" if is_open else " / ".join(accepted),
        earned="" if earned is None else say.number(earned),
        is_full=earned == marks,
        why="" if is_open else say.chosen(why_id, why_en),
    )
