"""Stock and the general ledger agree on any day: booked at once, kept while accounting is off, corrected by entries."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from dapur.contract import Forbidden, Refused
from dapur.house import House
from dapur.testing.companies import Actor, new_company
from tests.plugins.logistics.warehouse import Warehouse, code_of, open_warehouse

D = Decimal


async def test_what_was_posted_while_accounting_was_off_is_taken_over_once(warehouse: Warehouse) -> None:
    whole = warehouse.actor
    warehouse.actor = replace(whole, scope=replace(whole.scope, plugins=whole.scope.plugins - {"accounting"}))
    await warehouse.receive(10, "2500")
    await warehouse.issue(4)
    with pytest.raises(Refused) as caught:
        await warehouse.actor.perform("logistics.hand_over")
    assert caught.value.code == "LEDGER_OFF"
    warehouse.actor = whole
    before = await warehouse.difference()

    first = await whole.perform("logistics.hand_over")
    second = await whole.perform("logistics.hand_over")

    assert (before["stock"], before["ledger"], before["unexplained"]) == (D(15_000), D(0), D(0))
    assert (first.entries, second.entries) == (2, 0)
    assert (await warehouse.difference())["difference"] == 0


async def test_what_we_use_ourselves_is_charged_to_a_cost_centre_that_must_be_there(warehouse: Warehouse) -> None:
    await warehouse.receive(5)

    with pytest.raises(Refused) as caught:
        await warehouse.issue(2, reason="use", cost_centre="GUDANG")
    await warehouse.actor.perform("accounting.save_dimension", kind="cost_centre", code="GUDANG", name="Gudang")
    await warehouse.issue(2, reason="use", cost_centre="GUDANG")

    assert (caught.value.code, caught.value.problems[0].field) == ("DIMENSION_UNKNOWN", "cost_centre")
    assert await warehouse.stands() == (D(3), D(3_000))
    assert (await warehouse.difference())["difference"] == 0


async def test_where_the_chart_lacks_an_account_goods_move_and_the_booking_waits(house: House) -> None:
    boss = await new_company(house, setup={"accounting.books": {"chart": "empty"}})
    warehouse = await open_warehouse(boss)
    await warehouse.receive(3)

    with pytest.raises(Refused) as caught:
        await boss.perform("logistics.hand_over")

    assert await warehouse.stands() == (D(3), D(3_000))
    assert caught.value.code == "ROLE_UNKNOWN"


async def test_a_late_receipt_leaves_earlier_entries_alone_and_adds_one_for_each_changed_issue(warehouse: Warehouse) -> None:
    today = (await warehouse.actor.reader()).today
    await warehouse.receive(10, "1000", day=(today - timedelta(20)).isoformat())
    await warehouse.issue(5, day=(today - timedelta(10)).isoformat())
    await warehouse.receive(10, "2000", day=(today - timedelta(8)).isoformat())
    await warehouse.issue(8, day=(today - timedelta(5)).isoformat())

    late = await warehouse.receive(4, "500", day=(today - timedelta(15)).isoformat())

    # The second issue was 5 at 1,000 and 3 at 2,000; now it is 5 at 1,000 and 3 at 500.
    assert late.corrections == 1
    assert await warehouse.stands() == (D(11), D(20_500))
    assert (await warehouse.difference())["difference"] == 0


async def test_backdating_is_a_right_of_its_own_and_the_future_nobodys(warehouse: Warehouse) -> None:
    today = (await warehouse.actor.reader()).today
    poorer = replace(warehouse, actor=warehouse.actor.without("logistics.backdate"))
    await warehouse.item()

    with pytest.raises(Forbidden):
        await poorer.receive(1, day=(today - timedelta(1)).isoformat())
    with pytest.raises(Refused) as caught:
        await warehouse.receive(1, day=(today + timedelta(1)).isoformat())
    assert caught.value.code == "DAY_AHEAD"
    assert (await poorer.receive(1)).number.startswith("GR/")


async def test_a_refused_issue_says_when_and_how_much(warehouse: Warehouse) -> None:
    today = (await warehouse.actor.reader()).today
    await warehouse.receive(10, day=(today - timedelta(20)).isoformat())
    await warehouse.issue(7, day=(today - timedelta(10)).isoformat())
    await warehouse.receive(20)

    with pytest.raises(Refused) as caught:
        await warehouse.issue(5, day=(today - timedelta(15)).isoformat())

    told = caught.value.problems[0].data
    assert (code_of(caught.value), told["shortage"]) == ("INSUFFICIENT", "2")
    assert str(told["first_negative_on"]) == (today - timedelta(10)).isoformat()


async def test_bins_and_held_bins(warehouse: Warehouse, actor: Actor) -> None:
    shelf = (await actor.perform("logistics.save_location", code="A-01", name="Rak A-01", parent=warehouse.place)).id
    held = (await actor.perform("logistics.save_location", code="Q", name="Karantina", parent=warehouse.place, is_held=True)).id
    await warehouse.receive(6, place=shelf)
    await warehouse.receive(4, place=held)

    with pytest.raises(Refused) as caught:
        await warehouse.issue(7)
    await warehouse.issue(6)
    await actor.perform("logistics.relocate_goods", item=await warehouse.item(), quantity="4", source=held, target=shelf)
    await warehouse.issue(4)

    assert caught.value.problems[0].data["available"] == "6"
    assert await warehouse.stands() == (D(0), D(0))


async def test_an_item_that_moved_keeps_its_nature(warehouse: Warehouse, actor: Actor) -> None:
    item = await warehouse.item()
    await warehouse.receive(1)

    with pytest.raises(Refused) as caught:
        await actor.perform(
            "logistics.save_item", id=item, code="BAUT", name="Baut", unit=warehouse.pieces, method="moving_average"
        )

    assert caught.value.code == "ITEM_IN_USE"


async def test_services_are_received_as_cost_and_never_lie_in_stock(warehouse: Warehouse, actor: Actor) -> None:
    service = await warehouse.item("SERVIS", is_service=True)
    lines = [{"item": service, "quantity": "1", "unit_price": "750000"}]
    saved = await actor.perform("logistics.save_purchase_order", supplier=warehouse.party, warehouse=warehouse.place, lines=lines)
    await actor.perform("logistics.place_purchase_order", id=saved.id)

    receipt = await actor.perform("logistics.receive_order", order=saved.id)
    bill = await actor.perform("logistics.bill_receipt", receipt=receipt.id)

    assert receipt.moves == []
    assert bill.total >= D(750_000)
    with pytest.raises(Refused) as caught:
        await actor.perform("logistics.bill_receipt", receipt=receipt.id)
    assert caught.value.code == "NOTHING_OPEN"
