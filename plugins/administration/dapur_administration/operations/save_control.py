"""Controls: what keeps something right, who owns it, how often it is proved, how far it works."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.controls import controls
from dapur_administration.operations.save_office import CODE, NAME, Saved, save_row
from dapur_administration.rules.evidence import Frequency
from dapur_base.tasks import end_tasks

FREQUENCIES = (
    Choice("none", _("Never")),
    Choice("month", _("Every month")),
    Choice("quarter", _("Every quarter")),
    Choice("half_year", _("Every half-year")),
    Choice("year", _("Every year")),
)
STATES = (
    Choice("planned", _("Planned")),
    Choice("effective", _("Works")),
    Choice("partial", _("Works in part")),
    Choice("failed", _("Does not work")),
)
CONTROL = Annotated[int, Shown(_("Control"), reference="administration.controls")]
PERSON = Annotated[int, Shown(_("Owner"), kind="reference", reference="base.colleagues")]
NOTE = Annotated[str, StringConstraints(max_length=4000), Shown(_("Note"), kind="note")]
NO_COLLEAGUE = ("owner_id", "ADMINISTRATION_NO_COLLEAGUE", _("This person does not work in this company. Choose a colleague."))
State = Literal["planned", "effective", "partial", "failed"]


class SaveControl(Form):
    """A control. Without `id` a new one is made, which is planned until its state is set."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name: Annotated[NAME, Shown(_("Name"), width="wide")]
    owner_id: PERSON
    frequency: Annotated[Frequency, Shown(_("Evidence is due"), choices=FREQUENCIES)] = "none"
    first_day: Annotated[date, Shown(_("First period from"))]
    due_days: Annotated[int, Field(ge=0, le=366), Shown(_("Due so many days after the period"))] = 15
    grace_days: Annotated[int, Field(ge=0, le=366), Shown(_("Days of grace"))] = 0
    needs_proof: Annotated[
        bool, Shown(_("Counts only while a proof is valid"), hint=_("A risk rises by itself when the proof lapses"))
    ] = False
    note: NOTE = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "administration.save_control",
    title=_("Save control"),
    permission="administration.control.manage",
    audit_verb=_("saved the control"),
    conflicts={
        "control_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another.")),
        "control_company_id_owner_id_fkey": NO_COLLEAGUE,
    },
)
async def save_control(work: Work, form: SaveControl) -> Saved:
    """Add or change a control."""
    facts = form.model_dump(exclude={"id", "version"})
    return await save_row(work, "administration.control", form.id, form.version, facts)


class SetControlState(Form):
    """How far a control works, from a day on. counts_as: percent of its effect, for one that works in part."""

    id: CONTROL
    state: Annotated[State, Shown(_("State"), choices=STATES)]
    from_day: Annotated[date | None, Shown(_("From"), hint=_("Today when left empty"))] = None
    counts_as: Annotated[
        Decimal, Field(gt=0, le=100, max_digits=5, decimal_places=2), Shown(_("Percent of its effect"), kind="number")
    ] = Decimal(100)
    note: NOTE = ""


class ControlChanged(Result):
    """The control, and the day from which this holds."""

    id: int
    day: date


@operation(
    "administration.set_control_state",
    title=_("Set state"),
    permission="administration.control.manage",
    audit_verb=_("set the state of the control"),
    conflicts={
        "control_state_company_id_control_id_fkey": ("id", "ADMINISTRATION_CONTROL_UNKNOWN", _("There is no such control. Choose one from the list."))
    },
)  # fmt: skip
async def set_control_state(work: Work, form: SetControlState) -> ControlChanged:
    """Note how far a control works from a day on. What was noted before stays; risks follow by themselves."""
    day = form.from_day or work.today
    counts = form.counts_as / 100 if form.state == "partial" else Decimal(form.state == "effective")
    await work.run(
        "insert into administration.control_state (company_id, control_id, state, counts_as, from_day, note)"
        " values (%s, %s, %s, %s, %s, %s)",
        work.scope.company,
        form.id,
        form.state,
        counts,
        day,
        form.note,
    )
    return ControlChanged(id=form.id, day=day)


class HandInEvidence(Form):
    """The proof of a control: for a period, or valid through a day."""

    id: CONTROL
    period: Annotated[
        str,
        StringConstraints(max_length=10, pattern=r"^(\d{4}(-(\d{2}|Q[1-4]|H[12]))?)?$"),
        Shown(_("Period"), hint=_("For example 2026-Q1; the oldest missing one when left empty")),
    ] = ""
    handed_in_on: Annotated[date | None, Shown(_("Handed in on"), hint=_("Today when left empty"))] = None
    valid_through: Annotated[date | None, Shown(_("Valid through"))] = None
    file: Annotated[int | None, Shown(_("File"), kind="file")] = None
    note: NOTE = ""


@operation(
    "administration.hand_in_evidence",
    title=_("Hand in evidence"),
    permission="administration.control.prove",
    audit_verb=_("handed in evidence"),
    conflicts={
        "evidence_valid_after_it_came": (
            "valid_through", "ADMINISTRATION_DAYS_TURNED", _("The last day lies before the first. Change one of them.")
        )
    },
)  # fmt: skip
async def hand_in_evidence(work: Work, form: HandInEvidence) -> ControlChanged:
    """Hand in the proof of a control. It stays; what was answered for an earlier day does not change."""
    found = await controls(work, form.id)
    if not found:
        raise NotFound(field="id")
    day = form.handed_in_on or work.today
    if day > work.today:
        raise Refused(
            "ADMINISTRATION_DAY_TO_COME",
            _("That day is still to come. Evidence is handed in on a day that was."),
            field="handed_in_on",
        )
    known = {period.name for period in found[0].periods_through(date(day.year + 2, 12, 31))}
    period = form.period or await _oldest_missing(work, form.id, day)
    if period and period not in known:
        sentence = _("This control has no period {period}.").fill(period=period)
        raise Refused("ADMINISTRATION_PERIOD_UNKNOWN", sentence, field="period")
    await _write(work, form, period, day)
    await end_tasks(work, f"administration/controls/{form.id}")
    return ControlChanged(id=form.id, day=day)


async def _write(work: Work, form: HandInEvidence, period: str, day: date) -> None:
    sha256 = None
    if form.file is not None:
        sql = "select sha256 from core.file where company_id = %s and id = %s and uploaded_by = %s"
        sha256 = await work.value(sql, work.scope.company, form.file, work.actor)
        if sha256 is None:
            raise NotFound(_("Upload the file first, then save it."), field="file")
    await work.value(
        "insert into administration.evidence (company_id, control_id, period, handed_in_on, valid_through, file_id, sha256, note)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        form.id,
        period,
        day,
        form.valid_through,
        form.file,
        sha256,
        form.note,
    )


async def _oldest_missing(work: Work, control: int, day: date) -> str:
    """The oldest period without evidence that has ended by the day, or "" where none is asked for."""
    one = (await controls(work, control))[0]
    rows = await work.rows(
        "select period from administration.evidence where company_id = %s and control_id = %s", work.scope.company, control
    )
    came = {row["period"] for row in rows}
    wanted = [period for period in one.periods_through(date(day.year + 2, 12, 31)) if period.name not in came]
    return wanted[0].name if wanted else ""
