"""Duties: who must hold which course, and the work that follows from them each day."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import DapurError, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_training.coverage import standings_on
from dapur_training.duty_days import due_days
from dapur_training.operations.enrol import enrol
from dapur_training.operations.refusals import COURSE_UNKNOWN, POSITION_UNKNOWN
from dapur_training.settings import WARN_DAYS


class SaveDuty(Form):
    """Who must hold a course: those of a position, of a unit with all below it, or everybody. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    course: Annotated[int, Shown(_("Course"), reference="training.courses")]
    position: Annotated[int | None, Shown(_("Position"), reference="base.positions")] = None
    unit: Annotated[
        int | None, Shown(_("Unit"), reference="base.organisation_units", hint=_("Without position and unit: everybody"))
    ] = None
    within_days: Annotated[int, Field(ge=0, le=3650), Shown(_("Due after (days)"), width="narrow")] = 30
    control: Annotated[
        str, StringConstraints(max_length=80), Shown(_("Control"), hint=_("The rule or control that asks for it"))
    ] = ""
    from_day: Annotated[date, Shown(_("From"))]
    to_day: Annotated[date | None, Shown(_("Last day"), hint=_("Empty: without end"))] = None
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class DutySaved(Result):
    """The duty."""

    id: int
    version: int


@operation(
    "training.save_duty",
    title=_("Save duty"),
    permission="training.duty.manage",
    audit_verb=_("saved the duty"),
    conflicts={
        "duty_course_fkey": ("course", *COURSE_UNKNOWN),
        "duty_position_fkey": ("position", *POSITION_UNKNOWN),
        "duty_unit_fkey": ("unit", "TRAINING_UNIT_UNKNOWN", _("There is no such unit here. Choose one of the list.")),
    },
)
async def save_duty(work: Work, form: SaveDuty) -> DutySaved:
    """Add or change a duty. Whom it binds follows from the organisation of each day."""
    if form.position is not None and form.unit is not None:
        raise Refused("TRAINING_ONE_SCOPE", _("Choose a position or a unit, not both."), field="unit")
    if form.to_day is not None and form.to_day < form.from_day:
        raise Refused("TRAINING_DAYS_TURNED", _("The last day lies before the first. Correct one of them."), field="to_day")
    facts = (form.course, form.position, form.unit, form.within_days, form.control, form.from_day, form.to_day)
    row: dict[str, Any] | None
    if form.id is None:
        row = await work.row(
            "insert into training.duty (company_id, course_id, position_id, unit_id, within_days, control, from_day, to_day)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s) returning id, version",
            *(work.scope.company, *facts),
        )
    else:
        row = await work.row(
            "update training.duty set course_id = %s, position_id = %s, unit_id = %s, within_days = %s, control = %s, from_day = %s,"
            " to_day = %s, version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
            " returning id, version",
            *(*facts, work.scope.company, form.id, form.version, form.version),
        )
    if row is None:
        raise await untouched(work, "training.duty", form.id or 0)
    return DutySaved(**row)


class EnrolByDuty(Form):
    """Nothing to say."""


class EnrolledByDuty(Result):
    """How many were enrolled."""

    enrolled: int


@operation(
    "training.enrol_by_duty", title=_("Enrol by duty"), permission="training.duty.manage", audit_verb=_("enrolled by duty")
)
async def enrol_by_duty(work: Work, form: EnrolByDuty) -> EnrolledByDuty:
    """Enrol everybody whom a duty binds and whose proof is missing, over, or about to end, in a course that is taken at one's own pace."""
    warn = work.setting(WARN_DAYS)
    enrolled = 0
    dues = await due_days(work, work.today)
    for standing in await standings_on(work, work.today, warn):
        if standing.status == "valid" or not standing.is_self_paced:
            continue
        due = dues.get((standing.party, standing.course))
        if standing.valid_through is not None and standing.valid_through >= work.today:
            due = standing.valid_through
        try:
            made = await enrol(work, standing.party, standing.course, "rule", due)
        except DapurError:
            continue  # a prerequisite is missing: its own duty, or the manager, comes first
        enrolled += not made.existing
    return EnrolledByDuty(enrolled=enrolled)
