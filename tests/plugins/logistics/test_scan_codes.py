"""What scan fields know: where received goods are put, and nothing of where others are taken; orders that still expect goods."""

from typing import Any

import pytest_asyncio

from dapur.contract import ScanCode
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur_logistics.pages import scanning
from tests.plugins.logistics.warehouse import Warehouse


@pytest_asyncio.fixture(loop_scope="session")
async def usual_bin(warehouse: Warehouse, actor: Actor) -> int:
    """The only warehouse has two bins; screws usually lie in the first."""
    raws = [{"code": code, "name": code, "parent": warehouse.place} for code in ("R-1", "R-2")]
    usual, _other = [(await actor.perform("logistics.save_location", raw)).id for raw in raws]
    await warehouse.item(places=[{"place": usual}])
    return int(usual)


async def places(warehouse: Warehouse, codes: Any) -> list[int | None]:
    """Which place a scan of screws fills in."""
    known: list[ScanCode] = await codes(await warehouse.actor.reader(), {})
    return [code.fills["place"][0] if "place" in code.fills else None for code in known if code.code == "BAUT"]


async def test_what_comes_in_goes_to_its_usual_bin(warehouse: Warehouse, usual_bin: int) -> None:
    assert await places(warehouse, scanning.RECEIPT.codes) == [usual_bin]


async def test_what_goes_out_moves_or_is_counted_lies_wherever_it_lies(warehouse: Warehouse, usual_bin: int) -> None:
    assert await places(warehouse, scanning.ISSUE.codes) == [None]
    assert await places(warehouse, scanning.ITEMS.codes) == [None]


async def test_an_order_opens_its_receipt_until_all_of_it_is_there(warehouse: Warehouse, actor: Actor) -> None:
    lines = [{"item": await warehouse.item(), "quantity": "10", "unit_price": "1000"}]
    order = await actor.perform("logistics.save_purchase_order", supplier=warehouse.party, warehouse=warehouse.place, lines=lines)
    placed = await actor.perform("logistics.place_purchase_order", id=order.id)

    async def opened() -> list[str]:
        return [code.code for code in await scanning.receipt(await actor.reader(), {}) if code.opens]

    assert await opened() == [placed.number]
    await receive(actor, order.id, "6")
    assert await opened() == [placed.number]
    await receive(actor, order.id, "4")
    assert await opened() == []


async def receive(actor: Actor, order: int, quantity: str) -> None:
    """Some of the only line of an order."""
    (line,) = (await actor.page("logistics.purchase_lines", Wish(columns=("id",), filters={"order": order}))).dicts()
    await actor.perform("logistics.receive_order", order=order, lines=[{"line": line["id"], "quantity": quantity}])


async def test_an_order_opens_its_delivery_until_all_of_it_has_left(warehouse: Warehouse, actor: Actor) -> None:
    await warehouse.receive(10)
    lines = [{"item": await warehouse.item(), "quantity": "10", "unit_price": "1500"}]
    order = await actor.perform("logistics.save_sales_order", customer=warehouse.party, warehouse=warehouse.place, lines=lines)
    confirmed = await actor.perform("logistics.confirm_sales_order", id=order.id)

    async def opened() -> list[str]:
        return [code.code for code in await scanning.issue(await actor.reader(), {}) if code.opens]

    assert await opened() == [confirmed.number]
    (line,) = (await actor.page("logistics.sales_lines", Wish(columns=("id",), filters={"order": order.id}))).dicts()
    await actor.perform("logistics.deliver_order", order=order.id, lines=[{"line": line["id"], "quantity": "10"}])
    assert await opened() == []
