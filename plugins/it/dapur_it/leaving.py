"""Somebody leaves: held while devices are out; what belongs to them comes free, with a ticket for each access."""

from dapur.contract import EventHandler, Refused, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur.services.workforce import EmploymentEnded, EmploymentEnding
from dapur_it.operations.made_by_itself import Reason, ticket_by_itself
from dapur_it.operations.take_seat import end_person_seats, seats_of_person

OPEN_ITEMS = """
    select a.code from it.holding h join it.asset a on a.company_id = h.company_id and a.id = h.asset_id
    where h.company_id = %s and h.holder_id = %s and h.to_day is null order by a.code
"""


async def hold_leaving(work: Work, event: EmploymentEnding) -> None:
    """Refuse while devices are out. Reads only: it runs before the end is written."""
    items = [row["code"] for row in await work.rows(OPEN_ITEMS, work.scope.company, event.party)]
    if items:
        sentence = _("Devices are still out: {items}. Have IT take them back first.").fill(items=", ".join(items))
        raise Refused("IT_OPEN_ITEMS", sentence, items=items)


async def end_access(work: Work, event: EmploymentEnded) -> None:
    """Free the seats of a person, and have each access removed. It may run twice: a ticket is made once."""
    name = await work.value("select name from base.party where company_id = %s and id = %s", work.scope.company, event.party)
    for seat in await seats_of_person(work, event.party):
        words = translate(_("Remove the access of {person} to {licence}"), work.company.language)
        title = words.format(person=name, licence=seat["name"])
        await ticket_by_itself(work, Reason(f"access-{event.employment}-{seat['licence_id']}", title))
    await end_person_seats(work, event.party, event.last_day)


LEAVING = (
    EventHandler(EmploymentEnding, "before", hold_leaving, "it.hold_leaving"),
    EventHandler(EmploymentEnded, "after", end_access, "it.end_access"),
)
