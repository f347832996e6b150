"""What the stock of an item is made of: receipts that are still there, and what each cost."""

from decimal import Decimal
from typing import Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, _
from dapur.queries.reader import Reader
from dapur_logistics.reports.words import OneItem, cost_of_one
from dapur_logistics.rules.sums import ZERO

LAYERS = """
    select l.id, l.name, d.number, d.id, m.day, x.quantity, x.value
    from logistics.cost_state s
    cross join lateral jsonb_each(s.state) as p(place, layers)
    cross join lateral rows from (jsonb_to_recordset(p.layers) as (quantity numeric, source bigint, value numeric)) with ordinality
        as x(quantity, source, value, n)
    join logistics.location l on l.company_id = s.company_id and l.id = p.place::bigint
    left join logistics.move m on m.company_id = s.company_id and m.id = x.source
    left join logistics.document d on d.company_id = m.company_id and d.id = m.document_id
    where s.company_id = %s and s.item_id = %s
    order by l.code, x.n
"""


class LayersInput(Form):
    """Of which item."""

    item: OneItem = None


COLUMNS = (
    Column("warehouse", _("Warehouse"), "text", phone=2),
    Column("source", _("Came in by"), "code", phone=1),
    Column("day", _("Date"), "date", phone=2),
    Column("quantity", _("Quantity left"), "quantity", phone=1),
    Column("cost", _("Cost of one"), "number"),
    Column("value", _("Value"), "money", phone=1),
)


async def build(reader: Reader, form: LayersInput) -> Sheet:
    """The layers as they stand; under moving average one a warehouse."""
    found = await reader.rows(LAYERS, reader.scope.company, form.item)
    rows = [_row(*row) for row in found]
    total = sum((row[6] for row in found), ZERO)
    rows.append(ReportRow((_("Total"), "", None, None, None, total), style="total", key="total"))
    return Sheet(_("Cost layers"), COLUMNS, rows, notes=(_("The oldest goes first, unless a return names its receipt."),))


def _row(
    place: int, warehouse: str, number: str | None, document: int | None, day: Any, quantity: Decimal, value: Decimal
) -> ReportRow:
    links = {"source": f"logistics/stock-documents/{document}"} if document else {}
    cells = (warehouse, number or _("Average"), day, quantity, cost_of_one(value, quantity), value)
    return ReportRow(cells, links=links, key=f"{number or 'average'}@{place}")


async def initial(reader: Reader) -> dict[str, Any]:
    """The first item that lies in stock, where there is one."""
    found = await reader.value(
        "select min(item_id) from logistics.stock_now where company_id = %s and on_hand > 0", reader.scope.company
    )
    return {"item": found} if found else {}


LAYERS_REPORT = Report(
    "logistics.layers",
    _("Cost layers"),
    "logistics.value.read",
    LayersInput,
    build,
    "The receipts that an item's stock still consists of, with quantity and cost of each.",
)
