"""Codes that the scan fields of logistics know: barcodes, item codes and order numbers, and what one scan adds."""

from decimal import Decimal
from typing import Any

from dapur.contract import Scan, ScanCode, _
from dapur.queries.reader import Reader
from dapur_logistics.documents.scan_commands import SCAN_COMMANDS
from dapur_logistics.operations.add_barcode import add_barcode

MOST = 5000
# What an item may be called by: its code, its barcodes, and units that have no barcode yet (code "").
CALLED = """
    select i.code, 1::numeric as adds, null::bigint as unit_id, '' as words
    union all
    select b.code, coalesce(u.numerator::numeric / u.denominator, 1), b.unit_id, ''
    from logistics.barcode b
    left join logistics.item_unit u on u.company_id = b.company_id and u.item_id = b.item_id and u.unit_id = b.unit_id
    where b.company_id = i.company_id and b.item_id = i.id
    union all
    select '', u.numerator::numeric / u.denominator, u.unit_id,
        ' · ' || n.code || ' = ' || trim_scale(round(u.numerator::numeric / u.denominator, 6)) || ' ' || own.code
    from logistics.item_unit u
    join base.unit n on n.company_id = u.company_id and n.id = u.unit_id
    join base.unit own on own.company_id = i.company_id and own.id = i.unit_id
    where u.company_id = i.company_id and u.item_id = i.id
"""
ITEM_CODES = f"""
    select c.code, i.id, i.code || ' ' || i.name || c.words, c.adds, i.id, c.unit_id, place.id, place.code || ' ' || place.name
    from logistics.item i
    cross join lateral ({CALLED}) c
    left join logistics.location place on place.company_id = i.company_id
        and place.id = logistics.receiving_place(i.company_id, null, %s::bigint, i.id)
    where i.company_id = %s and not i.is_closed and not i.is_service
    order by i.code, c.words limit %s
"""
PURCHASE_CODES = f"""
    select c.code, l.id, i.code || ' ' || i.name || c.words, c.adds * l.quantity / l.ordered, i.id, c.unit_id,
        place.id, place.code || ' ' || place.name,
        greatest(l.quantity * (l.ordered - l.received) / l.ordered, 0), greatest(l.quantity * (l.most - l.received) / l.ordered, 0)
    from logistics.purchase_line l
    join logistics.purchase_order o on o.company_id = l.company_id and o.id = l.order_id
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    cross join lateral ({CALLED}) c
    join logistics.location place on place.company_id = l.company_id
        and place.id = logistics.receiving_place(l.company_id, l.place_id, o.warehouse_id, l.item_id)
    where l.company_id = %s and l.order_id = %s order by l.line_no, c.words
"""
SALES_CODES = f"""
    select c.code, l.id, i.code || ' ' || i.name || c.words, c.adds * l.quantity / l.ordered, i.id, c.unit_id, null, '',
        l.reserved * l.quantity / l.ordered, (l.ordered - l.delivered - l.cancelled) * l.quantity / l.ordered
    from logistics.sales_line l
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    cross join lateral ({CALLED}) c
    where l.company_id = %s and l.order_id = %s and not i.is_service order by l.line_no, c.words
"""
OPEN_PURCHASES = """
    select o.number, o.id from logistics.purchase_order o where o.company_id = %s and o.status = 'ordered' and exists (
        select from logistics.purchase_line l where l.company_id = o.company_id and l.order_id = o.id and l.received < l.ordered)
    order by o.id desc limit %s
"""
OPEN_SALES = """
    select o.number, o.id from logistics.sales_order o where o.company_id = %s and o.status = 'confirmed' and exists (
        select from logistics.sales_line l
        where l.company_id = o.company_id and l.order_id = o.id and l.delivered + l.cancelled < l.ordered)
    order by o.id desc limit %s
"""
# The place where goods without an order come in is only certain where there is one warehouse.
ONLY_WAREHOUSE = """
    select min(id) from logistics.location where company_id = %s and kind = 'warehouse' and not is_closed having count(*) = 1
"""


async def items(reader: Reader, _parameters: dict[str, str]) -> list[ScanCode]:
    """Every item. Where it is taken from, or counted, is wherever it lies."""
    return await _items(reader, None)


async def receipt(reader: Reader, _parameters: dict[str, str]) -> list[ScanCode]:
    """Every item, and where it is put; the number of an order opens its receipt."""
    warehouse = await reader.value(ONLY_WAREHOUSE, reader.scope.company)
    return [*await _orders(reader, OPEN_PURCHASES, "logistics/purchases/{}/receive"), *await _items(reader, warehouse)]


async def issue(reader: Reader, _parameters: dict[str, str]) -> list[ScanCode]:
    """Every item; the number of an order opens its delivery."""
    return [*await _orders(reader, OPEN_SALES, "logistics/sales/{}/deliver"), *await _items(reader, None)]


async def purchase(reader: Reader, parameters: dict[str, str]) -> list[ScanCode]:
    """The lines of a purchase order, with what is still to come and where it is put."""
    rows = await reader.rows(PURCHASE_CODES, reader.scope.company, int(parameters["order"]))
    return [_code(*row) for row in rows]


async def sale(reader: Reader, parameters: dict[str, str]) -> list[ScanCode]:
    """The lines of a sales order, with what is reserved."""
    rows = await reader.rows(SALES_CODES, reader.scope.company, int(parameters["order"]))
    return [_code(*row) for row in rows]


async def _items(reader: Reader, order_place: int | None) -> list[ScanCode]:
    """Every item; with a place where goods come in, where the item is put from there."""
    company = reader.scope.company
    return [_code(*row) for row in await reader.rows(ITEM_CODES, order_place, company, MOST)]


async def _orders(reader: Reader, orders: str, address: str) -> list[ScanCode]:
    rows = await reader.rows(orders, reader.scope.company, MOST)
    return [ScanCode(number, 0, number, opens=address.format(order)) for number, order in rows]


def _code(
    code: str,
    value: int,
    words: str,
    adds: Decimal,
    item: int,
    unit: int | None,
    place: int | None,
    place_words: str,
    *limits: Any,
) -> ScanCode:
    expected, most = limits or (None, None)
    fills = {} if place is None else {"place": (place, place_words)}
    means: dict[str, int | str] = {"item": item} if unit is None else {"item": item, "unit": unit}
    return ScanCode(code, value, words, Decimal(adds), expected, most, fills, means)


ITEMS = Scan("item", "quantity", items, add_barcode, commands=SCAN_COMMANDS)
RECEIPT = Scan("item", "quantity", receipt, add_barcode, commands=SCAN_COMMANDS)
ISSUE = Scan("item", "quantity", issue, add_barcode, commands=SCAN_COMMANDS)
PURCHASE = Scan("line", "quantity", purchase, add_barcode, _("Receive as ordered"), SCAN_COMMANDS)
SALE = Scan("line", "quantity", sale, add_barcode, _("Deliver as reserved"), SCAN_COMMANDS)
