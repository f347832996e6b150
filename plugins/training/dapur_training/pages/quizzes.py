"""Pages of question pools and quizzes."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_training.operations.questions import add_question, close_question, save_pool
from dapur_training.operations.quizzes import SaveQuiz, save_quiz
from dapur_training.pages.courses import GROUP
from dapur_training.queries.learning import ATTEMPTS
from dapur_training.queries.quizzes import OPTIONS, PARTS, POOLS, QUESTIONS, QUIZZES


async def pool_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A pool as its form takes it."""
    row = await reader.one(POOLS, int(parameters["id"]))
    return {"id": row["id"], "name": row["name"]}


async def new_question(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A question of this pool."""
    return {"pool": (await reader.one(POOLS, int(parameters["id"])))["id"]}


async def question_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A question as the form of the one that takes its place takes it."""
    number = int(parameters["id"])
    await reader.one(QUESTIONS, number)
    names = (
        "pool",
        "kind",
        "body_id",
        "body_en",
        "marks",
        "wrong_costs",
        "is_partial",
        "accepted",
        "ignore_case",
        "why_id",
        "why_en",
    )
    rows = await reader.rows(
        "select pool_id, kind, body_id, body_en, marks, wrong_costs, is_partial, array_to_string(accepted, ' | '), ignore_case,"
        " why_id, why_en from training.question where company_id = %s and id = %s",
        *(reader.scope.company, number),
    )
    options = await reader.rows(
        "select text_id, text_en, is_right from training.question_option where company_id = %s and question_id = %s order by key",
        *(reader.scope.company, number),
    )
    told = [{"text_id": text_id, "text_en": text_en, "is_right": right} for text_id, text_en, right in options]
    return {**dict(zip(names, rows[0], strict=True)), "options": told, "replaces": number}


async def quiz_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A quiz as its form takes it."""
    row = await reader.one(QUIZZES, int(parameters["id"]))
    parts = await reader.rows(
        "select pool_id, take, weight from training.quiz_part where company_id = %s and quiz_id = %s order by position",
        *(reader.scope.company, row["id"]),
    )
    told = [{"pool": pool, "take": take, "weight": weight} for pool, take, weight in parts]
    return {**{n: row[n] for n in SaveQuiz.model_fields if n in row}, "parts": told}


QUIZ_PAGES: tuple[Page, ...] = (
    ListPage(
        "quizzes",
        QUIZZES,
        _("Quizzes"),
        Menu(_("Quizzes"), 64, "checklist", GROUP),
        new="quizzes/new",
        new_title=_("New quiz"),
        empty=_("No quizzes yet. Make a pool with questions first."),
    ),
    FormPage("quizzes/new", save_quiz, _("New quiz"), "training/quizzes/{id}", grid="parts"),
    RecordPage(
        "quizzes/{id}",
        QUIZZES,
        "name",
        "quizzes",
        facts=("pass_percent", "max_attempts", "time_limit_minutes", "grading", "status"),
        related=(Related(PARTS, _("What is asked"), {"quiz": "id"}), Related(ATTEMPTS, _("Attempts"), {"quiz": "id"})),
        edit="quizzes/{id}/edit",
        history="training.quiz",
    ),
    FormPage("quizzes/{id}/edit", save_quiz, _("Change quiz"), "training/quizzes/{id}", initial=quiz_values, grid="parts"),
    ListPage(
        "pools",
        POOLS,
        _("Question pools"),
        Menu(_("Question pools"), 65, "help", GROUP),
        new="pools/new",
        new_title=_("New pool"),
        empty=_("No pools yet. Make the first one, then add questions to it."),
    ),
    FormPage("pools/new", save_pool, _("New pool"), "training/pools/{id}"),
    RecordPage(
        "pools/{id}",
        POOLS,
        "name",
        "pools",
        facts=("name",),
        related=(Related(QUESTIONS, _("Questions"), {"pool": "id"}),),
        actions=(Action(add_question, {"pool": "id"}, primary=True, icon="plus", done="training/questions/{id}"),),
        edit="pools/{id}/edit",
        history="training.question_pool",
    ),
    FormPage("pools/{id}/edit", save_pool, _("Change pool"), "training/pools/{id}", initial=pool_values),
    FormPage(
        "pools/{id}/question", add_question, _("New question"), "training/questions/{id}", initial=new_question, grid="options"
    ),
    RecordPage(
        "questions/{id}",
        QUESTIONS,
        "name",
        "pools",
        facts=("pool", "kind", "marks", "wrong_costs", "is_partial", "status", "accepted", "why"),
        related=(Related(OPTIONS, _("Options"), {"question": "id"}),),
        actions=(Action(close_question, {"id": "id"}, when=("open",), icon="lock"),),
        edit="questions/{id}/edit",
        edit_when=("open",),
        history="training.question",
    ),
    FormPage(
        "questions/{id}/edit",
        add_question,
        _("Change question"),
        "training/questions/{id}",
        initial=question_values,
        grid="options",
    ),
    ListPage(
        "questions",
        QUESTIONS,
        _("Questions"),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        empty=_("No questions yet."),
    ),
)
