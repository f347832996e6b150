"""What is said on a ticket: answers that the requester reads, notes that only IT reads, and what the requester says."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_it.operations.set_state import go_to
from dapur_it.operations.ticket_mail import mail_to_requester
from dapur_it.operations.ticket_rows import MY_TICKET, TICKET, TicketSaved, held_own_ticket, held_ticket, need_live, saved
from dapur_it.rules.clock import PAUSING

BODY = Annotated[str, StringConstraints(min_length=1, max_length=10_000), Shown(_("Text"), kind="note")]
AFTER = (
    Choice("stay", _("leave as it is")),
    Choice("waiting_customer", _("wait for the requester")),
    Choice("solved", _("solved")),
)
READERS = (Choice("public", _("Public")), Choice("internal", _("Internal")))


@dataclass(frozen=True)
class Saying:
    """A message of a ticket. mail_message_id: of the mail that it came with, or went out as."""

    body: str
    author: int | None
    author_name: str = ""
    is_internal: bool = False
    from_requester: bool = False
    mail_message_id: str = ""
    then: str = ""


async def say(work: Work, ticket: int, saying: Saying) -> int:
    """Write a message down; its number (id)."""
    made: int = await work.value(
        "insert into it.ticket_message (company_id, ticket_id, is_internal, from_requester, author_id, author_name, body,"
        " mail_message_id, then_state) values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, ticket, saying.is_internal, saying.from_requester, saying.author, saying.author_name),
        *(saying.body, saying.mail_message_id, saying.then),
    )
    return made


class WriteToTicket(Form):
    """An answer or a note. then: what becomes of the ticket once it is sent."""

    id: TICKET
    body: BODY
    readers: Annotated[Literal["public", "internal"], Shown(_("Who reads it"), choices=READERS)] = "public"
    then: Annotated[Literal["stay", "waiting_customer", "solved"], Shown(_("Once it is sent"), choices=AFTER)] = "stay"


class Written(Result):
    """The message, and its ticket as it stands."""

    id: int
    message_id: int
    state: str


@operation("it.write_to_ticket", title=_("Answer"), permission="it.ticket.work", audit_verb=_("wrote to the ticket"))
async def write_to_ticket(work: Work, form: WriteToTicket) -> Written:
    """Answer the requester, by mail where they wrote one, or note something for IT. The first answer stops its clock."""
    row = await held_ticket(work, form.id)
    need_live(row)
    internal = form.readers == "internal"
    sent_as = "" if internal else await _answer(work, row, form.body)
    made = await say(work, form.id, Saying(form.body, work.actor, is_internal=internal, mail_message_id=sent_as, then=form.then))
    if form.then not in ("stay", row["state"]):
        await go_to(work, row, form.then)
    elif not internal and row["state"] in ("solved",):
        await go_to(work, row, "open")
    return Written(id=form.id, message_id=made, state=(await saved(work, form.id)).state)


async def _answer(work: Work, row: dict[str, Any], body: str) -> str:
    await work.run(
        "update it.ticket set responded_at = coalesce(responded_at, %s), assignee_id = coalesce(assignee_id, %s)"
        " where company_id = %s and id = %s",
        *(work.now, work.actor, work.scope.company, row["id"]),
    )
    if row["requester_id"] not in (None, work.actor):
        sentence = _("Answer to your request: {title}").fill(title=row["title"])
        await tell(work, (row["requester_id"],), "it.answered", sentence, f"it/my/{row['id']}", once=True)
    return await mail_to_requester(work, row, body) if row["requester_email"] else ""


class AnswerMyTicket(Form):
    """What one adds to one's own request."""

    id: MY_TICKET
    body: BODY


@operation("it.answer_my_ticket", title=_("Write to IT"), permission="it.request", audit_verb=_("wrote to IT"))
async def answer_my_ticket(work: Work, form: AnswerMyTicket) -> TicketSaved:
    """Add something to one's own request. One that waited for it, or was solved, goes on."""
    row = await held_own_ticket(work, form.id)
    need_live(row)
    await hear_requester(work, row, Saying(form.body, work.actor, from_requester=True))
    return await saved(work, form.id)


async def hear_requester(work: Work, row: dict[str, Any], saying: Saying) -> None:
    """Write down what a requester says; the clock goes on, and who works on it hears."""
    await say(work, row["id"], saying)
    if row["state"] in (*PAUSING, "solved"):
        await go_to(work, row, "open")
    if row["assignee_id"] not in (None, work.actor):
        sentence = _("The requester wrote: {title}").fill(title=row["title"])
        await tell(work, (row["assignee_id"],), "it.requester_wrote", sentence, f"it/tickets/{row['id']}", once=True)


class ConfirmSolved(Form):
    """One's own request that is solved."""

    id: MY_TICKET


@operation("it.confirm_solved", title=_("It works, thank you"), permission="it.request", audit_verb=_("confirmed the solution"))
async def confirm_solved(work: Work, form: ConfirmSolved) -> TicketSaved:
    """Say that the solution works: the request is closed."""
    row = await held_own_ticket(work, form.id)
    if row["state"] != "solved":
        raise Refused("IT_NOT_SOLVED", _("IT has not solved this request yet. Write to them instead."), field="id")
    await go_to(work, row, "closed")
    return await saved(work, form.id)
