"""Which device a ticket is about."""

from dapur.contract import Form, NotFound, Result, _, operation
from dapur.operations.work import Work
from dapur_it.operations.save_asset import ASSET, held_asset
from dapur_it.operations.ticket_rows import TICKET, held_ticket


class LinkAsset(Form):
    """A ticket and a device."""

    id: TICKET
    asset_id: ASSET


class Linked(Result):
    """Both."""

    id: int
    asset_id: int


@operation("it.link_asset", title=_("Add device"), permission="it.ticket.work", audit_verb=_("added the device"))
async def link_asset(work: Work, form: LinkAsset) -> Linked:
    """Note that a ticket is about a device."""
    await held_ticket(work, form.id)
    await held_asset(work, form.asset_id, "asset_id")
    await work.run(
        "insert into it.ticket_asset (company_id, ticket_id, asset_id) values (%s, %s, %s) on conflict do nothing",
        *(work.scope.company, form.id, form.asset_id),
    )
    return Linked(id=form.id, asset_id=form.asset_id)


@operation("it.unlink_asset", title=_("Remove device"), permission="it.ticket.work", audit_verb=_("removed the device"))
async def unlink_asset(work: Work, form: LinkAsset) -> Linked:
    """A ticket is not about this device."""
    gone = await work.value(
        "delete from it.ticket_asset where company_id = %s and ticket_id = %s and asset_id = %s returning id",
        *(work.scope.company, form.id, form.asset_id),
    )
    if gone is None:
        raise NotFound(field="asset_id")
    return Linked(id=form.id, asset_id=form.asset_id)
