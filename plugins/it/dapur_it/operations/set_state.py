"""The state of a ticket: it runs, it waits, it is solved, it is closed."""

from typing import Annotated, Literal

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendars import add_working_days, calendar_of
from dapur_it.operations.ticket_clock import enter_state, recount
from dapur_it.operations.ticket_rows import TICKET, TicketSaved, WhichTicket, held_ticket, need_live, saved
from dapur_it.rules.clock import ENDED
from dapur_it.settings import CLOSE_AFTER
from dapur_it.words import STATES


class SetState(Form):
    """The new state."""

    id: TICKET
    state: Annotated[
        Literal["open", "waiting_customer", "waiting_supplier", "solved", "closed"], Shown(_("State"), choices=STATES)
    ]


@operation("it.set_state", title=_("Set state"), permission="it.ticket.work", audit_verb=_("set the state"))
async def set_state(work: Work, form: SetState) -> TicketSaved:
    """Set a state. While it waits the clock stands; time in which it was solved counts neither as worked nor as waiting."""
    row = await held_ticket(work, form.id)
    await go_to(work, row, form.state)
    return await saved(work, form.id)


@operation(
    "it.solve_ticket", title=_("Solve"), permission="it.ticket.work", audit_verb=_("solved the ticket"), undo="it.reopen_ticket"
)
async def solve_ticket(work: Work, form: WhichTicket) -> TicketSaved:
    """The requester has what they need. They may say that they have not, and it is open again."""
    row = await held_ticket(work, form.id)
    await go_to(work, row, "solved")
    return await saved(work, form.id)


@operation("it.reopen_ticket", title=_("Open again"), permission="it.ticket.work", audit_verb=_("opened the ticket again"))
async def reopen_ticket(work: Work, form: WhichTicket) -> TicketSaved:
    """Go on with a ticket that waits or is solved."""
    row = await held_ticket(work, form.id)
    await go_to(work, row, "open")
    return await saved(work, form.id)


async def go_to(work: Work, row: dict[str, object], state: str) -> None:
    """Move a held ticket to a state. Raises Refused (IT_TICKET_CLOSED, IT_SAME_STATE)."""
    if row["state"] == state:
        raise Refused("IT_SAME_STATE", _("The ticket is in this state already."), field="state")
    need_live(row)
    ticket = int(str(row["id"]))
    await enter_state(work, ticket, state)
    await work.run(
        "update it.ticket set state = %s, left_minutes = null, ended_at = case when %s then coalesce(ended_at, %s) end,"
        " version = version + 1 where company_id = %s and id = %s",
        *(state, state in ENDED, work.now, work.scope.company, ticket),
    )
    if state not in ENDED:
        await recount(work, ticket, await calendar_of(work, int(str(row["calendar_id"]))), "state")


class CloseSolved(Form):
    """No input: the calendar decides."""


class Closed(Result):
    """How many were closed."""

    count: int


@operation("it.close_solved", title=_("Close solved tickets"), permission="it.ticket.work", audit_verb=_("closed solved tickets"))
async def close_solved(work: Work, _form: CloseSolved) -> Closed:
    """Close what was solved so many working days ago and not asked about since."""
    calendar = await calendar_of(work)
    before = add_working_days(calendar, work.today, -work.setting(CLOSE_AFTER))
    rows = await work.rows(
        "select * from it.ticket where company_id = %s and state = 'solved' and (ended_at at time zone %s)::date <= %s"
        " order by id for update skip locked",
        *(work.scope.company, work.company.zone, before),
    )
    for row in rows:
        await go_to(work, row, "closed")
    return Closed(count=len(rows))
