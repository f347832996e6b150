"""Kinds of leave, and how a balance comes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

NAME = Annotated[str, StringConstraints(min_length=1, max_length=100)]
DAYS = Annotated[Decimal | None, Field(gt=0, max_digits=6, decimal_places=2)]
COUNTED = (Choice("working_days", _("Working days")), Choice("calendar_days", _("All days of the calendar")))
COLOURS = (
    Choice("green", _("Green")), Choice("blue", _("Blue")), Choice("azure", _("Light blue")), Choice("yellow", _("Yellow")),
    Choice("red", _("Red")), Choice("secondary", _("Grey")),
)  # fmt: skip
WAYS = (
    Choice("service_year", _("Each year of service")),
    Choice("yearly", _("Each year on a date")),
    Choice("monthly", _("Each month, at its end")),
)


class SaveLeaveType(Form):
    """A kind of leave. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{0,39}$"), Shown(_("Code"), kind="code")]
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    letter: Annotated[str, StringConstraints(min_length=1, max_length=2), Shown(_("Letter in the calendar"), width="narrow")]
    tone: Annotated[
        Literal["green", "blue", "azure", "yellow", "red", "secondary"], Shown(_("Colour"), kind="choice", choices=COLOURS)
    ] = "blue"
    is_paid: Annotated[bool, Shown(_("Paid leave"))] = True
    counted: Annotated[Literal["working_days", "calendar_days"], Shown(_("Counts"), kind="choice", choices=COUNTED)] = (
        "working_days"
    )
    has_balance: Annotated[bool, Shown(_("Needs a balance"))] = False
    has_half_days: Annotated[bool, Shown(_("Half days"))] = False
    is_confidential: Annotated[bool, Shown(_("Confidential"), hint=_("Colleagues only see that somebody is away"))] = False
    request_limit: Annotated[DAYS, Shown(_("Days a request at most"), kind="number", decimals=2)] = None
    position: Annotated[
        int, Field(ge=0, le=9999), Shown(_("Order"), hint=_("The first one is what people get unless they choose"))
    ] = 100
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class LeaveTypeSaved(Result):
    """The kind of leave."""

    id: int
    code: str
    version: int


@operation(
    "hr.save_leave_type",
    title=_("Save kind of leave"),
    permission="hr.leave.set_up",
    audit_verb=_("saved the kind of leave"),
    conflicts={
        "leave_type_code_key": ("code", "HR_LEAVE_TYPE_EXISTS", _("Another kind of leave has this code. Choose another."))
    },
)
async def save_leave_type(work: Work, form: SaveLeaveType) -> LeaveTypeSaved:
    """Add or change a kind of leave. Its code and whether it needs a balance stay once it is made."""
    facts = (
        *(form.name_id, form.name_en, form.letter, form.tone, form.is_paid, form.counted, form.has_half_days),
        *(form.is_confidential, form.request_limit, form.position, form.is_closed),
    )
    if form.id is None:
        row = await work.row(
            "insert into hr.leave_type (company_id, code, has_balance, name_id, name_en, letter, tone, is_paid, counted, has_half_days,"
            " is_confidential, request_limit, position, is_closed)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, code, version",
            *(work.scope.company, form.code, form.has_balance, *facts),
        )
    else:
        row = await work.row(
            "update hr.leave_type set name_id = %s, name_en = %s, letter = %s, tone = %s, is_paid = %s, counted = %s,"
            " has_half_days = %s, is_confidential = %s, request_limit = %s, position = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
            *(*facts, work.scope.company, form.id, form.version, form.version),
        )
    if row is None:
        raise await untouched(work, "hr.leave_type", form.id or 0)
    return LeaveTypeSaved(**row)


class SetLeaveRule(Form):
    """How the balance of a kind of leave comes, from a day on. The rule before it ends the day before."""

    type: Annotated[int, Shown(_("Leave"), reference="hr.leave_types")]
    from_day: Annotated[date, Shown(_("From"))]
    way: Annotated[Literal["service_year", "yearly", "monthly"], Shown(_("Comes"), kind="choice", choices=WAYS)] = "service_year"
    days: Annotated[Decimal, Field(gt=0, max_digits=6, decimal_places=2), Shown(_("Days"), kind="number", decimals=2)]
    start_month: Annotated[int, Field(ge=1, le=12), Shown(_("Year begins in month"), width="narrow")] = 1
    after_months: Annotated[int, Field(ge=0, le=600), Shown(_("After months of service"), width="narrow")] = 0
    first_part: Annotated[bool, Shown(_("A part of the first month or year counts"))] = True
    round_to: Annotated[Decimal, Field(gt=0, max_digits=4, decimal_places=2), Shown(_("Round to"), kind="number", decimals=2)] = (
        Decimal("0.5")
    )
    carry_most: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=6, decimal_places=2),
        Shown(_("Carried into the next year at most"), kind="number", decimals=2, hint=_("Empty: all")),
    ] = None
    carry_months: Annotated[
        int | None, Field(ge=1, le=120), Shown(_("Carried days stay for months"), hint=_("Empty: without end"))
    ] = None


class LeaveRuleSet(Result):
    """The rule, and its kind of leave."""

    id: int
    type: int


@operation(
    "hr.set_leave_rule",
    title=_("Set leave rule"),
    permission="hr.leave.set_up",
    audit_verb=_("set the leave rule"),
    conflicts={
        "leave_rule_overlap": ("from_day", "HR_LEAVE_RULE_LATER", _("A later rule is set already. Choose a day after it."))
    },
)
async def set_leave_rule(work: Work, form: SetLeaveRule) -> LeaveRuleSet:
    """Set how a balance comes from a day on. What was given before stays."""
    has_balance = await work.value(
        "select has_balance from hr.leave_type where company_id = %s and id = %s for update", work.scope.company, form.type
    )
    if has_balance is None:
        raise NotFound(field="type")
    if not has_balance:
        raise Refused("HR_LEAVE_UNCOUNTED", _("This kind of leave has no balance. Choose another."), field="type")
    await work.run(
        "update hr.leave_rule set to_day = %s - 1, version = version + 1 where company_id = %s and type_id = %s"
        " and to_day is null and from_day < %s",
        *(form.from_day, work.scope.company, form.type, form.from_day),
    )
    rule = await work.value(
        "insert into hr.leave_rule (company_id, type_id, way, days, start_month, after_months, first_part, round_to, carry_most,"
        " carry_months, from_day) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.type, form.way, form.days, form.start_month, form.after_months, form.first_part),
        *(form.round_to, form.carry_most, form.carry_months, form.from_day),
    )
    return LeaveRuleSet(id=rule, type=form.type)
