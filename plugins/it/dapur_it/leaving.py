"""Somebody leaves: their seats come free after the last day, with a ticket for each access."""

from dapur.contract import EventHandler, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur.services.workforce import EmploymentEnded
from dapur_it.operations.made_by_itself import Reason, ticket_by_itself
from dapur_it.operations.take_seat import end_person_seats, seats_of_person


async def end_access(work: Work, event: EmploymentEnded) -> None:
    """Free the seats of a person, and have each access removed. It may run twice: a ticket is made once."""
    name = await work.value("select name from base.party where company_id = %s and id = %s", work.scope.company, event.party)
    for seat in await seats_of_person(work, event.party):
        words = translate(_("Remove the access of {person} to {licence}"), work.company.language)
        title = words.format(person=name, licence=seat["name"])
        await ticket_by_itself(work, Reason(f"access-{event.employment}-{seat['licence_id']}", title))
    await end_person_seats(work, event.party, event.last_day)


LEAVING = (EventHandler(EmploymentEnded, "after", end_access, "it.end_access"),)
