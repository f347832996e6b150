"""Mail about a ticket to its requester: one thread, marked as ours, so that no robot answers it for ever."""

import secrets
from typing import Any

from dapur.contract import Words, _
from dapur.language.catalogue import translate
from dapur.mail.outgoing import Mail, send_mail
from dapur.operations.work import Work

MARK = "X-Dapur-Ticket"
ROBOT = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}
"""What says that no person wrote a mail: RFC 3834, and what others understand."""


def tagged(number: str, title: str) -> str:
    """The subject that leads an answer back to its ticket."""
    return f"[{number}] {title}"


async def mail_to_requester(work: Work, row: dict[str, Any], body: str, *, robot: bool = False) -> str:
    """Send what was written to whoever asked by mail, in their thread; its Message-ID."""
    company = work.scope.company
    reply_to = await work.value("select address from it.mailbox where company_id = %s and is_on order by id limit 1", company)
    thread = await work.value(
        "select string_agg(mail_message_id, ' ' order by id) from it.ticket_message"
        " where company_id = %s and ticket_id = %s and mail_message_id <> ''",
        *(company, row["id"]),
    )
    message_id = f"<ticket-{row['id']}.{secrets.token_hex(8)}@{(reply_to or '@dapur').partition('@')[2]}>"
    headers = {MARK: row["number"], **(ROBOT if robot else {})}
    if thread:
        headers |= {"In-Reply-To": thread.split()[-1], "References": thread}
    mail = Mail(
        (row["requester_email"],),
        tagged(row["number"], row["title"]),
        body,
        "it",
        about=row["number"],
        address=f"it/tickets/{row['id']}",
        reply_to=reply_to or "",
        headers=headers,
        message_id=message_id,
    )
    await send_mail(work, mail)
    return message_id


async def acknowledge(work: Work, row: dict[str, Any]) -> str:
    """Tell the sender that their mail has become a ticket."""
    text: Words = _(
        "We have received your message and work on it as {number}.\nAnswer this mail to add something; keep the number in the subject."
    )
    return await mail_to_requester(work, row, translate(text, work.company.language).format(number=row["number"]), robot=True)
