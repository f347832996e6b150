"""What a ticket is about, how urgent it is, where it lies, and who works on it."""

from typing import Annotated

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.calendars import calendar_of
from dapur_base.operations.versions import untouched
from dapur_it.operations.assignee import ALTHOUGH_AWAY, present_colleague
from dapur_it.operations.open_ticket import DETAILS, TITLE
from dapur_it.operations.save_queue import VERSION
from dapur_it.operations.save_request_type import KIND, PRIORITY, QUEUE, need_queue
from dapur_it.operations.set_target import targets_of
from dapur_it.operations.ticket_clock import recount
from dapur_it.operations.ticket_rows import TICKET, TicketSaved, WhichTicket, held_ticket, need_live, saved


class ChangeTicket(Form):
    """Words and kind of a ticket."""

    id: TICKET
    version: VERSION
    title: TITLE
    kind: KIND
    details: DETAILS = ""


@operation("it.change_ticket", title=_("Change ticket"), permission="it.ticket.work", audit_verb=_("changed the ticket"))
async def change_ticket(work: Work, form: ChangeTicket) -> TicketSaved:
    """Change what a ticket is about."""
    row = await work.row(
        "update it.ticket set title = %s, kind = %s, details = %s, version = version + 1"
        " where company_id = %s and id = %s and version = %s returning id, number, state, version",
        form.title,
        form.kind,
        form.details,
        work.scope.company,
        form.id,
        form.version,
    )
    if row is None:
        raise await untouched(work, "it.ticket", form.id)
    return TicketSaved(**row)


class SetPriority(Form):
    """How urgent it is now."""

    id: TICKET
    priority: PRIORITY


@operation("it.set_priority", title=_("Set priority"), permission="it.ticket.work", audit_verb=_("set the priority"))
async def set_priority(work: Work, form: SetPriority) -> TicketSaved:
    """Set another priority: its targets replace the old ones, what was counted and every pause stay."""
    row = await held_ticket(work, form.id)
    _need_running(row["state"])
    response, resolution = await targets_of(work, row["calendar_id"], form.priority)
    await work.run(
        "update it.ticket set priority = %s, response_minutes = case when responded_at is null then %s else response_minutes end,"
        " resolution_minutes = %s where company_id = %s and id = %s",
        *(form.priority, response, resolution, work.scope.company, form.id),
    )
    await recount(work, form.id, await calendar_of(work, row["calendar_id"]), "priority")
    return await saved(work, form.id)


class MoveTicket(Form):
    """Where it goes."""

    id: TICKET
    queue_id: QUEUE


@operation("it.move_ticket", title=_("Move to another queue"), permission="it.ticket.work", audit_verb=_("moved the ticket"))
async def move_ticket(work: Work, form: MoveTicket) -> TicketSaved:
    """Move a ticket; from now on the calendar and the targets of that queue count, from its beginning."""
    row = await held_ticket(work, form.id)
    _need_running(row["state"])
    await need_queue(work, form.queue_id)
    calendar = await work.value(
        "select calendar_id from it.queue where company_id = %s and id = %s", work.scope.company, form.queue_id
    )
    targets = await targets_of(work, calendar, row["priority"])
    await work.run(
        "update it.ticket set queue_id = %s, calendar_id = %s, response_minutes = %s, resolution_minutes = %s"
        " where company_id = %s and id = %s",
        *(form.queue_id, calendar, *targets, work.scope.company, form.id),
    )
    await recount(work, form.id, await calendar_of(work, calendar), "queue")
    return await saved(work, form.id)


class AssignTicket(Form):
    """Who works on it; nobody when left out."""

    id: TICKET
    assignee_id: Annotated[int | None, Shown(_("Who works on it"), kind="reference", reference="base.colleagues")] = None
    although_away: ALTHOUGH_AWAY = False


@operation("it.assign_ticket", title=_("Assign"), permission="it.ticket.work", audit_verb=_("assigned the ticket"))
async def assign_ticket(work: Work, form: AssignTicket) -> TicketSaved:
    """Give a ticket to a colleague, who hears of it; or lay it back into the queue. Somebody on leave only if it is meant so."""
    row = await held_ticket(work, form.id)
    need_live(row)
    if form.assignee_id is not None:
        await present_colleague(work, form.assignee_id, although_away=form.although_away)
    await _assign(work, form.id, form.assignee_id)
    if form.assignee_id not in (None, work.actor):
        sentence = _("A ticket for you: {title}").fill(title=row["title"])
        await tell(work, (form.assignee_id,), "it.assigned", sentence, f"it/tickets/{form.id}")
    return await saved(work, form.id)


@operation("it.take_ticket", title=_("Take it"), permission="it.ticket.work", audit_verb=_("took the ticket"))
async def take_ticket(work: Work, form: WhichTicket) -> TicketSaved:
    """Work on a ticket oneself. Refused when a colleague has it: assign it instead, so that they hear of it."""
    row = await held_ticket(work, form.id)
    need_live(row)
    if row["assignee_id"] not in (None, work.actor):
        raise Refused("IT_TICKET_TAKEN", _("Somebody works on this ticket already. Assign it to yourself if you take over."))
    await _assign(work, form.id, work.actor)
    return await saved(work, form.id)


async def _assign(work: Work, ticket: int, user: int | None) -> None:
    await work.run(
        "update it.ticket set assignee_id = %s, version = version + 1 where company_id = %s and id = %s",
        *(user, work.scope.company, ticket),
    )


def _need_running(state: str) -> None:
    if state in ("solved", "closed"):
        raise Refused("IT_TICKET_ENDED", _("This ticket is solved. Open it again first."), field="id")
