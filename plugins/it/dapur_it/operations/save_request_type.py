"""What people may ask for: its kind, where it goes, how urgent it usually is, and what is to be told."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_it.operations.save_queue import NAME, VERSION
from dapur_it.words import KINDS, PRIORITIES

KIND = Annotated[Literal["request", "incident", "problem", "change"], Shown(_("Kind"), choices=KINDS)]
PRIORITY = Annotated[Literal["P1", "P2", "P3", "P4"], Shown(_("Priority"), choices=PRIORITIES)]
QUEUE = Annotated[int, Shown(_("Queue"), kind="reference", reference="it.queues")]


class SaveRequestType(Form):
    """Something that may be asked for. Without id a new one; questions: what the requester is asked to tell, a line each."""

    id: Annotated[int | None, Shown(_("Request type"), kind="hidden")] = None
    version: VERSION = 0
    name: NAME
    kind: KIND = "request"
    queue_id: QUEUE
    priority: PRIORITY = "P3"
    questions: Annotated[
        str, StringConstraints(max_length=2000), Shown(_("Questions"), kind="note", hint=_("One a line; they stand in the form"))
    ] = ""
    is_offered: Annotated[bool, Shown(_("Offered to everybody"))] = True


class RequestTypeSaved(Result):
    """The request type."""

    id: int
    version: int


INSERT = """
    insert into it.request_type (company_id, name, kind, queue_id, priority, questions, is_offered)
    values (%s, %s, %s, %s, %s, %s, %s) returning id, version
"""
UPDATE = """
    update it.request_type set name = %s, kind = %s, queue_id = %s, priority = %s, questions = %s, is_offered = %s,
        version = version + 1 where company_id = %s and id = %s and version = %s returning id, version
"""


@operation(
    "it.save_request_type",
    title=_("Save request type"),
    permission="it.setup",
    audit_verb=_("saved the request type"),
    conflicts={"request_type_name_key": ("name", "IT_REQUEST_TYPE_EXISTS", _("This name is used already. Choose another."))},
)
async def save_request_type(work: Work, form: SaveRequestType) -> RequestTypeSaved:
    """Make or change what may be asked for."""
    await need_queue(work, form.queue_id)
    facts = (form.name, form.kind, form.queue_id, form.priority, form.questions, form.is_offered)
    if form.id is None:
        row = await work.row(INSERT, work.scope.company, *facts)
    else:
        row = await work.row(UPDATE, *facts, work.scope.company, form.id, form.version)
    if row is None:
        raise await untouched(work, "it.request_type", form.id or 0)
    return RequestTypeSaved(**row)


async def need_queue(work: Work, queue: int) -> None:
    """Raises NotFound at queue_id."""
    if await work.value("select 1 from it.queue where company_id = %s and id = %s", work.scope.company, queue) is None:
        raise NotFound(_("There is no such queue. Choose another."), field="queue_id")
