"""Who has a ticket open now, so that two do not answer the same."""

from dapur.contract import NotFound, Result, Words, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_base.reading import rows_of
from dapur_it.operations.ticket_rows import WhichTicket

SEEN_WITHIN = "75 seconds"
"""Within two beats of the page, and a little: somebody has a ticket open."""
ANSWER_FORM = "it/do/write_to_ticket?id="
"""With the ticket's number behind it: the name of the draft of an answer."""
LOOK = """
    insert into it.presence (company_id, ticket_id, user_id)
    select company_id, id, %s from it.ticket where company_id = %s and id = %s
    on conflict (company_id, ticket_id, user_id) do update set seen_at = excluded.seen_at returning ticket_id
"""
OTHERS = f"""
    select u.name, exists (select from core.form_draft d where d.company_id = p.company_id and d.user_id = p.user_id
        and d.form = '{ANSWER_FORM}' || p.ticket_id and d.saved_at > core.now() - interval '3 minutes')
    from it.presence p join core.app_user u on u.id = p.user_id
    where p.company_id = %s and p.ticket_id = %s and p.user_id <> %s and p.seen_at > core.now() - interval '{SEEN_WITHIN}' order by 1
"""
FORGET = "delete from it.presence where company_id = %s and seen_at < core.now() - interval '5 minutes'"


class LookedAt(Result):
    """said: who else looks at it, in words; "" when nobody does."""

    id: int
    said: str


@operation("it.look_at_ticket", title=_("Look at a ticket"), permission="it.ticket.work")
async def look_at_ticket(work: Work, form: WhichTicket) -> LookedAt:
    """Tell that one has a ticket open, again and again while it is; who else has it is answered. Nothing of it is recorded."""
    company = work.scope.company
    if await work.value(LOOK, work.actor, company, form.id) is None:
        raise NotFound(field="id")
    return LookedAt(id=form.id, said=await others_at(work, form.id))


async def forget_who_looked(work: Work) -> None:
    """Whoever has closed a ticket looks at it no more."""
    await work.run(FORGET, work.scope.company)


async def others_at(source: Work | Reader, ticket: int) -> str:
    """Who else has a ticket open, in words."""
    rows = await rows_of(source, OTHERS, source.scope.company, ticket, source.scope.user)
    language = source.scope.language
    return " ".join(translate(_sentence(name, writes), language) for name, writes in rows)


def _sentence(name: str, writes: bool) -> Words:
    return _("{name} is writing an answer.").fill(name=name) if writes else _("{name} is reading this.").fill(name=name)
