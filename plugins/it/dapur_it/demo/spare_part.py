"""A part out of stock for a ticket of the demo company, where somebody keeps stock."""

from typing import Any

from dapur.services.stock import StockOnHand

TICKET = """
    select t.id from it.ticket t where t.company_id = %s and t.state <> 'closed' and t.requester_id is not null order by t.id desc limit 1
"""


async def fill(stage: Any) -> None:
    """One is used for the newest open ticket; its asker's unit bears the cost."""
    reader = await stage.house.reader(stage.scope)
    stock = reader.find(StockOnHand)
    ticket = await reader.value(TICKET, stage.scope.company)
    items = [item for item in await stock.items() if not item.by_serial] if stock is not None else []
    if ticket is None or not items:
        return
    raw = {"id": ticket, "item": items[0].code, "quantity": "1"}
    await stage.perform("it.use_spare_part", raw, at=stage.today, key="demo-it-spare-part")
