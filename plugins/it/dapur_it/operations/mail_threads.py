"""Which ticket a mail belongs to: one that is answered, and one whose mail came back."""

from dapur.contract import _
from dapur.language.catalogue import translate
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_it.operations.write_to_ticket import Saying, say
from dapur_it.rules.incoming import Incoming

TOLD_ALREADY = """
    select exists (select from it.incoming_mail where company_id = %s and ticket_id = %s and reason = 'report'
        and came_at > %s - interval '1 hour')
"""


async def thread_of(work: Work, mail: Incoming) -> int | None:
    """The ticket that a mail answers: by what it refers to; by the number in its subject only from the requester."""
    company = work.scope.company
    by_reference = await work.value(
        "select t.id from it.ticket t join (select ticket_id, mail_message_id from it.ticket_message where company_id = %s"
        " union select ticket_id, message_id from it.incoming_mail where company_id = %s and ticket_id is not null) m"
        " on m.ticket_id = t.id where t.company_id = %s and m.mail_message_id = any (%s) and t.state <> 'closed' order by t.id limit 1",
        *(company, company, company, list(mail.thread)),
    )
    if by_reference is not None:
        return int(by_reference)
    by_number = await work.value(
        "select t.id from it.ticket n join it.ticket t on t.company_id = n.company_id and t.id = coalesce(n.merged_into_id, n.id)"
        " where n.company_id = %s and lower(n.requester_email) = %s and t.state <> 'closed'"
        " and position('[' || n.number || ']' in %s) > 0 limit 1",
        *(company, mail.sender, mail.subject),
    )
    return None if by_number is None else int(by_number)


async def note_undelivered(work: Work, kept: int, mail: Incoming) -> int | None:
    """Tell on its ticket that a mail of ours came back, at most once an hour; the ticket. None for what is about none."""
    ticket = await thread_of(work, mail)
    if ticket is None:
        return None
    told = await work.value(TOLD_ALREADY, work.scope.company, ticket, work.now)
    await work.run(
        "update it.incoming_mail set ticket_id = %s where company_id = %s and id = %s", ticket, work.scope.company, kept
    )
    if not told:
        await _tell_undelivered(work, ticket, mail)
    return ticket


async def _tell_undelivered(work: Work, ticket: int, mail: Incoming) -> None:
    words = translate(_("Our mail was not delivered: {subject}"), work.company.language).format(subject=mail.subject)
    await say(work, ticket, Saying(words, None, mail.sender_name, is_internal=True))
    row = await work.row("select assignee_id, title from it.ticket where company_id = %s and id = %s", work.scope.company, ticket)
    if row is not None and row["assignee_id"] is not None:
        sentence = _("A mail about this was not delivered: {title}").fill(title=row["title"])
        await tell(work, (row["assignee_id"],), "it.undelivered", sentence, f"it/tickets/{ticket}")
