"""Who hears when how much of the time is used up."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.people import colleague
from dapur_it.operations.save_request_type import QUEUE, need_queue


class AddEscalationLevel(Form):
    """At this percentage of the time for the solution this person is told."""

    queue_id: QUEUE
    percent: Annotated[int, Field(ge=1, le=1000), Shown(_("Percent of the working time"))]
    user_id: Annotated[int, Shown(_("Who is told"), kind="reference", reference="base.colleagues")]


class EscalationLevelSaved(Result):
    """The level, and its queue."""

    id: int
    queue_id: int


@operation(
    "it.add_escalation_level",
    title=_("Add escalation"),
    permission="it.setup",
    audit_verb=_("added an escalation"),
    conflicts={"escalation_level_key": ("percent", "IT_LEVEL_EXISTS", _("This person is told at this percentage already."))},
)
async def add_escalation_level(work: Work, form: AddEscalationLevel) -> EscalationLevelSaved:
    """Have somebody told, once for each ticket, inside working hours."""
    await need_queue(work, form.queue_id)
    made = await work.value(
        "insert into it.escalation_level (company_id, queue_id, percent, user_id) values (%s, %s, %s, %s) returning id",
        work.scope.company,
        form.queue_id,
        form.percent,
        await colleague(work, form.user_id, "user_id"),
    )
    return EscalationLevelSaved(id=made, queue_id=form.queue_id)


class RemoveEscalationLevel(Form):
    """Which level."""

    id: Annotated[int, Shown(_("Escalation"), kind="reference", reference="it.escalation_levels")]


@operation(
    "it.remove_escalation_level", title=_("Remove escalation"), permission="it.setup", audit_verb=_("removed an escalation")
)
async def remove_escalation_level(work: Work, form: RemoveEscalationLevel) -> EscalationLevelSaved:
    """Nobody is told at this percentage any more; what was told stays noted."""
    sql = "delete from it.escalation_level where company_id = %s and id = %s returning queue_id"
    queue = await work.value(sql, work.scope.company, form.id)
    if queue is None:
        raise NotFound(field="id")
    return EscalationLevelSaved(id=form.id, queue_id=queue)
