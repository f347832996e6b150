"""A colleague is asked what a bank line is, and answers."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work

Words = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class AskAboutLine(Form):
    """Which line, whom, and what."""

    line: Annotated[int, Shown(_("Statement line"), kind="hidden")]
    person: Annotated[int, Shown(_("Ask"), reference="core.people")]
    question: Annotated[Words, Shown(_("Question"), kind="note")]


class QuestionSaved(Result):
    """The question."""

    id: int


@operation(
    "accounting.ask_about_bank_line",
    title=_("Ask a colleague"),
    permission="accounting.bank.match",
    audit_verb=_("asked about a bank line"),
    conflicts={
        "bank_question_company_id_bank_line_id_fkey": (
            "line",
            "NOT_FOUND",
            _("There is no such line here. Look at the list again."),
        ),
        "bank_question_company_id_asked_of_fkey": (
            "person",
            "PERSON_UNKNOWN",
            _("This person is not in the company. Choose another."),
        ),
    },
)
async def ask_about_bank_line(work: Work, form: AskAboutLine) -> QuestionSaved:
    """Ask somebody who knows. It stands among that person's tasks until it is answered."""
    made = await work.value(
        "insert into accounting.bank_question (company_id, bank_line_id, question, asked_of, asked_by) values (%s, %s, %s, %s, %s) returning id",
        work.scope.company,
        form.line,
        form.question,
        form.person,
        work.actor,
    )
    return QuestionSaved(id=made)


class AnswerQuestion(Form):
    """The answer."""

    id: Annotated[int, Shown(_("Question"), kind="hidden")]
    answer: Annotated[Words, Shown(_("Answer"), kind="note")]


@operation(
    "accounting.answer_bank_question",
    title=_("Answer the question"),
    permission="accounting.bank.answer",
    audit_verb=_("answered about a bank line"),
)
async def answer_bank_question(work: Work, form: AnswerQuestion) -> QuestionSaved:
    """Say what the line is; whoever asked sees it beside the line."""
    made = await work.value(
        "update accounting.bank_question set answer = %s, answered_by = %s, answered_at = core.now(), version = version + 1"
        " where company_id = %s and id = %s and (asked_of = %s or asked_by = %s) returning id",
        form.answer,
        work.actor,
        work.scope.company,
        form.id,
        work.actor,
        work.actor,
    )
    if made is None:
        raise NotFound(_("There is no such question to you."), field="id")
    return QuestionSaved(id=made)
