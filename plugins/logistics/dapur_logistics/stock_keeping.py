"""The service StockKeeping: other departments look at stock and take from it, in their own transaction."""

from decimal import Decimal

from dapur.contract import Refused, Service, _
from dapur.operations.work import Work
from dapur.services.stock import StockIssue, StockIssued, StockKeeping, StockLine
from dapur_logistics.operations.availability import Stock, hold_available
from dapur_logistics.operations.issue_goods import IssueGoods, IssueLine, issue_goods

ITEM = "select id from logistics.item where company_id = %s and code = %s and not is_closed and not is_service"
PLACE = (
    "select id from logistics.location where company_id = %s and kind = 'warehouse' and not is_closed and (%s = '' or code = %s)"
    " order by id limit 1"
)


class Warehouses:
    """The warehouses of one company in one transaction."""

    def __init__(self, work: Work) -> None:
        self.work = work

    async def available(self, item: str, warehouse: str = "") -> Decimal:
        """What is free."""
        number, place = await self._item(item, 0), await self._place(warehouse)
        stock = await hold_available(self.work, [number], [place])
        return stock.get((number, place), Stock()).available

    async def issue(self, issue: StockIssue) -> StockIssued:
        """Take it out of stock."""
        lines = [await self._line(n, line) for n, line in enumerate(issue.lines)]
        form = IssueGoods(
            warehouse=await self._place(issue.warehouse),
            reason="use",
            day=issue.day,
            cost_centre=issue.cost_centre,
            reference=issue.source_number,
            note=issue.note,
            lines=lines,
        )
        posted = await issue_goods.run(self.work, form)
        costs = await self._costs(posted.id, [line.item for line in lines])
        return StockIssued(posted.id, posted.number, costs, f"logistics/stock-documents/{posted.id}")

    async def _line(self, n: int, line: StockLine) -> IssueLine:
        return IssueLine(item=await self._item(line.item, n), quantity=line.quantity, lot=line.serial)

    async def _item(self, code: str, n: int) -> int:
        found = await self.work.value(ITEM, self.work.scope.company, code)
        if found is None:
            text = _("There is no item {code} in stock here. Choose another.").fill(code=code)
            raise Refused("ITEM_UNKNOWN", text, field=f"lines.{n}.item")
        return int(found)

    async def _place(self, code: str) -> int:
        found = await self.work.value(PLACE, self.work.scope.company, code, code)
        if found is None:
            text = _("There is no such open warehouse or bin here. Choose one of the list.")
            raise Refused("LOCATION_UNKNOWN", text, field="warehouse")
        return int(found)

    async def _costs(self, document: int, items: list[int]) -> tuple[Decimal, ...]:
        """By item of the lines; a line that was picked from several bins is one."""
        rows = await self.work.rows(
            "select m.item_id, sum(v.value) as cost from logistics.move m"
            " join logistics.valuation v on v.company_id = m.company_id and v.event_id = m.id and v.value > 0"
            " where m.company_id = %s and m.document_id = %s group by 1",
            self.work.scope.company,
            document,
        )
        costs = {row["item_id"]: row["cost"] for row in rows}
        return tuple(Decimal(costs.pop(item, 0)) for item in items)


STOCK_KEEPING = Service(StockKeeping, Warehouses)
