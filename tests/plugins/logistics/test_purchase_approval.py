"""Purchase orders and their approval: asked for what was seen; a yes that was given stays when the purchase is done."""

import pytest

from dapur.contract import Conflict
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from tests.plugins.logistics.warehouse import Warehouse


async def draft(warehouse: Warehouse, buyer: Actor) -> int:
    """Ten screws at 1,000."""
    lines = [{"item": await warehouse.item(), "quantity": "10", "unit_price": "1000"}]
    raw = {"supplier": warehouse.party, "warehouse": warehouse.place, "lines": lines}
    return int((await buyer.perform("logistics.save_purchase_order", raw)).id)


async def test_approval_is_asked_for_the_order_that_was_seen(warehouse: Warehouse, actor: Actor) -> None:
    order = await draft(warehouse, actor)

    with pytest.raises(Conflict):
        await actor.perform("logistics.request_purchase_approval", id=order, version=99)


async def test_a_yes_stays_when_the_order_is_closed_and_is_void_when_a_draft_is_cancelled(
    warehouse: Warehouse, actor: Actor
) -> None:
    chief = await new_member(actor, "approver")
    line = {"approver": "user", "user": chief.scope.user, "above": "0"}
    await actor.perform("base.save_approval_policy", kind="logistics.purchase_order", name="Pembelian", lines=[line])
    bought, dropped = await draft(warehouse, actor), await draft(warehouse, actor)
    for order in (bought, dropped):
        await actor.perform("logistics.request_purchase_approval", id=order)
        (asked,) = (await chief.page("base.approvals_to_do", Wish(columns=("id", "digest")))).dicts()
        await chief.perform("base.approve", asked)
    await actor.perform("logistics.place_purchase_order", id=bought)

    for order in (bought, dropped):
        await actor.perform("logistics.close_purchase_order", id=order)

    reader = await actor.reader()
    rows = await reader.rows(
        "select document_id, void_at is null from base.approval_request where company_id = %s order by id", actor.scope.company
    )
    assert rows == [(bought, True), (dropped, False)]
