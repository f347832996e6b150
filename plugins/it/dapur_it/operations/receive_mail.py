"""A mail becomes a ticket, an addition to one, or is parked because a machine wrote it."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import DapurError, Form, NotFound, Result, Shown, _, operation
from dapur.files.store import store_file
from dapur.operations.work import Work
from dapur_it.operations.mail_threads import note_undelivered, thread_of
from dapur_it.operations.open_ticket import Draft, make_ticket
from dapur_it.operations.ticket_mail import acknowledge
from dapur_it.operations.ticket_rows import held_ticket
from dapur_it.operations.write_to_ticket import Saying, hear_requester, say
from dapur_it.rules.incoming import Attached, Incoming, read_mail

Outcome = Literal["ticket", "comment", "parked", "duplicate"]


class ReceiveMail(Form):
    """A whole message as its source, for servers that hand mail over themselves."""

    id: Annotated[int, Shown(_("Mailbox"), kind="reference", reference="it.mailboxes")]
    source: Annotated[str, StringConstraints(min_length=1, max_length=20_000_000), Shown(_("Source of the message"), kind="note")]


class MailReceived(Result):
    """What became of it. duplicate: this message was here before, nothing was done."""

    outcome: Outcome
    reason: str = ""
    ticket_id: int | None = None


@operation("it.receive_mail", title=_("Receive a mail"), permission="it.ticket.work", audit_verb=_("received a mail"))
async def receive_mail(work: Work, form: ReceiveMail) -> MailReceived:
    """Make a ticket of a message, or add it to the ticket that it answers. Machines are parked; the same message counts once."""
    box = await mailbox_row(work, form.id)
    return await receive(work, box, form.source.encode("utf-8", "surrogateescape"))


async def mailbox_row(work: Work, mailbox: int) -> dict[str, Any]:
    """The mailbox. Raises NotFound."""
    row = await work.row("select * from it.mailbox where company_id = %s and id = %s", work.scope.company, mailbox)
    if row is None:
        raise NotFound(_("There is no such mailbox. Choose another."), field="id")
    return row


async def receive(work: Work, box: dict[str, Any], raw: bytes) -> MailReceived:
    """The same for a message that was fetched."""
    mail = read_mail(raw, await _own_addresses(work))
    reason = mail.machine or await _too_many(work, box, mail)
    kept = await _keep(work, box, mail, reason)
    if kept is None:
        return MailReceived(outcome="duplicate")
    if reason:
        ticket = await note_undelivered(work, kept, mail) if reason == "report" else None
        return MailReceived(outcome="parked", reason=reason, ticket_id=ticket)
    thread = await thread_of(work, mail)
    outcome: Outcome = "ticket" if thread is None else "comment"
    ticket = await _open(work, box, mail) if thread is None else await _add(work, thread, mail)
    await work.run(
        "update it.incoming_mail set outcome = %s, ticket_id = %s where company_id = %s and id = %s",
        *(outcome, ticket, work.scope.company, kept),
    )
    return MailReceived(outcome=outcome, ticket_id=ticket)


async def _own_addresses(work: Work) -> list[str]:
    rows = await work.rows("select address from it.mailbox where company_id = %s", work.scope.company)
    return [row["address"] for row in rows]


async def _too_many(work: Work, box: dict[str, Any], mail: Incoming) -> str:
    count = await work.value(
        "select count(*) from it.incoming_mail where company_id = %s and sender = %s and came_at > %s - interval '1 hour'",
        *(work.scope.company, mail.sender, work.now),
    )
    return "too_many" if count >= box["most_per_hour"] else ""


async def _keep(work: Work, box: dict[str, Any], mail: Incoming, reason: str) -> int | None:
    """Note the message; None when it is here. The unique key decides, whoever fetches at once."""
    found: int | None = await work.value(
        "insert into it.incoming_mail (company_id, mailbox_id, message_id, sender, sender_name, subject, body, outcome, reason, came_at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (company_id, message_id) do nothing returning id",
        *(work.scope.company, box["id"], mail.message_id, mail.sender, mail.sender_name, mail.subject, mail.text),
        *("parked" if reason else "taken", reason, work.now),
    )
    return found


async def _open(work: Work, box: dict[str, Any], mail: Incoming) -> int:
    user = await _member(work, mail.sender)
    draft = Draft(
        mail.subject or mail.text.split("\n")[0][:200] or mail.sender,
        box["queue_id"],
        details=mail.text,
        source="mail",
        requester=user,
        requester_name=mail.sender_name,
        requester_email=mail.sender,
    )
    ticket = await make_ticket(work, draft)
    await _attach(work, ticket, mail.files)
    if mail.text:
        await say(work, ticket, _saying(mail, user))
    if box["answers_at_once"]:
        row = await held_ticket(work, ticket)
        sent_as = await acknowledge(work, row)
        await say(work, ticket, Saying("✓ " + mail.sender, None, "Dapur", is_internal=True, mail_message_id=sent_as))
    return ticket


async def _add(work: Work, ticket: int, mail: Incoming) -> int:
    row = await held_ticket(work, ticket)
    await _attach(work, ticket, mail.files)
    await hear_requester(work, row, _saying(mail, await _member(work, mail.sender)))
    return ticket


def _saying(mail: Incoming, user: int | None) -> Saying:
    return Saying(mail.text or mail.subject or "–", user, mail.sender_name, from_requester=True, mail_message_id=mail.message_id)


async def _member(work: Work, address: str) -> int | None:
    found: int | None = await work.value(
        "select u.id from core.app_user u join core.membership m on m.user_id = u.id where m.company_id = %s and m.is_active"
        " and lower(u.email) = %s",
        *(work.scope.company, address),
    )
    return found


async def _attach(work: Work, ticket: int, files: tuple[Attached, ...]) -> None:
    """Keep the files of a mail at its ticket; programs and what is too big stay out, as everywhere."""
    for file in files:
        try:
            stored = await store_file(work, file.name, file.content)
        except DapurError:
            continue
        await work.run(
            "insert into it.ticket_file (company_id, owner_id, file_id, attached_by) values (%s, %s, %s, %s) on conflict do nothing",
            *(work.scope.company, ticket, stored.id, work.actor),
        )
