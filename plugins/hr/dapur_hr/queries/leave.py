"""Kinds of leave, requests, the ledger of days, and balances on any day."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select, true

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_base.ranges import within
from dapur_base.tables import party
from dapur_hr.operations.save_leave_type import COUNTED, WAYS
from dapur_hr.queries.scopes import TEAM
from dapur_hr.queries.words import LEAVE_STATES, LEAVE_TONES
from dapur_hr.tables import employee, employment, leave_entry, leave_request, leave_rule, leave_type

type_name = shown_name(leave_type.c.name_id, leave_type.c.name_en)
_open = case((leave_type.c.is_closed, "closed"), else_="open")
deputy = party.alias("deputy")
PARTS = (Choice("whole", _("Whole days")), Choice("morning", _("Morning")), Choice("afternoon", _("Afternoon")))
_part = case((leave_request.c.part == "", "whole"), else_=leave_request.c.part)

LEAVE_TYPES = Query(
    "hr.leave_types",
    _("Kinds of leave"),
    "hr.read",
    statement=lambda: select(leave_type.c.id),
    company=leave_type.c.company_id,
    description="Kinds of leave: paid or not, how days count, whether a balance is needed.",
    columns=(
        Column("id", _("Number"), "id", leave_type.c.id, hidden=True),
        Column("name", _("Leave"), "text", type_name, sort=True, phone=1, link="hr/leave-types/{id}"),
        Column("code", _("Code"), "code", leave_type.c.code, sort=True, phone=2),
        Column("letter", _("Letter in the calendar"), "code", leave_type.c.letter, phone=2),
        Column("is_paid", _("Paid leave"), "flag", leave_type.c.is_paid),
        Column(
            "counted",
            _("Counts"),
            "status",
            leave_type.c.counted,
            choices=COUNTED,
            tones={"working_days": "secondary", "calendar_days": "azure"},
        ),
        Column("has_balance", _("Needs a balance"), "flag", leave_type.c.has_balance),
        Column("has_half_days", _("Half days"), "flag", leave_type.c.has_half_days),
        Column("is_confidential", _("Confidential"), "flag", leave_type.c.is_confidential),
        Column("request_limit", _("Days a request at most"), "number", leave_type.c.request_limit),
        Column("position", _("Order"), "integer", leave_type.c.position, sort=True),
        Column("status", _("Status"), "status", _open, choices=STATES, tones=TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", leave_type.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", leave_type.c.name_en, hidden=True),
        Column("tone", _("Colour"), "code", leave_type.c.tone, hidden=True),
        Column("is_closed", _("No longer used"), "flag", leave_type.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", leave_type.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("position", "code"),
    filters=(Filter("status", _("Status"), "choice", lambda v: _open == func.any(v), choices=STATES),),
    search=(leave_type.c.code, leave_type.c.name_id, leave_type.c.name_en),
)


def _rules() -> Select[Any]:
    same = and_(leave_type.c.company_id == leave_rule.c.company_id, leave_type.c.id == leave_rule.c.type_id)
    return select(leave_rule.c.id).select_from(leave_rule.join(leave_type, same))


LEAVE_RULES = Query(
    "hr.leave_rules",
    _("Leave rules"),
    "hr.read",
    statement=_rules,
    company=leave_rule.c.company_id,
    description="How balances of leave come, from when to when.",
    columns=(
        Column("id", _("Number"), "id", leave_rule.c.id, hidden=True),
        Column("name", _("Leave"), "text", type_name, phone=1),
        Column("way", _("Comes"), "status", leave_rule.c.way, choices=WAYS, tones={c.value: "secondary" for c in WAYS}, phone=2),
        Column("days", _("Days"), "number", leave_rule.c.days, phone=1),
        Column("after_months", _("After months of service"), "integer", leave_rule.c.after_months),
        Column("carry_most", _("Carried into the next year at most"), "number", leave_rule.c.carry_most),
        Column("carry_months", _("Carried days stay for months"), "integer", leave_rule.c.carry_months),
        Column("from_day", _("From"), "date", leave_rule.c.from_day, sort=True, phone=2),
        Column("to_day", _("Through"), "date", leave_rule.c.to_day),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(Filter("type", _("Leave"), "reference", lambda v: leave_rule.c.type_id == v, reference="hr.leave_types"),),
)


def _with_person(table: Any) -> Any:
    same = table.c.company_id
    return (
        table.join(employment, and_(employment.c.company_id == same, employment.c.id == table.c.employment_id))
        .join(employee, and_(employee.c.company_id == same, employee.c.id == employment.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == employee.c.party_id))
        .join(leave_type, and_(leave_type.c.company_id == same, leave_type.c.id == table.c.type_id))
    )


def _requests() -> Select[Any]:
    beside = and_(deputy.c.company_id == leave_request.c.company_id, deputy.c.id == leave_request.c.deputy_id)
    return select(leave_request.c.id).select_from(_with_person(leave_request).outerjoin(deputy, beside))


def _meets(ends: tuple[Any, Any]) -> Any:
    first, last = ends
    begun = leave_request.c.first_day <= last if last is not None else true()
    return and_(begun, leave_request.c.last_day >= first if first is not None else true())


LEAVE_REQUESTS = Query(
    "hr.leave_requests",
    _("Leave requests"),
    "hr.leave.read",
    statement=_requests,
    company=leave_request.c.company_id,
    description="Who asked for which leave, and how it was decided.",
    columns=(
        Column("id", _("Number"), "id", leave_request.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/leave/{id}"),
        Column("type", _("Leave"), "text", type_name, phone=2),
        Column("first_day", _("First day"), "date", leave_request.c.first_day, sort=True, phone=2),
        Column("last_day", _("Last day"), "date", leave_request.c.last_day, sort=True, phone=2),
        Column("days", _("Days"), "number", leave_request.c.days, phone=1),
        Column(
            "part", _("Part of the day"), "status", _part, choices=PARTS, tones={c.value: "secondary" for c in PARTS}, hidden=True
        ),
        Column("deputy", _("Deputy"), "text", func.coalesce(deputy.c.name, literal(""))),
        Column("status", _("Status"), "status", leave_request.c.state, choices=LEAVE_STATES, tones=LEAVE_TONES, phone=1),
        Column("note", _("Note"), "text", leave_request.c.note, hidden=True),
        Column("answer", _("Answer"), "text", leave_request.c.answer, hidden=True),
        Column("asked_at", _("Asked on"), "time", leave_request.c.asked_at, sort=True),
        Column("employee_id", _("Employee"), "id", employment.c.employee_id, hidden=True),
        Column("type_id", _("Leave"), "id", leave_request.c.type_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-first_day", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: leave_request.c.state == func.any(v), choices=LEAVE_STATES),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
        Filter("type", _("Leave"), "reference", lambda v: leave_request.c.type_id == v, reference="hr.leave_types"),
        Filter("days", _("Days"), "dates", _meets),
    ),
    search=(party.c.name, employee.c.number),
    row_scopes=TEAM,
)

ENTRY_KINDS = (
    Choice("opening", _("Brought from elsewhere")),
    Choice("granted", _("Granted")),
    Choice("carried", _("Carried from the year before")),
    Choice("carried_on", _("Carried into the new year")),
    Choice("taken", _("Taken")),
    Choice("returned", _("Given back")),
    Choice("lapsed", _("Lapsed")),
    Choice("corrected", _("Corrected")),
)
ENTRY_TONES = {"granted": "green", "opening": "green", "carried": "green", "returned": "green", "taken": "blue", "lapsed": "red"}

LEAVE_ENTRIES = Query(
    "hr.leave_entries",
    _("Ledger of leave"),
    "hr.leave.read",
    statement=lambda: select(leave_entry.c.id).select_from(_with_person(leave_entry)),
    company=leave_entry.c.company_id,
    description="Days of leave that came and went; their sum through a day is the balance of that day.",
    columns=(
        Column("id", _("Number"), "id", leave_entry.c.id, hidden=True),
        Column("day", _("Day"), "date", leave_entry.c.day, sort=True, phone=1),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=2, link="hr/people/{employee_id}"),
        Column("type", _("Leave"), "text", type_name, phone=2),
        Column(
            "kind",
            _("Kind"),
            "status",
            leave_entry.c.kind,
            choices=ENTRY_KINDS,
            phone=1,
            tones={c.value: ENTRY_TONES.get(c.value, "secondary") for c in ENTRY_KINDS},
        ),
        Column("days", _("Days"), "number", leave_entry.c.days, total=True, phone=1),
        Column("lapses_on", _("Usable through"), "date", leave_entry.c.lapses_on),
        Column("note", _("Reason"), "text", leave_entry.c.note),
        Column("noted_at", _("Noted on"), "time", leave_entry.c.noted_at, hidden=True),
        Column("employee_id", _("Employee"), "id", employment.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day", "-id"),
    filters=(
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
        Filter("type", _("Leave"), "reference", lambda v: leave_entry.c.type_id == v, reference="hr.leave_types"),
        Filter("kind", _("Kind"), "choice", lambda v: leave_entry.c.kind == func.any(v), choices=ENTRY_KINDS),
        Filter("day", _("Day"), "dates", lambda v: within(leave_entry.c.day, v)),
    ),
    search=(party.c.name, employee.c.number),
    row_scopes=TEAM,
)
