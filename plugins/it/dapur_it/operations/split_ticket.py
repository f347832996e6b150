"""A second matter in the same conversation becomes a ticket of its own."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_it.operations.link_ticket import join_tickets
from dapur_it.operations.open_ticket import TITLE, Draft, make_ticket
from dapur_it.operations.ticket_rows import TICKET, held_ticket, saved

TAKE = """
    with taken as (update it.ticket_message set ticket_id = %s where company_id = %s and ticket_id = %s and id = any (%s)
                   returning mail_message_id),
    mails as (update it.incoming_mail set ticket_id = %s, outcome = 'ticket' where company_id = %s
              and message_id in (select mail_message_id from taken where mail_message_id <> ''))
    select count(*) from taken
"""


class SplitTicket(Form):
    """What is taken over into a new ticket."""

    id: TICKET
    title: TITLE
    messages: Annotated[list[int], Field(min_length=1, max_length=500), Shown(_("Messages"), kind="choices")]


class Split(Result):
    """The new ticket."""

    id: int
    number: str
    split_from_id: int


@operation("it.split_ticket", title=_("Split ticket"), permission="it.ticket.work", audit_verb=_("split the ticket"))
async def split_ticket(work: Work, form: SplitTicket) -> Split:
    """Take messages over into a new ticket of the same person; its clock begins now. Answers to those mails go there."""
    row = await held_ticket(work, form.id)
    draft = Draft(
        form.title,
        row["queue_id"],
        row["kind"],
        row["priority"],
        source=row["source"],
        requester=row["requester_id"],
        requester_name=row["requester_name"],
        requester_email=row["requester_email"],
        assignee=row["assignee_id"],
    )
    made = await saved(work, await make_ticket(work, draft))
    company, messages = work.scope.company, sorted(set(form.messages))
    if await work.value(TAKE, made.id, company, form.id, messages, made.id, company) != len(messages):
        raise NotFound(_("A message is not in this ticket any more. Open it again."), field="messages")
    await join_tickets(work, made.id, "split_from", form.id)
    return Split(id=made.id, number=made.number, split_from_id=form.id)
