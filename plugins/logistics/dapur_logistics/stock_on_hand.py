"""The service StockOnHand: what there is to choose from, for pages of other departments."""

from dataclasses import dataclass

from dapur.contract import Service
from dapur.services.stock import StockItem, StockOnHand
from dapur_base.reading import Source, rows_of

ITEMS = """
    select i.code, i.name, u.code, sum(w.free), i.tracking <> 'none'
    from logistics.stock_now n
    cross join lateral (select greatest(n.on_hand - n.held - n.reserved
        - logistics.expired_stock(n.company_id, n.item_id, n.stock_id, %s), 0) as free offset 0) w
    join logistics.item i on i.company_id = n.company_id and i.id = n.item_id and not i.is_closed
    join base.unit u on u.company_id = i.company_id and u.id = i.unit_id
    where n.company_id = %s and n.on_hand > 0 group by 1, 2, 3, 5 having sum(w.free) > 0 order by i.name, i.code limit 500
"""


@dataclass(frozen=True)
class OnHand:
    """Fulfils `StockOnHand`."""

    source: Source

    async def items(self) -> list[StockItem]:
        """Items with something free."""
        return [StockItem(*row) for row in await rows_of(self.source, ITEMS, self.source.today, self.source.scope.company)]


STOCK_ON_HAND = Service(StockOnHand, OnHand, readable=True)
