"""The job that fetches mail."""

import asyncio
import imaplib
from typing import Any

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work
from dapur_it.mailboxes import Account, Fetched, fetch
from dapur_it.operations.receive_mail import receive

BOXES = "select * from it.mailbox where company_id = %s and is_on order by id for update skip locked"
GO_ON = """
    update it.mailbox set uid_validity = %s, last_uid = %s, fetched_at = %s, failure = '' where company_id = %s and id = %s
"""


class FetchMail(Form):
    """No input."""


class MailFetched(Result):
    """How many messages came, and from how many boxes nothing could be fetched."""

    messages: int
    failures: int


@operation("it.fetch_mail", title=_("Fetch mail"), permission="it.ticket.work", audit_verb=_("fetched mail"))
async def fetch_mail(work: Work, _form: FetchMail) -> MailFetched:
    """Fetch what came since the last time. Where to go on is kept with the tickets, so that nothing is lost or made twice."""
    messages = failures = 0
    for box in await work.rows(BOXES, work.scope.company):
        found = await _fetch(work, box)
        if found is None:
            failures += 1
            continue
        for raw in found.messages:
            await receive(work, box, raw)
        await work.run(GO_ON, found.validity, found.last, work.now, work.scope.company, box["id"])
        messages += len(found.messages)
    return MailFetched(messages=messages, failures=failures)


async def _fetch(work: Work, box: dict[str, Any]) -> Fetched | None:
    account = Account(box["host"], box["port"], box["encryption"], box["user_name"], box["password"])
    try:
        return await asyncio.to_thread(fetch, account, box["uid_validity"], box["last_uid"])
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        await work.run(
            "update it.mailbox set failure = %s where company_id = %s and id = %s",
            *(str(error)[:500] or type(error).__name__, work.scope.company, box["id"]),
        )
        return None
