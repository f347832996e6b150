"""A spare part goes into a device: stock gives it out, charged to the cost centre of whoever holds the device."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.stock import StockIssue, StockKeeping, StockLine
from dapur_base.organisation import assignment_of, party_of_user
from dapur_it.operations.ticket_rows import TICKET, held_ticket, need_live

HOLDER = """
    select h.holder_id from it.ticket_asset x
    join it.holding h on h.company_id = x.company_id and h.asset_id = x.asset_id and h.to_day is null
    where x.company_id = %s and x.ticket_id = %s order by x.id desc limit 1
"""
INSERT = """
    insert into it.spare_part (company_id, ticket_id, item, quantity, serial, holder_id, cost_centre, cost, document_number,
        document_address, used_at, used_by) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id
"""


class UseSparePart(Form):
    """For which ticket, and what of stock. Item by its code, quantity in its stock unit."""

    id: TICKET
    item: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Item"), kind="code")]
    quantity: Annotated[
        Decimal, Field(gt=0, max_digits=15, decimal_places=6), Shown(_("Quantity"), kind="quantity", width="narrow")
    ] = Decimal(1)
    serial: Annotated[str, StringConstraints(max_length=100), Shown(_("Lot or serial number"))] = ""


class SparePartUsed(Result):
    """The ticket, the stock document, and whom it is charged to ("" nobody)."""

    id: int
    part: int
    document: str
    cost_centre: str


@operation("it.use_spare_part", title=_("Use spare part"), permission="it.part.use", audit_verb=_("used a spare part"))
async def use_spare_part(work: Work, form: UseSparePart) -> SparePartUsed:
    """Take a part out of stock for a ticket. It is charged to the cost centre of whoever holds the device, or asks."""
    ticket = await held_ticket(work, form.id)
    need_live(ticket)
    stock = work.find(StockKeeping)
    if stock is None:
        raise Refused("IT_NO_STOCK", _("No department keeps stock here. Switch logistics on first."), field="item")
    holder = await _holder(work, ticket)
    place = await assignment_of(work, holder, work.today) if holder is not None else None
    centre = place.cost_centre if place is not None else ""
    issue = StockIssue((StockLine(form.item, form.quantity, form.serial),), centre, "it", ticket["number"], note=ticket["title"])
    issued = await _issued(stock, issue)
    facts = (form.item, form.quantity, form.serial, holder, centre, issued.costs[0], issued.number, issued.address)
    part = await work.value(INSERT, work.scope.company, form.id, *facts, work.now, work.actor)
    return SparePartUsed(id=form.id, part=part, document=issued.number, cost_centre=centre)


async def _holder(work: Work, ticket: dict[str, Any]) -> int | None:
    """The party who holds the device that the ticket is about, else who asks."""
    found = await work.value(HOLDER, work.scope.company, ticket["id"])
    if found is None and ticket["requester_id"] is not None:
        return await party_of_user(work, ticket["requester_id"])
    return int(found) if found is not None else None


async def _issued(stock: StockKeeping, issue: StockIssue) -> Any:
    """Problems of the one line are told at the form's own fields."""
    try:
        return await stock.issue(issue)
    except Refused as refused:
        problem = refused.problems[0]
        field = problem.field.removeprefix("lines.0.").replace("lot", "serial")
        raise Refused(problem.code, problem.message, field=field, **problem.data) from None
