"""A queue: who works in it, and when its clock runs."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendars import calendar_of
from dapur_base.operations.people import colleague
from dapur_base.operations.versions import untouched

NAME = Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Name"))]
VERSION = Annotated[int, Shown(_("Version"), kind="hidden")]


class SaveQueue(Form):
    """A queue. Without id a new one; calendar_id: the company's when left out; lead_id: who answers for it."""

    id: Annotated[int | None, Shown(_("Queue"), kind="hidden")] = None
    version: VERSION = 0
    name: NAME
    calendar_id: Annotated[int | None, Shown(_("Working calendar"), kind="reference", reference="base.calendars")] = None
    lead_id: Annotated[int | None, Shown(_("Lead"), kind="reference", reference="base.colleagues")] = None
    is_closed: Annotated[bool, Shown(_("Takes no new tickets"))] = False


class QueueSaved(Result):
    """The queue."""

    id: int
    version: int


@operation(
    "it.save_queue",
    title=_("Save queue"),
    permission="it.setup",
    audit_verb=_("saved the queue"),
    conflicts={"queue_name_key": ("name", "IT_QUEUE_EXISTS", _("Another queue has this name. Choose another."))},
)
async def save_queue(work: Work, form: SaveQueue) -> QueueSaved:
    """Make or change a queue. Tickets that are open keep the calendar under which they were promised."""
    calendar = (await calendar_of(work, form.calendar_id)).id
    if form.lead_id is not None:
        await colleague(work, form.lead_id, "lead_id")
    facts = (form.name, calendar, form.lead_id, form.is_closed)
    row = await _insert(work, facts) if form.id is None else await _update(work, form, facts)
    if row is None:
        raise await untouched(work, "it.queue", form.id or 0)
    return QueueSaved(**row)


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, int] | None:
    sql = "insert into it.queue (company_id, name, calendar_id, lead_id, is_closed) values (%s, %s, %s, %s, %s) returning id, version"
    return await work.row(sql, work.scope.company, *facts)


async def _update(work: Work, form: SaveQueue, facts: tuple[object, ...]) -> dict[str, int] | None:
    return await work.row(
        "update it.queue set name = %s, calendar_id = %s, lead_id = %s, is_closed = %s, version = version + 1"
        " where company_id = %s and id = %s and version = %s returning id, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
    )
