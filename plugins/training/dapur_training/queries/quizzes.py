"""Question pools, questions and quizzes, read."""

from sqlalchemy import and_, case, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.queries.states import STATES, TONES
from dapur_training.operations.questions import KINDS
from dapur_training.operations.quizzes import GRADINGS
from dapur_training.tables import question, question_option, question_pool, quiz, quiz_part
from dapur_training.words import chosen_column

p, q, z, t = question_pool.c, question.c, quiz.c, quiz_part.c
MANAGE = "training.course.manage"

POOLS = Query(
    "training.pools",
    _("Question pools"),
    MANAGE,
    statement=lambda: select(p.id),
    company=p.company_id,
    description="Pools of questions from which quizzes draw.",
    columns=(
        Column("id", _("Number"), "id", p.id, hidden=True),
        Column("name", _("Pool"), "text", p.name, sort=True, phone=1, link="training/pools/{id}"),
    ),
    key=("id",),
    default_sort=("name",),
    search=(p.name,),
)

_question_state = case((q.is_closed, "closed"), else_="open")
QUESTIONS = Query(
    "training.questions",
    _("Questions"),
    MANAGE,
    statement=lambda: select(q.id).select_from(
        question.join(question_pool, and_(p.company_id == q.company_id, p.id == q.pool_id))
    ),
    company=q.company_id,
    description="Questions of the pools. One that was replaced is closed and stays for the attempts that asked it.",
    columns=(
        Column("id", _("Number"), "id", q.id, hidden=True),
        Column("name", _("Question"), "text", chosen_column(q.body_id, q.body_en), phone=1, link="training/questions/{id}"),
        Column("pool", _("Pool"), "text", p.name, phone=2),
        Column("kind", _("Kind"), "status", q.kind, choices=KINDS),
        Column("marks", _("Marks"), "number", q.marks, phone=2),
        Column("wrong_costs", _("A wrong answer costs"), "number", q.wrong_costs),
        Column("is_partial", _("Credit for a part of the right answers"), "flag", q.is_partial, hidden=True),
        Column("accepted", _("Right words"), "text", func.array_to_string(q.accepted, " | "), hidden=True),
        Column("why", _("Explanation"), "text", chosen_column(q.why_id, q.why_en), hidden=True),
        Column("status", _("Status"), "status", _question_state, choices=STATES, tones=TONES, phone=1),
        Column("pool_id", _("Pool"), "id", q.pool_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: _question_state == func.any(x), choices=STATES),
        Filter("pool", _("Pool"), "reference", lambda x: q.pool_id == x, reference="training.pools"),
    ),
    search=(q.body_id, q.body_en),
)

o = question_option.c
RIGHTNESS = (Choice("right", _("Right answer")), Choice("wrong", _("Wrong answer")))
_rightness = case((o.is_right, "right"), else_="wrong")
OPTIONS = Query(
    "training.question_options",
    _("Options of questions"),
    MANAGE,
    statement=lambda: select(o.key),
    company=o.company_id,
    description="The options of a question, and which of them are right.",
    columns=(
        Column("question_id", _("Question"), "id", o.question_id, hidden=True),
        Column("key", _("Letter of the option"), "code", o.key),
        Column("text", _("Option"), "text", chosen_column(o.text_id, o.text_en), phone=1),
        Column("status", _("Right or wrong"), "status", _rightness, choices=RIGHTNESS, tones={"right": "green"}, phone=1),
    ),
    key=("question_id", "key"),
    default_sort=("question_id", "key"),
    filters=(Filter("question", _("Question"), "reference", lambda x: o.question_id == x, reference="training.questions"),),
)

QUIZ_STATES = (Choice("open", _("Not published yet")), Choice("published", _("Published")))
_quiz_state = case((z.published_at.is_(None), "open"), else_="published")
QUIZZES = Query(
    "training.quizzes",
    _("Quizzes"),
    MANAGE,
    statement=lambda: select(z.id),
    company=z.company_id,
    description="Quizzes: how they are passed. One that is published stays as it is.",
    columns=(
        Column("id", _("Number"), "id", z.id, hidden=True),
        Column("name", _("Quiz"), "text", z.name, sort=True, phone=1, link="training/quizzes/{id}"),
        Column("pass_percent", _("Pass mark (percent)"), "number", z.pass_percent, phone=2),
        Column("max_attempts", _("Attempts"), "integer", z.max_attempts),
        Column("time_limit_minutes", _("Time limit (minutes)"), "integer", z.time_limit_minutes),
        Column("grading", _("Which attempt counts"), "status", z.grading, choices=GRADINGS),
        Column(
            "status",
            _("Status"),
            "status",
            _quiz_state,
            choices=QUIZ_STATES,
            tones={"published": "green", "open": "yellow"},
            phone=1,
        ),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(Filter("status", _("Status"), "choice", lambda x: _quiz_state == func.any(x), choices=QUIZ_STATES),),
    search=(z.name,),
)

PARTS = Query(
    "training.quiz_parts",
    _("What quizzes ask"),
    MANAGE,
    statement=lambda: select(t.position).select_from(
        quiz_part.join(question_pool, and_(p.company_id == t.company_id, p.id == t.pool_id))
    ),
    company=t.company_id,
    description="From which pools a quiz draws how many questions, and their weight.",
    columns=(
        Column("quiz_id", _("Quiz"), "id", t.quiz_id, hidden=True),
        Column("position", _("Place"), "integer", t.position),
        Column("pool", _("Pool"), "text", p.name, phone=1),
        Column("take", _("How many"), "integer", t.take, phone=2),
        Column("weight", _("Weight"), "number", t.weight, phone=2),
    ),
    key=("quiz_id", "position"),
    default_sort=("quiz_id", "position"),
    filters=(Filter("quiz", _("Quiz"), "reference", lambda x: t.quiz_id == x, reference="training.quizzes"),),
)
