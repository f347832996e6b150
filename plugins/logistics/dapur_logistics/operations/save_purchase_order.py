"""Orders to suppliers, while they are prepared."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import content_changed
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.fields import (
    Amount,
    CostCentre,
    Day,
    ItemField,
    Note,
    Quantity,
    Reference,
    Supplier,
    Unit,
    Version,
    Warehouse,
)
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import read_locations
from dapur_logistics.purchase_approval import subject_of

CONFLICTS = {
    "purchase_order_company_id_supplier_id_fkey": (
        "supplier",
        "SUPPLIER_UNKNOWN",
        _("There is no such supplier here. Choose one of the list."),
    )
}


class PurchaseLine(Form):
    """What is ordered. A service has a cost centre instead of a place in stock."""

    item: ItemField
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    unit: Unit = None
    unit_price: Annotated[
        Amount | None, Shown(_("Price of one"), kind="money", stop=True, hint=_("Empty: the item's purchase price"))
    ] = None
    place: Annotated[
        int | None,
        Shown(_("Target place"), reference="logistics.places", hint=_("Empty: where the item usually lies, or the dock")),
    ] = None
    cost_centre: CostCentre = ""


class SavePurchaseOrder(Form):
    """An order that is prepared. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    supplier: Supplier
    warehouse: Warehouse
    day: Day = None
    expected: Annotated[date | None, Shown(_("Expected on"))] = None
    tolerance: Annotated[
        Decimal,
        Field(ge=0, le=100, decimal_places=2),
        Shown(_("Tolerance (%)"), kind="number", hint=_("So much more than ordered may be received")),
    ] = Decimal(0)
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[PurchaseLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]
    version: Version = None


class OrderSaved(Result):
    """The order."""

    id: int
    version: int


@operation(
    "logistics.save_purchase_order",
    title=_("Save purchase order"),
    permission="logistics.purchase",
    audit_verb=_("saved the purchase order"),
    conflicts=CONFLICTS,
)
async def save_purchase_order(work: Work, form: SavePurchaseOrder) -> OrderSaved:
    """Prepare an order to a supplier. It has no number until it is placed."""
    items = await read_items(work, [x.item for x in form.lines], [x.unit for x in form.lines])
    locations = await read_locations(work, [form.warehouse, *(x.place for x in form.lines if x.place is not None)])
    warehouse = locations.stock(form.warehouse)
    for n, line in enumerate(form.lines):
        if line.place is not None:
            locations.stock(line.place, f"lines.{n}.place")
    facts = (form.supplier, warehouse.id, form.day or work.today, form.expected, form.tolerance, form.reference, form.note)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if form.id is not None:
        await work.run("delete from logistics.purchase_line where company_id = %s and order_id = %s", work.scope.company, form.id)
    for n, line in enumerate(form.lines):
        await _line(work, row["id"], n, line, items[line.item], form.tolerance)
    if form.id is not None:
        await content_changed(work, await subject_of(work, form.id))
    return OrderSaved(**row)


async def _insert(work: Work, facts: tuple[Any, ...]) -> dict[str, Any]:
    row = await work.row(
        "insert into logistics.purchase_order (company_id, supplier_id, warehouse_id, day, expected, tolerance, reference, note, made_by)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, version",
        work.scope.company,
        *facts,
        work.actor,
    )
    assert row is not None
    return row


async def _update(work: Work, form: SavePurchaseOrder, facts: tuple[Any, ...]) -> dict[str, Any]:
    await draft_held(work, "purchase_order", form.id or 0)
    row = await work.row(
        "update logistics.purchase_order set supplier_id = %s, warehouse_id = %s, day = %s, expected = %s, tolerance = %s,"
        " reference = %s, note = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "logistics.purchase_order", form.id or 0)
    return row


async def draft_held(work: Work, table: str, order: int) -> dict[str, Any]:
    """An order that is still a draft, held. `table` is a fixed name. Raises NotFound and Refused (ORDER_PLACED)."""
    row = await order_held(work, table, order)
    if row["status"] != "draft":
        raise Refused("ORDER_PLACED", _("The order was placed, so it stays as it is. Make another one."), field="id")
    return row


async def order_held(work: Work, table: str, order: int) -> dict[str, Any]:
    """An order, held until the transaction ends. `table` is a fixed name. Raises NotFound."""
    row = await work.row(
        f"select * from logistics.{table} where company_id = %s and id = %s for update", work.scope.company, order
    )
    if row is None:
        raise NotFound(_("There is no such order here. Choose one of the list."), field="id")
    return row


async def _line(work: Work, order: int, n: int, line: PurchaseLine, item: Item, tolerance: Decimal) -> None:
    ordered = item.quantity(line.quantity, line.unit, f"lines.{n}.quantity")
    price = line.unit_price if line.unit_price is not None else price_in(item, item.purchase_price, line.unit)
    await work.run(
        "insert into logistics.purchase_line (company_id, order_id, line_no, item_id, quantity, unit_id, ordered, most, unit_price,"
        " place_id, cost_centre) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        work.scope.company,
        order,
        n + 1,
        item.id,
        line.quantity,
        line.unit or item.unit_id,
        ordered,
        ordered * (100 + tolerance) / 100,
        price,
        line.place,
        line.cost_centre,
    )


def price_in(item: Item, price: Decimal, unit: int | None) -> Decimal:
    """A price of one stock unit, of one of another unit."""
    factor = item.factor(unit)
    return (price * factor.numerator / factor.denominator).quantize(Decimal("0.0001"))
