"""Codes that the scan fields of logistics know: barcodes and item codes, and what one scan adds."""

from decimal import Decimal

from dapur.contract import Scan, ScanCode
from dapur.queries.reader import Reader

MOST = 5000
ITEM_CODES = """
    select b.code, i.id, i.code, i.name, coalesce((select u.numerator::numeric / u.denominator from logistics.item_unit u
        where u.company_id = b.company_id and u.item_id = b.item_id and u.unit_id = b.unit_id), 1)
    from logistics.barcode b join logistics.item i on i.company_id = b.company_id and i.id = b.item_id
    where b.company_id = %s and not i.is_closed
    union all
    select i.code, i.id, i.code, i.name, 1 from logistics.item i where i.company_id = %s and not i.is_closed and not i.is_service
    limit %s
"""
LINE_CODES = """
    select c.code, l.id, i.code, i.name, c.factor * l.quantity / l.ordered
    from {lines} l
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    cross join lateral (
        select i.code, 1::numeric as factor
        union all
        select b.code, coalesce((select u.numerator::numeric / u.denominator from logistics.item_unit u
            where u.company_id = b.company_id and u.item_id = b.item_id and u.unit_id = b.unit_id), 1)
        from logistics.barcode b where b.company_id = l.company_id and b.item_id = l.item_id) c
    where l.company_id = %s and l.order_id = %s and not i.is_service order by l.line_no
"""


async def items(reader: Reader, _parameters: dict[str, str]) -> list[ScanCode]:
    """Every item."""
    rows = await reader.rows(ITEM_CODES, reader.scope.company, reader.scope.company, MOST)
    return [ScanCode(code, value, f"{own} {name}", Decimal(adds)) for code, value, own, name, adds in rows]


async def purchase(reader: Reader, parameters: dict[str, str]) -> list[ScanCode]:
    """The lines of a purchase order."""
    return await _lines(reader, "logistics.purchase_line", int(parameters["order"]))


async def sale(reader: Reader, parameters: dict[str, str]) -> list[ScanCode]:
    """The lines of a sales order."""
    return await _lines(reader, "logistics.sales_line", int(parameters["order"]))


async def _lines(reader: Reader, table: str, order: int) -> list[ScanCode]:
    rows = await reader.rows(LINE_CODES.format(lines=table), reader.scope.company, order)
    return [ScanCode(code, value, f"{own} {name}", Decimal(adds)) for code, value, own, name, adds in rows]


LEARN = "logistics/do/add_barcode?code={code}"
ITEMS = Scan("item", "quantity", items, LEARN)
PURCHASE = Scan("line", "quantity", purchase, LEARN)
SALE = Scan("line", "quantity", sale, LEARN)
