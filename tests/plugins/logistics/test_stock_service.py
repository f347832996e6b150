"""What StockKeeping promises to other departments: a spare part for a ticket, charged to a cost centre."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

import pytest

from dapur.contract import Form, Refused, Result, Shown, operation
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.services.stock import StockIssue, StockKeeping, StockLine, StockOnHand
from tests.plugins.logistics.warehouse import Warehouse

D = Decimal


class Nothing(Form):
    """No input."""

    note: Annotated[str, Shown("Note")] = ""


class Done(Result):
    """No answer."""


async def through(warehouse: Warehouse, deed: Callable[[StockKeeping], Awaitable[Any]]) -> Any:
    """As another department's operation does it."""
    answers: list[Any] = []

    @operation("core.deed", title="Deed", permission="core.export")
    async def run(work: Work, form: Nothing) -> Done:
        """Whatever the test wants."""
        stock = work.find(StockKeeping)
        assert stock is not None
        answers.append(await deed(stock))
        return Done()

    await perform(warehouse.actor.house, warehouse.actor.scope, run, {})
    return answers[-1]


def spare(quantity: str) -> StockIssue:
    return StockIssue((StockLine("BAUT", D(quantity)),), "", "it", "TKT-7")


async def test_a_spare_part_is_taken_at_its_cost(warehouse: Warehouse) -> None:
    await warehouse.receive(5, "12000")
    await warehouse.actor.perform("logistics.reserve_order", id=await warehouse.order(1))

    free = await through(warehouse, lambda stock: stock.available("BAUT"))
    issued = await through(warehouse, lambda stock: stock.issue(spare("2")))

    assert free == D(4)
    assert issued.costs == (D(24_000),)
    assert await warehouse.stands() == (D(3), D(36_000))


async def test_more_than_is_free_is_refused_and_says_how_many_there_are(warehouse: Warehouse) -> None:
    await warehouse.receive(5, "12000")

    with pytest.raises(Refused) as caught:
        await through(warehouse, lambda stock: stock.issue(spare("6")))

    assert (caught.value.code, caught.value.problems[0].data["available"]) == ("INSUFFICIENT", "5")


async def test_what_has_expired_is_free_nowhere(warehouse: Warehouse) -> None:
    today = (await warehouse.actor.reader()).today
    await warehouse.item(tracking="lot", min_remaining_days=10)
    for lot, days, quantity in (("LAMA", -1, 3), ("SEGERA", 5, 2), ("BARU", 90, 4)):
        await warehouse.receive(quantity, lot=lot, expires=(today + timedelta(days)).isoformat())

    reader = await warehouse.actor.reader()
    offered = reader.find(StockOnHand)
    assert offered is not None
    assert [(item.code, item.free) for item in await offered.items()] == [("BAUT", D(4))]
    (row,) = (await warehouse.actor.page("logistics.availability")).dicts()
    assert (row["expired"], row["free"]) == (D(5), D(4))
    assert await through(warehouse, lambda stock: stock.available("BAUT")) == D(4)
