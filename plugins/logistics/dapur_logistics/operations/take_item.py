"""An item of a file: made once; the same code again changes nothing."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.add_barcode import AddBarcode, add_barcode
from dapur_logistics.operations.fields import Unit
from dapur_logistics.operations.save_item import CONFLICTS, SaveItem, save_item


class UnitBarcode(Form):
    """A further barcode, and what one scan of it adds."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Barcode"), kind="code")]
    unit: Unit = None


class TakeItem(SaveItem):
    """An item as it is saved, with the barcodes of its other units."""

    barcodes: Annotated[list[UnitBarcode], Field(max_length=20), Shown(_("Barcodes of other units"), kind="lines")] = []


class ItemTaken(Result):
    """The item; existing: its code was there, and it stays as it is."""

    id: int
    code: str
    existing: bool


@operation(
    "logistics.take_item",
    title=_("Take over item"),
    permission="logistics.item.manage",
    audit_verb=_("took over the item"),
    conflicts=CONFLICTS,
)
async def take_item(work: Work, form: TakeItem) -> ItemTaken:
    """Add an item with its units and barcodes, unless its code is there already."""
    known = await work.value("select id from logistics.item where company_id = %s and code = %s", work.scope.company, form.code)
    if known is not None:
        return ItemTaken(id=known, code=form.code, existing=True)
    saved = await save_item.run(work, SaveItem(**form.model_dump(exclude={"barcodes"})))
    for barcode in form.barcodes:
        await add_barcode.run(work, AddBarcode(code=barcode.code, item=saved.id, unit=barcode.unit))
    return ItemTaken(id=saved.id, code=saved.code, existing=False)
