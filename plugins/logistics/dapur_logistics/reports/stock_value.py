"""What lies in stock and what it is worth at the end of any day, as known now or on any day since."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_logistics.reports.words import KnownOn, OneItem, OneWarehouse, cost_of_one, end_of
from dapur_logistics.rules.sums import ZERO

NOW = """
    select i.id, i.code, i.name, l.id, l.name, v.quantity, v.value
    from logistics.stock_now n
    join logistics.item i on i.company_id = n.company_id and i.id = n.item_id
    join logistics.location l on l.company_id = n.company_id and l.id = n.stock_id
    cross join lateral (select v.quantity, v.value from logistics.value_day v where v.company_id = n.company_id
        and v.item_id = n.item_id and v.stock_id = n.stock_id and v.day <= %s order by v.day desc limit 1) v
    where n.company_id = %s and (%s::bigint is null or n.item_id = %s) and (%s::bigint is null or n.stock_id = %s)
        and (v.quantity <> 0 or v.value <> 0)
    order by i.code, l.code
"""
KNOWN = """
    select i.id, i.code, i.name, l.id, l.name, sum(v.quantity), sum(v.value)
    from logistics.valuation v
    join logistics.item i on i.company_id = v.company_id and i.id = v.item_id
    join logistics.location l on l.company_id = v.company_id and l.id = v.location_id and l.stock_id is not null
    where v.company_id = %s and v.day <= %s and v.posted_at < %s
        and (%s::bigint is null or v.item_id = %s) and (%s::bigint is null or v.location_id = %s)
    group by i.id, i.code, i.name, l.id, l.name, l.code having sum(v.quantity) <> 0 or sum(v.value) <> 0
    order by i.code, l.code
"""


class StockValueInput(Form):
    """At the end of which day; as known when."""

    day: Annotated[date, Shown(_("At the end of"))]
    known_on: KnownOn = None
    item: OneItem = None
    warehouse: OneWarehouse = None


COLUMNS = (
    Column("code", _("Item"), "code", phone=1),
    Column("name", _("Name"), "text", phone=2),
    Column("warehouse", _("Warehouse"), "text", phone=2),
    Column("quantity", _("Quantity"), "quantity", phone=1),
    Column("cost", _("Cost of one"), "number"),
    Column("value", _("Value"), "money", phone=1),
)


async def build(reader: Reader, form: StockValueInput) -> Sheet:
    """Read it; as known now it costs the same however much has happened."""
    found = await _read(reader, form)
    rows = [_row(*row) for row in found]
    total = sum((row[6] for row in found), ZERO)
    rows.append(ReportRow(("", _("Total"), "", None, None, total), style="total", key="total"))
    head = [(_("At the end of"), _("{day}").fill(day=form.day))]
    if form.known_on:
        head.append((_("As known on"), _("{day}").fill(day=form.known_on)))
    return Sheet(_("Stock value"), COLUMNS, rows, head=head)


async def _read(reader: Reader, form: StockValueInput) -> list[tuple[Any, ...]]:
    company = reader.scope.company
    narrow = (form.item, form.item, form.warehouse, form.warehouse)
    if form.known_on is None:
        return await reader.rows(NOW, form.day, company, *narrow)
    return await reader.rows(KNOWN, company, form.day, end_of(reader, form.known_on), *narrow)


def _row(item: int, code: str, name: str, place: int, warehouse: str, quantity: Decimal, value: Decimal) -> ReportRow:
    card = f"logistics/moves?item={item}"
    layers = f"logistics/reports/layers?item={item}"
    links = {"code": f"logistics/items/{item}", "quantity": card, "value": layers}
    return ReportRow((code, name, warehouse, quantity, cost_of_one(value, quantity), value), links=links, key=f"{code}@{place}")


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


STOCK_VALUE = Report(
    "logistics.stock_value",
    _("Stock value"),
    "logistics.value.read",
    StockValueInput,
    build,
    "Quantity and value of stock by item and warehouse at the end of a day, as known now or as known on a day since.",
)
