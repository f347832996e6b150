"""Orders of customers, while they are prepared."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.fields import (
    Amount,
    Customer,
    Day,
    ItemField,
    Note,
    Quantity,
    Reference,
    Unit,
    Version,
    Warehouse,
)
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import read_locations
from dapur_logistics.operations.save_purchase_order import OrderSaved, draft_held, price_in

CONFLICTS = {
    "sales_order_company_id_customer_id_fkey": (
        "customer",
        "CUSTOMER_UNKNOWN",
        _("There is no such customer here. Choose one of the list."),
    )
}


class SalesLine(Form):
    """What the customer wants."""

    item: ItemField
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    unit: Unit = None
    unit_price: Annotated[
        Amount | None, Shown(_("Price of one"), kind="money", stop=True, hint=_("Empty: the item's sales price"))
    ] = None


class SaveSalesOrder(Form):
    """An order that is prepared. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    customer: Customer
    warehouse: Warehouse
    day: Day = None
    promised: Annotated[date | None, Shown(_("Promised for"))] = None
    is_whole: Annotated[bool, Shown(_("Only whole"), hint=_("Reserved and delivered only when everything is there"))] = False
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[SalesLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]
    version: Version = None


@operation(
    "logistics.save_sales_order",
    title=_("Save sales order"),
    permission="logistics.sell",
    audit_verb=_("saved the sales order"),
    conflicts=CONFLICTS,
)
async def save_sales_order(work: Work, form: SaveSalesOrder) -> OrderSaved:
    """Prepare an order of a customer. It has no number and reserves nothing until it is confirmed."""
    items = await read_items(work, [x.item for x in form.lines], [x.unit for x in form.lines])
    place = (await read_locations(work, [form.warehouse])).stock(form.warehouse)
    facts = (form.customer, place.stock, form.day or work.today, form.promised, form.is_whole, form.reference, form.note)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if form.id is not None:
        await work.run("delete from logistics.sales_line where company_id = %s and order_id = %s", work.scope.company, form.id)
    for n, line in enumerate(form.lines):
        await _line(work, row["id"], n, line, items[line.item])
    return OrderSaved(**row)


async def _insert(work: Work, facts: tuple[Any, ...]) -> dict[str, Any]:
    row = await work.row(
        "insert into logistics.sales_order (company_id, customer_id, warehouse_id, day, promised, is_whole, reference, note, made_by)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, version",
        work.scope.company,
        *facts,
        work.actor,
    )
    assert row is not None
    return row


async def _update(work: Work, form: SaveSalesOrder, facts: tuple[Any, ...]) -> dict[str, Any]:
    await draft_held(work, "sales_order", form.id or 0)
    row = await work.row(
        "update logistics.sales_order set customer_id = %s, warehouse_id = %s, day = %s, promised = %s, is_whole = %s,"
        " reference = %s, note = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "logistics.sales_order", form.id or 0)
    return row


async def _line(work: Work, order: int, n: int, line: SalesLine, item: Item) -> None:
    await work.run(
        "insert into logistics.sales_line (company_id, order_id, line_no, item_id, quantity, unit_id, ordered, unit_price)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s)",
        work.scope.company,
        order,
        n + 1,
        item.id,
        line.quantity,
        line.unit or item.unit_id,
        item.quantity(line.quantity, line.unit, f"lines.{n}.quantity"),
        line.unit_price if line.unit_price is not None else price_in(item, item.sales_price, line.unit),
    )
