"""Whatever is done in whatever order, also late: stock and ledger agree, and replaying it all gives what is kept."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dapur.contract import Refused
from tests.plugins.logistics.warehouse import Warehouse

D = Decimal


@pytest.mark.parametrize("method", ["fifo", "moving_average"])
async def test_a_month_of_anything_in_any_order(warehouse: Warehouse, method: str) -> None:
    dice = random.Random(f"stock {method}")
    today = (await warehouse.actor.reader()).today
    actor = warehouse.actor
    surabaya = (await actor.perform("logistics.save_location", code="SBY", name="Surabaya")).id
    item = await warehouse.item(method=method)
    receipts: list[Any] = []
    issues: list[Any] = []
    refused = 0
    for _n in range(45):
        day = (today - timedelta(days=dice.randrange(30))).isoformat()
        deed = dice.choice(["receive", "receive", "issue", "issue", "send", "back", "return", "landed"])
        try:
            if deed == "receive" or not receipts:
                receipts.append(await warehouse.receive(dice.randrange(1, 20), dice.randrange(500, 2500), day=day))
            elif deed == "issue":
                issues.append(await warehouse.issue(dice.randrange(1, 12), day=day))
            elif deed == "send":
                lines = [{"item": item, "quantity": str(dice.randrange(1, 4))}]
                sent = await actor.perform(
                    "logistics.send_transfer", source=warehouse.place, target=surabaya, day=day, lines=lines
                )
                await actor.perform("logistics.receive_transfer", transfer=sent.id, day=day)
            elif deed == "landed":
                freight = {"amount": str(dice.randrange(1, 9000)), "receipts": [{"receipt": dice.choice(receipts).id}]}
                await actor.perform("logistics.add_landed_cost", freight)
            else:
                of, operation = (receipts, "return_to_supplier") if deed == "return" else (issues, "return_from_customer")
                if of:
                    found = dice.choice(of)
                    lines = [{"move": found.moves[0], "quantity": "1"}]
                    await actor.perform(f"logistics.{operation}", document=found.id, lines=lines)
        except Refused as no:
            assert no.code in ("INSUFFICIENT", "OVER_RETURN", "NOTHING_TO_SPREAD"), no
            refused += 1

    checked = await actor.perform("logistics.check_stock")
    difference = await warehouse.difference()

    assert checked.wrong == []
    for back in (3, 11, 19, 28):
        # No month is closed, so the books agree on every day, not only on the last.
        day = (today - timedelta(days=back)).isoformat()
        sheet = await actor.report("logistics.ledger_difference", day=day)
        assert {row.key: row.cells[4] for row in sheet.rows}["difference"] == 0, day
    assert (difference["difference"], difference["unexplained"]) == (D(0), D(0))
    assert len(receipts) > 5 and len(issues) > 3 and refused < 30
