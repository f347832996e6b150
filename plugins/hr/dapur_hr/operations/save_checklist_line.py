"""The checklist of joining and leaving: what is done for everybody, by whom, and how many working days before or after."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.person_steps import StepTaker
from dapur_base.operations.people import colleague
from dapur_base.operations.versions import untouched

OCCASIONS = (Choice("joining", _("Joining")), Choice("leaving", _("Leaving")))
WAYS = (
    Choice("task", _("Task")),
    Choice("ticket", _("Ticket of IT")),
    Choice("course", _("Course")),
    Choice("letter", _("Letter")),
)


class SaveChecklistLine(Form):
    """A line. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    occasion: Annotated[Literal["joining", "leaving"], Shown(_("Occasion"), kind="choice", choices=OCCASIONS)] = "joining"
    what: Annotated[str, StringConstraints(min_length=1, max_length=150), Shown(_("What is done"), width="wide")]
    way: Annotated[Literal["task", "ticket", "course", "letter"], Shown(_("As"), kind="choice", choices=WAYS)] = "task"
    subject: Annotated[
        str,
        StringConstraints(max_length=200),
        Shown(_("About"), hint=_("Code of the course, name of the request type, or of the letter's template")),
    ] = ""
    days: Annotated[
        int, Field(ge=-250, le=250), Shown(_("Working days"), hint=_("From the first or last day; -3 is three days before"))
    ] = 0
    position: Annotated[
        int | None, Shown(_("Only for"), kind="reference", reference="hr.positions", hint=_("Empty: for everybody"))
    ] = None
    owner: Annotated[
        int | None, Shown(_("Who does it"), kind="reference", reference="base.colleagues", hint=_("Of tasks and tickets"))
    ] = None
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class ChecklistLineSaved(Result):
    """The line."""

    id: int
    what: str
    version: int


@operation(
    "hr.save_checklist_line",
    title=_("Save line"),
    permission="hr.checklist.manage",
    audit_verb=_("saved the line of the checklist"),
    conflicts={
        "checklist_line_company_id_position_id_fkey": (
            "position",
            "HR_POSITION_UNKNOWN",
            _("There is no such position here. Choose one of the list."),
        )
    },
)
async def save_checklist_line(work: Work, form: SaveChecklistLine) -> ChecklistLineSaved:
    """Add or change a line. People who joined or left before keep what was done for them."""
    if form.owner is not None:
        await colleague(work, form.owner, "owner")
    await _check_subject(work, form)
    facts = (form.occasion, form.what, form.way, form.subject, form.days, form.position, form.owner, form.is_closed)
    row: dict[str, Any] | None
    if form.id is None:
        row = await work.row(
            "insert into hr.checklist_line (company_id, occasion, what, way, subject, days, position_id, owner_id, is_closed)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, what, version",
            *(work.scope.company, *facts),
        )
    else:
        row = await work.row(
            "update hr.checklist_line set occasion = %s, what = %s, way = %s, subject = %s, days = %s, position_id = %s,"
            " owner_id = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, what, version",
            *(*facts, work.scope.company, form.id, form.version, form.version),
        )
    if row is None:
        raise await untouched(work, "hr.checklist_line", form.id or 0)
    return ChecklistLineSaved(**row)


async def _check_subject(work: Work, form: SaveChecklistLine) -> None:
    """Whoever takes the way says whether it knows the subject; while nobody does, anything may stand there."""
    if form.way in ("course", "letter") and not form.subject:
        sentence = _("Write the code of the course, or the name of the letter's template.")
        raise Refused("HR_SUBJECT_MISSING", sentence, field="subject")
    for taker in work.find_all(StepTaker):
        if taker.way == form.way:
            await taker.check(form.subject)
