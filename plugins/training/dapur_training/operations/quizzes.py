"""Quizzes: which pools they draw from, how they are passed. Once published, a quiz stays as it is."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.refusals import POOL_UNKNOWN

GRADINGS = (
    Choice("highest", _("The best attempt")),
    Choice("latest", _("The latest attempt")),
    Choice("average", _("The average of all attempts")),
    Choice("first", _("The first attempt")),
)


class Part(Form):
    """Questions of one pool."""

    pool: Annotated[int, Shown(_("Pool"), reference="training.pools")]
    take: Annotated[int | None, Field(ge=1, le=500), Shown(_("How many"), hint=_("Drawn by chance; empty: all"))] = None
    weight: Annotated[Decimal, Field(gt=0, le=1000), Shown(_("Weight"))] = Decimal(1)


class SaveQuiz(Form):
    """A quiz. One that is published becomes a new quiz, which a draft of a course can use."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"), width="wide")]
    pass_percent: Annotated[Decimal, Field(ge=0, le=100), Shown(_("Pass mark (percent)"), width="narrow")] = Decimal(70)
    max_attempts: Annotated[
        int | None, Field(ge=1, le=1000), Shown(_("Attempts"), hint=_("Empty: as many as one likes"), width="narrow")
    ] = None
    time_limit_minutes: Annotated[
        int | None, Field(ge=1, le=1440), Shown(_("Time limit (minutes)"), hint=_("Empty: none"), width="narrow")
    ] = None
    grading: Annotated[Literal["highest", "latest", "average", "first"], Shown(_("Which attempt counts"), choices=GRADINGS)] = (
        "highest"
    )
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=50), Shown(_("What is asked"), kind="lines")]


class QuizSaved(Result):
    """The quiz; another number than before where the old one was published."""

    id: int


@operation(
    "training.save_quiz",
    title=_("Save quiz"),
    permission="training.course.manage",
    audit_verb=_("saved the quiz"),
    conflicts={"quiz_part_pool_fkey": ("parts", *POOL_UNKNOWN)},
)
async def save_quiz(work: Work, form: SaveQuiz) -> QuizSaved:
    """Add a quiz, or change one that no course has published. Attempts belong to the quiz that was asked."""
    quiz = form.id if form.id is not None and not await _is_published(work, form.id) else None
    facts = (form.name, form.pass_percent, form.max_attempts, form.time_limit_minutes, form.grading)
    if quiz is None:
        quiz = await work.value(
            "insert into training.quiz (company_id, name, pass_percent, max_attempts, time_limit_minutes, grading)"
            " values (%s, %s, %s, %s, %s, %s) returning id",
            *(work.scope.company, *facts),
        )
    else:
        await work.run(
            "update training.quiz set name = %s, pass_percent = %s, max_attempts = %s, time_limit_minutes = %s, grading = %s"
            " where company_id = %s and id = %s",
            *(*facts, work.scope.company, quiz),
        )
        await work.run("delete from training.quiz_part where company_id = %s and quiz_id = %s", work.scope.company, quiz)
    for position, part in enumerate(form.parts, 1):
        await work.run(
            "insert into training.quiz_part (company_id, quiz_id, position, pool_id, take, weight) values (%s, %s, %s, %s, %s, %s)",
            *(work.scope.company, quiz, position, part.pool, part.take, part.weight),
        )
    return QuizSaved(id=quiz)


async def _is_published(work: Work, quiz: int) -> bool:
    row = await work.row(
        "select published_at is not null as published from training.quiz where company_id = %s and id = %s for update",
        *(work.scope.company, quiz),
    )
    if row is None:
        raise NotFound(field="id")
    return bool(row["published"])
