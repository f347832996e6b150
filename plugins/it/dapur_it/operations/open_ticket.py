"""A ticket begins: by form for somebody, by the requester themselves, by mail, or by an event."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Shown, _, operation
from dapur.numbering import take_number
from dapur.operations.work import Work
from dapur_base.operations.people import colleague
from dapur_it.operations.assignee import ALTHOUGH_AWAY, present_colleague
from dapur_it.operations.save_request_type import KIND, PRIORITY, QUEUE
from dapur_it.operations.set_target import targets_of
from dapur_it.operations.ticket_clock import begin_clock
from dapur_it.operations.ticket_rows import TicketSaved, saved
from dapur_it.settings import TICKET_PATTERN

TITLE = Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Subject"))]
DETAILS = Annotated[str, StringConstraints(max_length=10_000), Shown(_("Details"), kind="note")]
REQUEST_TYPE = Annotated[int | None, Shown(_("Request type"), kind="reference", reference="it.request_types")]


@dataclass(frozen=True)
class Draft:
    """What a ticket begins with. event_key: names what made it by itself, so that it is made once.

    minutes: working minutes of first answer and solution, where they are not the targets of its priority.
    """

    title: str
    queue: int
    kind: str = "request"
    priority: str = "P3"
    details: str = ""
    source: Literal["form", "portal", "mail", "event"] = "form"
    request_type: int | None = None
    requester: int | None = None
    requester_name: str = ""
    requester_email: str = ""
    assignee: int | None = None
    event_key: str | None = None
    minutes: tuple[int | None, int | None] | None = None


INSERT = """
    insert into it.ticket (company_id, number, kind, title, details, priority, source, queue_id, calendar_id, request_type_id,
        requester_id, requester_name, requester_email, assignee_id, created_at, created_by, response_minutes, resolution_minutes,
        event_key)
    values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id
"""


async def make_ticket(work: Work, draft: Draft) -> int:
    """Write the ticket and start its clock; its number (id). Take it as the last deed: the number is taken here."""
    company = work.scope.company
    calendar = await work.value("select calendar_id from it.queue where company_id = %s and id = %s", company, draft.queue)
    targets = draft.minutes or await targets_of(work, calendar, draft.priority)
    number = await take_number(work, "it.ticket", work.today, work.setting(TICKET_PATTERN))
    ticket: int = await work.value(
        INSERT,
        *(company, number.text, draft.kind, draft.title, draft.details, draft.priority, draft.source, draft.queue, calendar),
        *(draft.request_type, draft.requester, draft.requester_name, draft.requester_email, draft.assignee),
        *(work.now, work.actor, *targets, draft.event_key),
    )
    await begin_clock(work, ticket, calendar)
    return ticket


class OpenTicket(Form):
    """A ticket for somebody: a colleague, or a name and an address from outside. What is left out comes from the request type."""

    title: TITLE
    details: DETAILS = ""
    request_type_id: REQUEST_TYPE = None
    kind: Annotated[KIND | None, Shown(_("Kind"))] = None
    priority: Annotated[PRIORITY | None, Shown(_("Priority"))] = None
    queue_id: Annotated[QUEUE | None, Shown(_("Queue"), kind="reference", reference="it.queues")] = None
    requester_id: Annotated[
        int | None, Shown(_("For"), kind="reference", reference="base.colleagues", hint=_("You when left empty"))
    ] = None
    requester_name: Annotated[str, StringConstraints(max_length=200), Shown(_("Name of somebody from outside"))] = ""
    requester_email: Annotated[str, StringConstraints(max_length=254), Shown(_("Their e-mail address"), kind="email")] = ""
    assignee_id: Annotated[int | None, Shown(_("Who works on it"), kind="reference", reference="base.colleagues")] = None
    although_away: ALTHOUGH_AWAY = False


@operation("it.open_ticket", title=_("New ticket"), permission="it.ticket.work", audit_verb=_("opened the ticket"))
async def open_ticket(work: Work, form: OpenTicket) -> TicketSaved:
    """Open a ticket for somebody. The clock starts at the next working minute."""
    usual = await _usual(work, form.request_type_id)
    outside = bool(form.requester_name or form.requester_email)
    requester = None if outside else await colleague(work, form.requester_id or work.actor, "requester_id")
    assignee = form.assignee_id and await present_colleague(work, form.assignee_id, although_away=form.although_away)
    draft = Draft(
        form.title,
        await queue_for(work, form.queue_id or usual["queue_id"]),
        form.kind or usual["kind"],
        form.priority or usual["priority"],
        form.details,
        request_type=form.request_type_id,
        requester=requester,
        requester_name=form.requester_name,
        requester_email=form.requester_email,
        assignee=assignee,
    )
    return await saved(work, await make_ticket(work, draft))


class AskForHelp(Form):
    """A request of one's own."""

    request_type_id: Annotated[
        int | None, Shown(_("What is it about?"), kind="reference", reference="it.request_types_offered")
    ] = None
    title: TITLE
    details: DETAILS = ""


@operation("it.ask_for_help", title=_("Ask IT for help"), permission="it.request", audit_verb=_("asked for help"))
async def ask_for_help(work: Work, form: AskForHelp) -> TicketSaved:
    """Ask IT for something; the request type says where it goes and how urgent it is."""
    usual = await _usual(work, form.request_type_id, only_offered=True)
    draft = Draft(
        form.title,
        await queue_for(work, usual["queue_id"]),
        usual["kind"],
        usual["priority"],
        form.details,
        source="portal",
        request_type=form.request_type_id,
        requester=work.actor,
    )
    return await saved(work, await make_ticket(work, draft))


async def first_queue(work: Work) -> int | None:
    """The queue for what names none; None while none takes tickets."""
    found: int | None = await work.value(
        "select id from it.queue where company_id = %s and not is_closed order by id limit 1", work.scope.company
    )
    return found


async def ticket_of_key(work: Work, key: str) -> int | None:
    """The ticket that this cause made by itself before."""
    found: int | None = await work.value(
        "select id from it.ticket where company_id = %s and event_key = %s", work.scope.company, key
    )
    return found


async def _usual(work: Work, request_type: int | None, *, only_offered: bool = False) -> dict[str, Any]:
    if request_type is None:
        return {"queue_id": None, "kind": "request", "priority": "P3"}
    row = await work.row(
        "select queue_id, kind, priority, is_offered from it.request_type where company_id = %s and id = %s",
        work.scope.company,
        request_type,
    )
    if row is None or (only_offered and not row["is_offered"]):
        raise NotFound(_("This cannot be asked for. Choose another request type."), field="request_type_id")
    return row


async def queue_for(work: Work, queue: int | None) -> int:
    """This queue, or the first one for what names none. Raises NotFound, and Refused (IT_QUEUE_CLOSED, IT_NO_QUEUE)."""
    if queue is None:
        first = await first_queue(work)
        if first is None:
            raise Refused("IT_NO_QUEUE", _("There is no queue that takes tickets yet. Make one under Queues."))
        return first
    closed = await work.value("select is_closed from it.queue where company_id = %s and id = %s", work.scope.company, queue)
    if closed is None:
        raise NotFound(_("There is no such queue. Choose another."), field="queue_id")
    if closed:
        raise Refused("IT_QUEUE_CLOSED", _("This queue takes no new tickets. Choose another."), field="queue_id")
    return queue
