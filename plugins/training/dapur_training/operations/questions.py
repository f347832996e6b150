"""The question bank: pools and their questions. A question is never changed; a better one takes its place."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.refusals import POOL_UNKNOWN

KINDS = (Choice("choice", _("Choose from options")), Choice("text", _("Type the answer")))
Note = Annotated[str, StringConstraints(max_length=2000)]


class SavePool(Form):
    """A pool of questions. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]


class PoolSaved(Result):
    """The pool."""

    id: int


class Option(Form):
    """An option of a question."""

    text_id: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("Option, Indonesian"))]
    text_en: Annotated[str, StringConstraints(max_length=500), Shown(_("Option, English"))] = ""
    is_right: Annotated[bool, Shown(_("Right answer"))] = False


class AddQuestion(Form):
    """A question. With `replaces` the old one is closed: attempts that asked it keep it."""

    pool: Annotated[int, Shown(_("Pool"), reference="training.pools")]
    kind: Annotated[Literal["choice", "text"], Shown(_("Kind"), choices=KINDS)] = "choice"
    body_id: Annotated[
        str, StringConstraints(min_length=1, max_length=2000), Shown(_("Question, Indonesian"), kind="note", width="wide")
    ]
    body_en: Annotated[Note, Shown(_("Question, English"), kind="note", width="wide")] = ""
    marks: Annotated[Decimal, Field(gt=0, le=1000), Shown(_("Marks"), width="narrow")] = Decimal(1)
    wrong_costs: Annotated[Decimal, Field(ge=0, le=1000), Shown(_("A wrong answer costs"), width="narrow")] = Decimal(0)
    is_partial: Annotated[bool, Shown(_("Credit for a part of the right answers"))] = False
    accepted: Annotated[
        str,
        StringConstraints(max_length=1000),
        Shown(_("Right words"), hint=_("For typed answers; several apart by |"), width="wide"),
    ] = ""
    ignore_case: Annotated[bool, Shown(_("Capitals do not matter"))] = True
    why_id: Annotated[Note, Shown(_("Explanation, Indonesian"), kind="note", width="wide")] = ""
    why_en: Annotated[Note, Shown(_("Explanation, English"), kind="note", width="wide")] = ""
    options: Annotated[tuple[Option, ...], Field(max_length=26), Shown(_("Options"), kind="lines")] = ()
    replaces: Annotated[int | None, Shown(_("Takes the place of"), kind="hidden")] = None


class QuestionSaved(Result):
    """The question."""

    id: int


class CloseQuestion(Form):
    """Which question."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]


@operation(
    "training.save_pool",
    title=_("Save pool"),
    permission="training.course.manage",
    audit_verb=_("saved the pool"),
    conflicts={"question_pool_name_key": ("name", "TRAINING_POOL_EXISTS", _("Another pool has this name. Choose another."))},
)
async def save_pool(work: Work, form: SavePool) -> PoolSaved:
    """Add or rename a pool of questions."""
    if form.id is None:
        made = await work.value(
            "insert into training.question_pool (company_id, name) values (%s, %s) returning id", work.scope.company, form.name
        )
        return PoolSaved(id=made)
    found = await work.value(
        "update training.question_pool set name = %s where company_id = %s and id = %s returning id",
        *(form.name, work.scope.company, form.id),
    )
    if found is None:
        raise NotFound(field="id")
    return PoolSaved(id=found)


@operation(
    "training.add_question",
    title=_("Add question"),
    permission="training.course.manage",
    audit_verb=_("added the question"),
    conflicts={"question_pool_fkey": ("pool", *POOL_UNKNOWN)},
)
async def add_question(work: Work, form: AddQuestion) -> QuestionSaved:
    """Add a question to a pool; quizzes that draw from it ask it from the next attempt on."""
    accepted = [word.strip() for word in form.accepted.split("|") if word.strip()]
    _check(form, accepted)
    made = await work.value(
        "insert into training.question (company_id, pool_id, kind, body_id, body_en, marks, wrong_costs, is_partial, accepted,"
        " ignore_case, why_id, why_en) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.pool, form.kind, form.body_id, form.body_en, form.marks, form.wrong_costs, form.is_partial),
        *(accepted, form.ignore_case, form.why_id, form.why_en),
    )
    for number, option in enumerate(form.options):
        await work.run(
            "insert into training.question_option (company_id, question_id, key, text_id, text_en, is_right)"
            " values (%s, %s, %s, %s, %s, %s)",
            *(work.scope.company, made, chr(ord("a") + number), option.text_id, option.text_en, option.is_right),
        )
    if form.replaces is not None:
        await _close(work, form.replaces)
    return QuestionSaved(id=made)


def _check(form: AddQuestion, accepted: list[str]) -> None:
    if form.kind == "text":
        if not accepted:
            raise Refused("TRAINING_NO_RIGHT_ANSWER", _("Say which words are right."), field="accepted")
        return
    if len(form.options) < 2:
        raise Refused("TRAINING_TOO_FEW_OPTIONS", _("A question needs two options at least."), field="options")
    if not any(option.is_right for option in form.options):
        raise Refused("TRAINING_NO_RIGHT_ANSWER", _("Mark the right options."), field="options")


@operation(
    "training.close_question", title=_("Close question"), permission="training.course.manage", audit_verb=_("closed the question")
)
async def close_question(work: Work, form: CloseQuestion) -> QuestionSaved:
    """Ask a question no more. Attempts that asked it keep it."""
    await _close(work, form.id)
    return QuestionSaved(id=form.id)


async def _close(work: Work, question: int) -> None:
    found = await work.value(
        "update training.question set is_closed = true where company_id = %s and id = %s returning id",
        work.scope.company,
        question,
    )
    if found is None:
        raise NotFound(field="id")
