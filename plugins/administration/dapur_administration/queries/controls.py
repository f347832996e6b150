"""Controls, their evidence and states; obligations; risks and their controls."""

from sqlalchemy import Text, and_, case, cast, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user, company
from dapur_administration.operations.save_control import FREQUENCIES, STATES
from dapur_administration.operations.save_obligation import EVERY, KINDS, SHIFT
from dapur_administration.queries.shared import USE, USE_TONES, today, use_filter, use_of
from dapur_administration.tables.controls import control, control_state, evidence, obligation, risk, risk_control
from dapur_base.tables.tasks import task, task_rule

_use = use_of(control.c.is_closed)
_works = func.coalesce(
    select(control_state.c.state)
    .where(
        control_state.c.company_id == control.c.company_id,
        control_state.c.control_id == control.c.id,
        control_state.c.from_day <= today,
    )
    .order_by(control_state.c.from_day.desc(), control_state.c.id.desc())
    .limit(1)
    .scalar_subquery(),
    literal("planned"),
)
_last = (
    select(func.max(evidence.c.handed_in_on))
    .where(evidence.c.company_id == control.c.company_id, evidence.c.control_id == control.c.id)
    .scalar_subquery()
)
STATE_TONES = {"planned": "blue", "effective": "green", "partial": "yellow", "failed": "red"}
CONTROLS = Query(
    "administration.controls",
    _("Controls"),
    "administration.control.read",
    statement=lambda: select(control.c.id).select_from(
        control.join(app_user, app_user.c.id == control.c.owner_id).join(company, company.c.id == control.c.company_id)
    ),
    company=control.c.company_id,
    description="Controls, who owns them, how far they work, when they were last proved.",
    columns=(
        Column("id", _("Number"), "id", control.c.id, hidden=True),
        Column("code", _("Code"), "code", control.c.code, sort=True, phone=2, link="administration/controls/{id}"),
        Column("name", _("Name"), "text", control.c.name, sort=True, phone=1, link="administration/controls/{id}"),
        Column("owner", _("Owner"), "text", app_user.c.name, sort=True, phone=2),
        Column("frequency", _("Evidence is due"), "status", control.c.frequency, choices=FREQUENCIES),
        Column("last", _("Last proved on"), "date", _last),
        Column("works", _("State"), "status", cast(_works, Text), choices=STATES, tones=STATE_TONES, phone=1),
        Column("needs_proof", _("Counts only while a proof is valid"), "flag", control.c.needs_proof, hidden=True),
        Column("first_day", _("First period from"), "date", control.c.first_day, hidden=True),
        Column("due_days", _("Due so many days after the period"), "integer", control.c.due_days, hidden=True),
        Column("grace_days", _("Days of grace"), "integer", control.c.grace_days, hidden=True),
        Column("note", _("Note"), "text", control.c.note, hidden=True),
        Column("status", _("Status"), "status", _use, choices=USE, tones=USE_TONES, hidden=True),
        Column("owner_id", _("Owner"), "id", control.c.owner_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", control.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", control.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        use_filter(_use),
        Filter("owner", _("Owner"), "reference", lambda v: control.c.owner_id == v, reference="base.colleagues"),
    ),
    search=(control.c.code, control.c.name),
)
_of_control = and_(control.c.company_id == evidence.c.company_id, control.c.id == evidence.c.control_id)
EVIDENCE = Query(
    "administration.evidence",
    _("Evidence"),
    "administration.control.read",
    statement=lambda: select(evidence.c.id).select_from(
        evidence.join(control, _of_control).join(app_user, app_user.c.id == evidence.c.handed_in_by)
    ),
    company=evidence.c.company_id,
    description="What was handed in for which control and period; it stays as it is.",
    columns=(
        Column("id", _("Number"), "id", evidence.c.id, hidden=True),
        Column(
            "period",
            _("Period"),
            "text",
            func.coalesce(func.nullif(evidence.c.period, ""), "–"),
            phone=1,
            link="administration/evidence/{id}",
        ),
        Column("control", _("Control"), "text", control.c.name, phone=1, link="administration/controls/{control_id}"),
        Column("handed_in_on", _("Handed in on"), "date", evidence.c.handed_in_on, sort=True, phone=2),
        Column("valid_through", _("Valid through"), "date", evidence.c.valid_through, phone=2),
        Column("by", _("By"), "text", app_user.c.name),
        Column(
            "sha",
            _("Hash of the content"),
            "code",
            func.coalesce(func.encode(evidence.c.sha256, "hex"), literal("")),
            hidden=True,
        ),
        Column("note", _("Note"), "text", evidence.c.note),
        Column("known_at", _("Known since"), "time", evidence.c.known_at, hidden=True),
        Column("control_id", _("Control"), "id", evidence.c.control_id, hidden=True),
        Column("file_id", _("File"), "id", evidence.c.file_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-handed_in_on", "-id"),
    filters=(
        Filter("control", _("Control"), "reference", lambda v: evidence.c.control_id == v, reference="administration.controls"),
    ),
    search=(control.c.name, evidence.c.period, evidence.c.note),
)
CONTROL_STATES = Query(
    "administration.control_states",
    _("States of controls"),
    "administration.control.read",
    statement=lambda: select(control_state.c.id).select_from(
        control_state.join(app_user, app_user.c.id == control_state.c.noted_by)
    ),
    company=control_state.c.company_id,
    description="How far controls worked from which day on.",
    columns=(
        Column("id", _("Number"), "id", control_state.c.id, hidden=True),
        Column("from_day", _("From"), "date", control_state.c.from_day, sort=True, phone=1),
        Column("status", _("State"), "status", control_state.c.state, choices=STATES, tones=STATE_TONES, phone=1),
        Column("counts_as", _("Percent of its effect"), "number", control_state.c.counts_as * 100, phone=2),
        Column("by", _("By"), "text", app_user.c.name, phone=2),
        Column("note", _("Note"), "text", control_state.c.note),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(
        Filter(
            "control", _("Control"), "reference", lambda v: control_state.c.control_id == v, reference="administration.controls"
        ),
    ),
)
_next = (
    select(func.min(task.c.due))
    .where(task.c.company_id == obligation.c.company_id, task.c.rule_id == obligation.c.rule_id, task.c.state == "open")
    .scalar_subquery()
)
RUN = (Choice("open", _("Due again and again")), Choice("overdue", _("Overdue")), Choice("closed", _("No longer due")))
_run = case((task_rule.c.is_stopped, "closed"), (_next < today, "overdue"), else_="open")
OBLIGATIONS = Query(
    "administration.obligations",
    _("Obligations"),
    "administration.control.read",
    statement=lambda: select(obligation.c.id).select_from(
        obligation.join(
            task_rule, and_(task_rule.c.company_id == obligation.c.company_id, task_rule.c.id == obligation.c.rule_id)
        )
        .join(app_user, app_user.c.id == task_rule.c.owner_id)
        .join(company, company.c.id == obligation.c.company_id)
    ),
    company=obligation.c.company_id,
    description="What is due to authorities and partners again and again.",
    columns=(
        Column("id", _("Number"), "id", obligation.c.id, hidden=True),
        Column("name", _("Obligation"), "text", task_rule.c.title, sort=True, phone=1, link="administration/obligations/{id}"),
        Column("kind", _("Kind"), "status", obligation.c.kind, choices=KINDS, phone=2),
        Column("authority", _("To whom"), "text", obligation.c.authority, phone=2),
        Column("owner", _("Owner"), "text", app_user.c.name, sort=True),
        Column("next", _("Next due"), "date", _next, phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            _run,
            choices=RUN,
            tones={"open": "green", "overdue": "red", "closed": "secondary"},
            phone=1,
        ),
        Column("source", _("Source"), "text", obligation.c.source, hidden=True),
        Column("title", _("Obligation"), "text", task_rule.c.title, hidden=True),
        Column("every", _("Every"), "status", task_rule.c.every, choices=EVERY, hidden=True),
        Column("every_count", _("How many of them"), "integer", task_rule.c.every_count, hidden=True),
        Column("first_day", _("First day"), "date", task_rule.c.first_day, hidden=True),
        Column("shift", _("When it falls on a day off"), "status", task_rule.c.shift, choices=SHIFT, hidden=True),
        Column("remind_before", _("Remind before"), "text", func.array_to_string(task_rule.c.remind_before, ", "), hidden=True),
        Column("days_ahead", _("Its task is there so many working days before"), "integer", task_rule.c.days_ahead, hidden=True),
        Column("note", _("Note"), "text", task_rule.c.note, hidden=True),
        Column("is_stopped", _("No longer due"), "flag", task_rule.c.is_stopped, hidden=True),
        Column("owner_id", _("Owner"), "id", task_rule.c.owner_id, hidden=True),
        Column("calendar_id", _("Working calendar"), "id", task_rule.c.calendar_id, hidden=True),
        Column("rule_id", _("Repeating task"), "id", obligation.c.rule_id, hidden=True),
        Column("version", _("Version"), "integer", obligation.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _run == func.any(v), choices=RUN),
        Filter("kind", _("Kind"), "choice", lambda v: obligation.c.kind == func.any(v), choices=KINDS),
    ),
    search=(task_rule.c.title, obligation.c.authority, obligation.c.source),
)
WATCHED = (Choice("open", _("Watched")), Choice("above", _("Above what is accepted")), Choice("closed", _("No longer watched")))
_watched = case((risk.c.is_closed, "closed"), (risk.c.above_since.is_not(None), "above"), else_="open")
RISKS = Query(
    "administration.risks",
    _("Risks"),
    "administration.risk.read",
    statement=lambda: select(risk.c.id).select_from(risk.join(app_user, app_user.c.id == risk.c.owner_id)),
    company=risk.c.company_id,
    description="Risks before any control; what is left of them stands in the risk register.",
    columns=(
        Column("id", _("Number"), "id", risk.c.id, hidden=True),
        Column("code", _("Code"), "code", risk.c.code, sort=True, phone=2, link="administration/risks/{id}"),
        Column("name", _("Risk"), "text", risk.c.name, sort=True, phone=1, link="administration/risks/{id}"),
        Column("owner", _("Owner"), "text", app_user.c.name, sort=True, phone=2),
        Column("likelihood", _("Likelihood"), "integer", risk.c.likelihood),
        Column("impact", _("Impact"), "integer", risk.c.impact),
        Column("score", _("Score before any control"), "integer", risk.c.likelihood * risk.c.impact, sort=True),
        Column(
            "status",
            _("Status"),
            "status",
            _watched,
            choices=WATCHED,
            tones={"open": "green", "above": "red", "closed": "secondary"},
            phone=1,
        ),
        Column("above_since", _("Above what is accepted since"), "date", risk.c.above_since, hidden=True),
        Column("note", _("Note"), "text", risk.c.note, hidden=True),
        Column("owner_id", _("Owner"), "id", risk.c.owner_id, hidden=True),
        Column("is_closed", _("No longer watched"), "flag", risk.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", risk.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _watched == func.any(v), choices=WATCHED),),
    search=(risk.c.code, risk.c.name),
)
RISK_CONTROLS = Query(
    "administration.risk_controls",
    _("Controls of risks"),
    "administration.risk.read",
    statement=lambda: select(risk_control.c.id).select_from(
        risk_control.join(
            control, and_(control.c.company_id == risk_control.c.company_id, control.c.id == risk_control.c.control_id)
        ).join(company, company.c.id == risk_control.c.company_id)
    ),
    company=risk_control.c.company_id,
    description="By how many steps each control reduces a risk when it works.",
    columns=(
        Column("id", _("Number"), "id", risk_control.c.id, hidden=True),
        Column("code", _("Code"), "code", control.c.code, phone=2),
        Column("name", _("Control"), "text", control.c.name, sort=True, phone=1, link="administration/controls/{control_id}"),
        Column("reduces_likelihood", _("Steps less likely"), "integer", risk_control.c.reduces_likelihood, phone=2),
        Column("reduces_impact", _("Steps less impact"), "integer", risk_control.c.reduces_impact, phone=2),
        Column("status", _("State"), "status", cast(_works, Text), choices=STATES, tones=STATE_TONES, phone=1),
        Column("control_id", _("Control"), "id", risk_control.c.control_id, hidden=True),
        Column("risk_id", _("Risk"), "id", risk_control.c.risk_id, hidden=True),
    ),
    key=("id",),
    default_sort=("name", "id"),
    filters=(
        Filter("risk", _("Risk"), "reference", lambda v: risk_control.c.risk_id == v, reference="administration.risks"),
        Filter(
            "control", _("Control"), "reference", lambda v: risk_control.c.control_id == v, reference="administration.controls"
        ),
    ),
)
