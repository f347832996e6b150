"""First values of logistics' forms: today, the first warehouse, and what a record already says."""

from typing import Any

from dapur.queries.reader import Reader
from dapur_base.pages.first_values import first_values
from dapur_logistics.operations.reorder import SaveReorderRule
from dapur_logistics.operations.save_item import SaveItem
from dapur_logistics.operations.save_location import SaveLocation
from dapur_logistics.queries.counts import RULES
from dapur_logistics.queries.items import ITEMS, PLACES
from dapur_logistics.queries.purchases import PURCHASE_ORDERS
from dapur_logistics.queries.sales import SALES_ORDERS

FIRST = "select id from logistics.location where company_id = %s and kind = 'warehouse' and not is_closed order by id limit 1"


async def warehouse(reader: Reader) -> dict[str, Any]:
    """The first warehouse, where there is one."""
    found = await reader.value(FIRST, reader.scope.company)
    return {"warehouse": found} if found else {}


async def new_stock(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """Today in the first warehouse."""
    return {"day": reader.today, **await warehouse(reader)}


async def new_transfer(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """Today, from the first warehouse."""
    found = await warehouse(reader)
    return {"day": reader.today, **({"source": found["warehouse"]} if found else {})}


async def new_count(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """In the first warehouse."""
    found = await warehouse(reader)
    return {"place": found["warehouse"]} if found else {}


async def item_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """An item as its form takes it."""
    row = await reader.one(ITEMS, int(parameters["id"]))
    rows = await reader.rows(
        "select unit_id, numerator, denominator from logistics.item_unit where company_id = %s and item_id = %s order by id",
        reader.scope.company,
        row["id"],
    )
    units = [{"unit": unit, "numerator": above, "denominator": below} for unit, above, below in rows]
    kept = await reader.rows(
        "select place_id from logistics.item_place where company_id = %s and item_id = %s order by id",
        reader.scope.company,
        row["id"],
    )
    places = [{"place": place} for (place,) in kept]
    return {**{n: row[n] for n in SaveItem.model_fields if n in row}, "unit": row["unit_id"], "units": units, "places": places}


async def new_item(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """Counted in pieces, as most are."""
    found = await reader.value("select id from base.unit where company_id = %s and code = 'pcs'", reader.scope.company)
    return {"unit": found} if found else {}


async def place_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A location as its form takes it."""
    row = await reader.one(PLACES, int(parameters["id"]))
    return {**{n: row[n] for n in SaveLocation.model_fields if n in row}, "parent": row["parent_id"]}


async def rule_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A reorder rule as its form takes it."""
    return await first_values(reader, RULES, parameters, SaveReorderRule)


async def purchase_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A purchase order as its form takes it."""
    row = await reader.one(PURCHASE_ORDERS, int(parameters["id"]))
    lines = await reader.rows(
        "select item_id, quantity, unit_id, unit_price, place_id, cost_centre from logistics.purchase_line"
        " where company_id = %s and order_id = %s order by line_no",
        reader.scope.company,
        row["id"],
    )
    names = ("item", "quantity", "unit", "unit_price", "place", "cost_centre")
    kept = {n: row[n] for n in ("id", "day", "expected", "tolerance", "reference", "note", "version")}
    return {
        **kept,
        "supplier": row["supplier_id"],
        "warehouse": row["warehouse_id"],
        "lines": [dict(zip(names, x, strict=True)) for x in lines],
    }


async def sales_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A sales order as its form takes it."""
    row = await reader.one(SALES_ORDERS, int(parameters["id"]))
    lines = await reader.rows(
        "select item_id, quantity, unit_id, unit_price from logistics.sales_line where company_id = %s and order_id = %s order by line_no",
        reader.scope.company,
        row["id"],
    )
    names = ("item", "quantity", "unit", "unit_price")
    kept = {n: row[n] for n in ("id", "day", "promised", "is_whole", "reference", "note", "version")}
    return {
        **kept,
        "customer": row["customer_id"],
        "warehouse": row["warehouse_id"],
        "lines": [dict(zip(names, x, strict=True)) for x in lines],
    }


async def receiving(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A receipt for an order: every open line, with what is open where nobody scans, and where it is put."""
    rows = await reader.rows(
        "select l.id, trim_scale(greatest(l.quantity * (l.ordered - l.received) / l.ordered, 0)),"
        " logistics.receiving_place(l.company_id, l.place_id, o.warehouse_id, l.item_id)"
        " from logistics.purchase_line l join logistics.purchase_order o on o.company_id = l.company_id and o.id = l.order_id"
        " where l.company_id = %s and l.order_id = %s and l.received < l.ordered order by l.line_no",
        reader.scope.company,
        int(parameters["order"]),
    )
    lines = [{"line": line, "quantity": left, "place": place} for line, left, place in rows]
    return {"order": int(parameters["order"]), "day": reader.today, "lines": lines}


async def delivering(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A delivery for an order: what is reserved."""
    rows = await reader.rows(
        "select id, trim_scale(reserved * quantity / ordered) from logistics.sales_line"
        " where company_id = %s and order_id = %s and reserved > 0 order by line_no",
        reader.scope.company,
        int(parameters["order"]),
    )
    lines = [{"line": line, "quantity": left} for line, left in rows]
    return {"order": int(parameters["order"]), "day": reader.today, "lines": lines}


async def returning(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A return of a document: its moves; quantities are filled by whoever has the goods in hand."""
    rows = await reader.rows(
        "select id from logistics.move where company_id = %s and document_id = %s order by id",
        reader.scope.company,
        int(parameters["document"]),
    )
    lines = [{"move": move} for (move,) in rows]
    return {"document": int(parameters["document"]), "day": reader.today, "lines": lines}


async def billing(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The bill for a receipt: its lines at their cost."""
    rows = await reader.rows(
        "select id, unit_quantity, round(given / unit_quantity, 4) from logistics.move"
        " where company_id = %s and document_id = %s order by id",
        reader.scope.company,
        int(parameters["receipt"]),
    )
    lines = [{"line": n, "quantity": q, "unit_price": price} for n, q, price in rows]
    return {"receipt": int(parameters["receipt"]), "day": reader.today, "lines": lines}


async def arriving(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A transfer that arrives: what is under way."""
    rows = await reader.rows(
        "select m.id, m.quantity - coalesce((select sum(r.quantity) from logistics.move r where r.company_id = m.company_id"
        " and r.of_id = m.id), 0) from logistics.move m where m.company_id = %s and m.document_id = %s order by m.id",
        reader.scope.company,
        int(parameters["transfer"]),
    )
    lines = [{"move": n, "quantity": left} for n, left in rows if left > 0]
    return {"transfer": int(parameters["transfer"]), "day": reader.today, "lines": lines}


async def counting(_reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """Something to be counted: which count it is."""
    return {"count": int(parameters["count"])}
