"""Items: what is bought, kept and sold."""

from decimal import Decimal
from math import gcd
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.fields import Amount, Code, Name, Version
from dapur_logistics.operations.locations_known import read_locations

METHODS = (Choice("fifo", _("First in, first out")), Choice("moving_average", _("Moving average")))
TRACKINGS = (Choice("none", _("By quantity only")), Choice("lot", _("By lot")), Choice("serial", _("By serial number")))
REMOVALS = (Choice("fifo", _("Oldest receipt first")), Choice("fefo", _("First to expire first")))
Count = Annotated[int, Field(ge=1, le=10**12)]


class ItemUnit(Form):
    """One of a unit is so many (numerator / denominator) of the item's own."""

    unit: Annotated[int, Shown(_("Counted in"), reference="base.units")]
    numerator: Annotated[Count, Shown(_("Makes"), kind="integer")]
    denominator: Annotated[
        Count, Shown(_("Divided by"), kind="integer", hint=_("1 as a rule; a square foot is 1 / 400 of a plate"))
    ] = 1


class ItemPlace(Form):
    """Where the item usually lies: one place in each warehouse."""

    place: Annotated[int, Shown(_("Warehouse or bin"), reference="logistics.places")]


class SaveItem(Form):
    """An item. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[Code, Shown(_("Code"), kind="code")]
    name: Annotated[Name, Shown(_("Name"))]
    unit: Annotated[int, Shown(_("Stock unit"), reference="base.units")]
    is_service: Annotated[bool, Shown(_("Service"), hint=_("It is bought and sold, but never lies in stock"))] = False
    method: Annotated[Literal["fifo", "moving_average"], Shown(_("Costing"), choices=METHODS)] = "fifo"
    tracking: Annotated[Literal["none", "lot", "serial"], Shown(_("Tracking"), choices=TRACKINGS)] = "none"
    removal: Annotated[Literal["fifo", "fefo"], Shown(_("Picking rule"), choices=REMOVALS)] = "fifo"
    min_remaining_days: Annotated[
        int, Field(ge=0, le=3650), Shown(_("Days left before expiry"), hint=_("Lots with fewer are not delivered"))
    ] = 0
    purchase_price: Annotated[Amount, Shown(_("Purchase price"), kind="money")] = Decimal(0)
    sales_price: Annotated[Amount, Shown(_("Sales price"), kind="money")] = Decimal(0)
    weight: Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=6), Shown(_("Weight (kg)"), kind="number")] = Decimal(0)
    barcode: Annotated[str, StringConstraints(max_length=100), Shown(_("Barcode"), kind="code")] = ""
    units: Annotated[list[ItemUnit], Field(max_length=20), Shown(_("Other units"), kind="lines")] = []
    places: Annotated[list[ItemPlace], Field(max_length=50), Shown(_("Usual places"), kind="lines")] = []
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Version = None


class ItemSaved(Result):
    """The item."""

    id: int
    code: str
    version: int


CONFLICTS = {
    "item_code_key": ("code", "ITEM_EXISTS", _("Another item has this code. Choose another.")),
    "item_unit_fkey": ("unit", "UNIT_UNKNOWN", _("There is no such unit of measure here. Choose one of the list.")),
    "item_unit_unit_fkey": ("units", "UNIT_UNKNOWN", _("There is no such unit of measure here. Choose one of the list.")),
    "item_unit_key": ("units", "UNIT_TWICE", _("A unit stands here twice. Leave one of them out.")),
    "item_place_key": ("places", "PLACE_TWICE", _("A warehouse stands here twice. Name one place in each.")),
    "barcode_code_key": ("barcode", "BARCODE_TAKEN", _("Another item has this barcode. Check the label.")),
}
COLUMNS = (
    "code", "name", "unit_id", "is_service", "method", "tracking", "removal", "min_remaining_days", "purchase_price", "sales_price",
    "weight", "is_closed",
)  # fmt: skip
INSERT = (
    f"insert into logistics.item (company_id, {', '.join(COLUMNS)}) values (%s, {', '.join(['%s'] * len(COLUMNS))})"
    " returning id, code, version"
)
UPDATE = (
    f"update logistics.item set {', '.join(f'{c} = %s' for c in COLUMNS)}, version = version + 1"
    " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version"
)


@operation(
    "logistics.save_item",
    title=_("Save item"),
    permission="logistics.item.manage",
    audit_verb=_("saved the item"),
    conflicts=CONFLICTS,
)
async def save_item(work: Work, form: SaveItem) -> ItemSaved:
    """Add or change an item. Its unit, tracking and costing stay once it has moved."""
    if form.is_service and form.tracking != "none":
        raise Refused("SERVICE_TRACKED", _("A service has no lots. Choose tracking by quantity only."), field="tracking")
    facts = (
        form.code, form.name, form.unit, form.is_service, form.method, form.tracking, form.removal, form.min_remaining_days,
        form.purchase_price, form.sales_price, form.weight, form.is_closed,
    )  # fmt: skip
    if form.id is None:
        row = await work.row(INSERT, work.scope.company, *facts)
    else:
        row = await work.row(UPDATE, *facts, work.scope.company, form.id, form.version, form.version)
    if row is None:
        raise await untouched(work, "logistics.item", form.id or 0)
    await _keep_units(work, row["id"], form)
    await _keep_places(work, row["id"], form)
    await _keep_barcode(work, row["id"], form.barcode)
    await _index(work, row["id"], form)
    return ItemSaved(**row)


async def _keep_units(work: Work, item: int, form: SaveItem) -> None:
    rows: list[tuple[Any, ...]] = []
    for unit in form.units:
        common = gcd(unit.numerator, unit.denominator)
        rows.append((unit.unit, unit.numerator // common, unit.denominator // common))
    if form.id is not None:
        await work.run("delete from logistics.item_unit where company_id = %s and item_id = %s", work.scope.company, item)
    if rows:
        await work.run(
            "insert into logistics.item_unit (company_id, item_id, unit_id, numerator, denominator)"
            " select %s, %s, * from unnest(%s::bigint[], %s::bigint[], %s::bigint[])",
            work.scope.company,
            item,
            *(list(column) for column in zip(*rows, strict=True)),
        )


async def _keep_places(work: Work, item: int, form: SaveItem) -> None:
    if form.id is not None:
        await work.run("delete from logistics.item_place where company_id = %s and item_id = %s", work.scope.company, item)
    if not form.places:
        return
    known = await read_locations(work, [x.place for x in form.places])
    places = [known.stock(x.place, f"places.{n}.place") for n, x in enumerate(form.places)]
    await work.run(
        "insert into logistics.item_place (company_id, item_id, stock_id, place_id)"
        " select %s, %s, * from unnest(%s::bigint[], %s::bigint[])",
        work.scope.company,
        item,
        [x.stock for x in places],
        [x.id for x in places],
    )


async def _keep_barcode(work: Work, item: int, code: str) -> None:
    """The barcode of the stock unit; further ones are added by scanning."""
    await work.run(
        "delete from logistics.barcode where company_id = %s and item_id = %s and unit_id is null and code <> %s",
        work.scope.company,
        item,
        code,
    )
    if code:
        await work.run(
            "insert into logistics.barcode (company_id, code, item_id) select %s, %s, %s"
            " where not exists (select from logistics.barcode where company_id = %s and code = %s and item_id = %s)",
            work.scope.company,
            code,
            item,
            work.scope.company,
            code,
            item,
        )


async def _index(work: Work, item: int, form: SaveItem) -> None:
    await work.run(
        "select core.index_for_search(%s, 'logistics', 'item', %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],"
        " 'logistics.read')",
        work.scope.company,
        [item],
        [form.code],
        [form.name],
        [form.barcode],
        [f"logistics/items/{item}"],
    )
