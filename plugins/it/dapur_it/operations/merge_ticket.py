"""Two tickets about the same become one: what was said, mail threads, files and things go over, and the old one points to it."""

from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_it.operations.set_state import go_to
from dapur_it.operations.ticket_rows import held_ticket, need_live

MOVE = (
    "update it.ticket_message set ticket_id = %s where company_id = %s and ticket_id = %s",
    "update it.incoming_mail set ticket_id = %s where company_id = %s and ticket_id = %s",
)
COPY = """
    insert into it.ticket_file (company_id, owner_id, file_id, attached_by)
    select company_id, %s, file_id, attached_by from it.ticket_file where company_id = %s and owner_id = %s and detached_at is null
    on conflict do nothing
"""
COPY_THINGS = tuple(
    f"insert into it.{table} (company_id, ticket_id, {thing}) select company_id, %s, {thing} from it.{table}"
    " where company_id = %s and ticket_id = %s on conflict do nothing"
    for table, thing in (("ticket_asset", "asset_id"), ("ticket_component", "component_id"))
)
POINT = """
    update it.ticket set merged_into_id = %s, version = version + 1
    where company_id = %s and (id = %s or merged_into_id = %s)
"""
KEEP_MAIL = """
    update it.ticket set requester_email = %s, requester_name = coalesce(nullif(requester_name, ''), %s)
    where company_id = %s and id = %s and requester_email = ''
"""


class MergeTicket(Form):
    """Which ticket goes over into which."""

    id: Annotated[int, Shown(_("Ticket that is merged"), kind="reference", reference="it.ticket_choices")]
    into_id: Annotated[int, Shown(_("Goes on in"), kind="reference", reference="it.ticket_choices")]


class Merged(Result):
    """The ticket that goes on, and the one that points to it."""

    id: int
    number: str
    merged_id: int


@operation("it.merge_ticket", title=_("Merge tickets"), permission="it.ticket.work", audit_verb=_("merged the ticket"))
async def merge_ticket(work: Work, form: MergeTicket) -> Merged:
    """Go on with two tickets of one person as one. The old one is closed, and its number and its mail lead to the other."""
    if form.id == form.into_id:
        raise Refused("IT_SAME_TICKET", _("A ticket cannot be merged into itself. Choose another."), field="id")
    first, second = sorted((form.id, form.into_id))
    rows = {row["id"]: row for row in (await held_ticket(work, first), await held_ticket(work, second))}
    old, kept = rows[form.id], rows[form.into_id]
    need_live(old)
    need_live(kept)
    _need_one_requester(old, kept)
    for sql in (*MOVE, COPY, *COPY_THINGS):
        await work.run(sql, form.into_id, work.scope.company, form.id)
    await work.run(KEEP_MAIL, old["requester_email"], old["requester_name"], work.scope.company, form.into_id)
    await go_to(work, old, "closed")
    await work.run(POINT, form.into_id, work.scope.company, form.id, form.id)
    return Merged(id=form.into_id, number=kept["number"], merged_id=form.id)


def _need_one_requester(old: dict[str, Any], kept: dict[str, Any]) -> None:
    """Else one would read what the other wrote."""
    nobody = old["requester_id"] is None and not old["requester_email"]
    same_user = old["requester_id"] is not None and old["requester_id"] == kept["requester_id"]
    same_address = old["requester_email"] != "" and old["requester_email"].lower() == kept["requester_email"].lower()
    if not (nobody or same_user or same_address):
        sentence = _("These are of two people, who would read each other's messages. Link the tickets instead.")
        raise Refused("IT_OTHER_REQUESTER", sentence, field="id")
