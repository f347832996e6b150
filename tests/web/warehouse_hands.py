"""What tests of warehouse pages ask again and again: an order to receive, what lies in stock, what the grid counts."""

from decimal import Decimal
from typing import Any

from dapur.queries.plan import Wish
from tests.plugins.logistics.warehouse import Warehouse


async def purchase(warehouse: Warehouse, *wanted: tuple[str, str]) -> int:
    """A placed order of items with barcodes."""
    lines = [
        {"item": await warehouse.item(code, barcode=f"899{n}"), "quantity": quantity, "unit_price": "1000"}
        for n, (code, quantity) in enumerate(wanted)
    ]
    saved = await warehouse.actor.perform(
        "logistics.save_purchase_order", supplier=warehouse.party, warehouse=warehouse.place, lines=lines
    )
    await warehouse.actor.perform("logistics.place_purchase_order", id=saved.id)
    return int(saved.id)


async def on_hand(warehouse: Warehouse) -> dict[str, Decimal]:
    """What lies in stock, by item."""
    rows = (await warehouse.actor.page("logistics.availability", Wish(columns=("code", "on_hand")))).dicts()
    return {row["code"]: row["on_hand"] for row in rows}


async def quantities(page: Any) -> list[str]:
    """The quantity column of the grid."""
    return list(await page.eval_on_selector_all("td[data-name=quantity] input", "all => all.map(x => x.value)"))
