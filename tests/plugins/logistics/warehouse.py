"""Short ways to keep a warehouse in tests: an item, receipts, issues, orders, what stands where."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dapur.contract import DapurError
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor

D = Decimal


@dataclass
class Warehouse:
    """The warehouse of one company, as one person works in it."""

    actor: Actor
    place: int
    pieces: int
    party: int
    items: dict[str, int] = field(default_factory=dict)

    async def item(self, code: str = "BAUT", **facts: Any) -> int:
        """An item by code, made when it is new."""
        if code not in self.items:
            raw = {"code": code, "name": code, "unit": self.pieces, **facts}
            self.items[code] = (await self.actor.perform("logistics.save_item", raw)).id
        return self.items[code]

    async def receive(self, quantity: Any, cost: Any = "1000", code: str = "BAUT", **facts: Any) -> Any:
        """Goods at this cost for one."""
        line = {"item": await self.item(code), "quantity": str(quantity), "unit_cost": str(cost)}
        line |= {k: facts.pop(k) for k in ("lot", "expires", "place", "unit") if k in facts}
        raw = {"warehouse": self.place, "supplier": self.party, "lines": [line], **facts}
        return await self.actor.perform("logistics.receive_goods", raw)

    async def issue(self, quantity: Any, code: str = "BAUT", **facts: Any) -> Any:
        """Goods out."""
        line = {"item": await self.item(code), "quantity": str(quantity)}
        line |= {k: facts.pop(k) for k in ("lot", "place", "unit") if k in facts}
        return await self.actor.perform("logistics.issue_goods", {"warehouse": self.place, "lines": [line], **facts})

    async def order(self, quantity: Any, code: str = "BAUT", **facts: Any) -> int:
        """A confirmed sales order of one line."""
        lines = [{"item": await self.item(code), "quantity": str(quantity), "unit_price": "5000"}]
        raw = {"customer": self.party, "warehouse": self.place, "lines": lines, **facts}
        saved = await self.actor.perform("logistics.save_sales_order", raw)
        await self.actor.perform("logistics.confirm_sales_order", id=saved.id)
        return int(saved.id)

    async def stands(self, code: str = "BAUT", **facts: Any) -> tuple[Decimal, Decimal]:
        """Quantity and value, today or on `day`."""
        facts.setdefault("day", (await self.actor.reader()).today.isoformat())
        sheet = await self.actor.report("logistics.stock_value", item=await self.item(code), **facts)
        rows = [row for row in sheet.rows if row.key != "total"]
        return sum((r.cells[3] for r in rows), D(0)), sum((r.cells[5] for r in rows), D(0))

    async def difference(self) -> dict[str, Decimal]:
        """Stock against ledger today, by row."""
        day = (await self.actor.reader()).today.isoformat()
        sheet = await self.actor.report("logistics.ledger_difference", day=day)
        return {row.key: row.cells[4] for row in sheet.rows}


async def open_warehouse(actor: Actor) -> Warehouse:
    """The warehouse with which the actor's company begins."""
    place = (await actor.page("logistics.places", Wish(columns=("id",)))).dicts()[0]["id"]
    units = {u["code"]: u["id"] for u in (await actor.page("base.units", Wish(columns=("id", "code"), limit=100))).dicts()}
    party = await actor.perform("base.save_party", name="Toko Sinar", is_customer=True, is_supplier=True)
    return Warehouse(actor, place, units["pcs"], party.id)


def code_of(error: BaseException) -> str:
    """The code of a refusal."""
    assert isinstance(error, DapurError), error
    return error.code
