"""A scanned code that nobody knew is told what it stands for, once."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.fields import ItemField, Unit
from dapur_logistics.operations.items_known import read_items


class AddBarcode(Form):
    """The code, its item, and what one scan of it adds."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Barcode"), kind="code")]
    item: ItemField
    unit: Unit = None


class BarcodeAdded(Result):
    """The item that knows it now."""

    id: int
    code: str


@operation(
    "logistics.add_barcode",
    title=_("Add a barcode"),
    permission="logistics.item.manage",
    audit_verb=_("added the barcode"),
    conflicts={"barcode_code_key": ("code", "BARCODE_TAKEN", _("Another item has this barcode. Check the label."))},
)
async def add_barcode(work: Work, form: AddBarcode) -> BarcodeAdded:
    """Remember what a code stands for: an item, or a box of it."""
    items = await read_items(work, [form.item], [form.unit])
    items[form.item].factor(form.unit)
    unit = form.unit if form.unit != items[form.item].unit_id else None
    await work.run(
        "insert into logistics.barcode (company_id, code, item_id, unit_id) values (%s, %s, %s, %s)",
        work.scope.company,
        form.code,
        form.item,
        unit,
    )
    return BarcodeAdded(id=form.item, code=form.code)
