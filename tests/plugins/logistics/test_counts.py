"""Counts are approved by base's rules: what the differences are worth decides who is asked."""

from decimal import Decimal

import pytest

from dapur.contract import Refused
from dapur.events.dispatcher import Dispatcher
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur.testing.waiting import settled
from tests.plugins.logistics.warehouse import Warehouse, code_of


async def counted(warehouse: Warehouse, who: Actor, quantity: str) -> int:
    """A count of ten pieces at 1,000 that finds so many."""
    await warehouse.receive(10, "1000")
    count = await who.perform("logistics.start_count", place=warehouse.place)
    line = {"item": await warehouse.item(), "quantity": quantity}
    await who.perform("logistics.record_count", count=count.id, lines=[line])
    return int(count.id)


async def asked(approver: Actor) -> list[dict[str, object]]:
    """What waits for somebody's yes."""
    return list((await approver.page("base.approvals_to_do", Wish(columns=("id", "title", "amount", "digest")))).dicts())


async def rule(boss: Actor, approver: Actor, above: str) -> None:
    """Counts above a value are approved by this person."""
    line = {"approver": "user", "user": approver.scope.user, "above": above}
    await boss.perform("base.save_approval_policy", kind="logistics.count", name="Hitung stok", lines=[line])


async def status(warehouse: Warehouse) -> str:
    """How the one count stands."""
    return str((await warehouse.actor.page("logistics.counts", Wish(columns=("status",)))).dicts()[0]["status"])


async def test_a_count_above_the_value_is_booked_by_the_yes_of_another(warehouse: Warehouse) -> None:
    boss = warehouse.actor
    keeper, chief = await new_member(boss, "storekeeper"), await new_member(boss, "approver")
    await rule(boss, chief, "2000")
    count = await counted(warehouse, keeper, "7")

    posted = await keeper.perform("logistics.post_count", id=count)

    assert (posted.document, len(posted.waits_for), await status(warehouse)) == (None, 1, "approval")
    (request,) = await asked(chief)
    assert request["amount"] == 3_000
    await chief.perform("base.approve", id=request["id"], digest=request["digest"])
    await settled(boss.house)
    await Dispatcher(boss.house).deliver_all(boss.scope.company)
    assert await status(warehouse) == "posted"
    assert await warehouse.stands() == (Decimal(7), Decimal(7_000))
    assert (await warehouse.difference())["difference"] == 0


async def test_a_count_up_to_the_value_is_booked_at_once(warehouse: Warehouse) -> None:
    boss = warehouse.actor
    await rule(boss, await new_member(boss, "approver"), "2000")
    count = await counted(warehouse, boss, "8")

    posted = await boss.perform("logistics.post_count", id=count)

    assert posted.document and posted.waits_for == []
    assert await warehouse.stands() == (Decimal(8), Decimal(8_000))


async def test_what_is_counted_after_asking_is_asked_again_and_a_cancelled_count_waits_for_nobody(warehouse: Warehouse) -> None:
    boss = warehouse.actor
    keeper, chief = await new_member(boss, "storekeeper"), await new_member(boss, "approver")
    await rule(boss, chief, "0")
    count = await counted(warehouse, keeper, "7")
    await keeper.perform("logistics.post_count", id=count)
    (before,) = await asked(chief)

    await boss.perform("logistics.record_count", count=count, lines=[{"item": await warehouse.item(), "quantity": "6"}])
    (after,) = await asked(chief)
    with pytest.raises(Refused) as caught:
        await chief.perform("base.approve", id=before["id"], digest=before["digest"])
    await boss.perform("logistics.cancel_count", id=count)

    assert (before["amount"], after["amount"]) == (3_000, 4_000)
    assert code_of(caught.value).startswith("BASE_")
    assert await asked(chief) == []


async def test_nobody_decides_about_a_difference_that_they_counted_themselves(warehouse: Warehouse) -> None:
    boss = warehouse.actor
    keeper, counter, chief = [await new_member(boss, "storekeeper", "approver") for _ in range(3)]
    lines = [{"approver": "user", "user": one.scope.user, "above": "0"} for one in (counter, chief)]
    await boss.perform("base.save_approval_policy", kind="logistics.count", name="Hitung stok", lines=lines)
    count = await counted(warehouse, counter, "7")
    await warehouse.receive(5, "2000", code="MUR")
    right = [{"item": await warehouse.item("MUR"), "quantity": "5"}]
    await keeper.perform("logistics.record_count", count=count, lines=right)
    await keeper.perform("logistics.post_count", id=count)

    (request,) = await asked(chief)
    with pytest.raises(Refused, match="You had a hand in this yourself") as caught:
        await counter.perform("base.approve", id=request["id"], digest=request["digest"])
    await chief.perform("base.approve", id=request["id"], digest=request["digest"])

    assert code_of(caught.value) == "BASE_OWN_REQUEST"


async def test_where_all_who_decide_counted_what_differs_the_rule_has_too_few(warehouse: Warehouse) -> None:
    boss = warehouse.actor
    keeper, counter = [await new_member(boss, "storekeeper", "approver") for _ in range(2)]
    await rule(boss, counter, "0")
    count = await counted(warehouse, counter, "7")
    await warehouse.receive(5, "2000", code="MUR")
    await keeper.perform("logistics.record_count", count=count, lines=[{"item": await warehouse.item("MUR"), "quantity": "5"}])

    with pytest.raises(Refused) as caught:
        await keeper.perform("logistics.post_count", id=count)

    assert code_of(caught.value) == "BASE_NO_APPROVER"
