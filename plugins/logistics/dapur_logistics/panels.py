"""What the home page says of the warehouse: what stock is worth, and what waits."""

from decimal import Decimal

from dapur.contract import HomeCard, HomeTask, Panel, Text, _
from dapur.queries.reader import Reader
from dapur_logistics.rules.sums import ZERO

WORTH = """
    select coalesce(sum(v.value), 0) from logistics.stock_now n
    cross join lateral (select v.value from logistics.value_day v where v.company_id = n.company_id and v.item_id = n.item_id
        and v.stock_id = n.stock_id order by v.day desc limit 1) v
    where n.company_id = %s
"""
WAITING = """
    select (select count(*) from logistics.sales_order o where o.company_id = %s and o.status = 'confirmed' and exists (
            select from logistics.sales_line l where l.company_id = o.company_id and l.order_id = o.id and l.reserved > 0)),
        (select count(*) from logistics.purchase_order o where o.company_id = %s and o.status = 'ordered' and o.expected <= %s and exists (
            select from logistics.purchase_line l where l.company_id = o.company_id and l.order_id = o.id and l.received < l.ordered)),
        (select count(*) from logistics.reorder_proposal p where p.company_id = %s and p.status = 'open'),
        (select count(*) from logistics.stock_count c where c.company_id = %s and c.status = 'open')
"""


async def cards(reader: Reader, _key: str) -> list[HomeCard] | None:
    """What stock is worth; nothing while there is none."""
    worth = Decimal(await reader.value(WORTH, reader.scope.company) or ZERO)
    return [HomeCard(_("Stock value"), worth, "logistics/reports/value")] if worth else None


async def tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Orders to deliver and to receive, proposals, counts."""
    company = reader.scope.company
    ((deliver, receive, order, count),) = await reader.rows(WAITING, company, company, reader.today, company, company)
    found = [
        (
            deliver,
            HomeTask(_("Deliver orders"), "logistics/sales?status=confirmed,partially_delivered", _told(deliver), icon="truck"),
        ),
        (receive, HomeTask(_("Receive what is due"), "logistics/purchases", _told(receive), icon="package-import")),
        (order, HomeTask(_("Order again"), "logistics/proposals", _told(order), icon="refresh")),
        (count, HomeTask(_("Finish counting"), "logistics/counts", _told(count), icon="clipboard-list")),
    ]
    return [task for number, task in found if number] or None


def _told(number: int) -> Text:
    return _("Waiting: {number}").fill(number=number)


PANELS = (
    Panel("home.cards", "logistics.cards", _("Logistics"), "logistics.value.read", "", cards, 30),
    Panel("home.tasks", "logistics.tasks", _("Logistics"), "logistics.issue", "", tasks, 30),
)
