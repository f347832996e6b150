"""Lots and serial numbers of lines: found or made, and checked against how the item is tracked."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _
from dapur.operations.work import Work
from dapur_logistics.operations.items_known import Item

LotCode = Annotated[str, StringConstraints(max_length=100)]


class LotGiven(Form):
    """A lot that comes in, as the supplier's papers name it."""

    code: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code")]
    supplier_batch: Annotated[LotCode, Shown(_("Supplier's batch"), kind="code")] = ""
    expires: Annotated[date | None, Shown(_("Expires"))] = None


async def take_in_lot(work: Work, item: Item, given: LotGiven | None, field: str) -> int | None:
    """The lot of this code, made when it is new. Raises Refused (LOT_NEEDED)."""
    check_tracked(item, given.code if given else "", field)
    if given is None or not given.code:
        return None
    found = await work.value(
        "insert into logistics.lot (company_id, item_id, code, supplier_batch, expires) values (%s, %s, %s, %s, %s)"
        " on conflict (company_id, item_id, code) do nothing returning id",
        work.scope.company,
        item.id,
        given.code,
        given.supplier_batch,
        given.expires,
    )
    return int(found) if found is not None else await find_lot(work, item, given.code, field)


async def find_lot(work: Work, item: Item, code: str, field: str) -> int | None:
    """The lot of this code. Raises Refused (LOT_NEEDED, LOT_UNKNOWN)."""
    check_tracked(item, code, field)
    if not code:
        return None
    found = await work.value(
        "select id from logistics.lot where company_id = %s and item_id = %s and code = %s", work.scope.company, item.id, code
    )
    if found is None:
        raise Refused(
            "LOT_UNKNOWN", _("{item} has no lot {lot} here. Check the label.").fill(item=item.code, lot=code), field=field
        )
    return int(found)


def check_tracked(item: Item, code: str, field: str) -> None:
    """Raises Refused where the item is kept by lot and none is named, or the other way round."""
    if (item.tracking != "none") != bool(code):
        text = (
            _("{item} is kept by lot or serial number. Name it.") if not code else _("{item} is not kept by lot. Leave it empty.")
        )
        raise Refused("LOT_NEEDED", text.fill(item=item.code), field=field)


async def refuse_serials_in_stock(work: Work, lots: Sequence[int]) -> None:
    """Raise Refused (SERIAL_EXISTS) where one of these serial numbers lies in stock already. Their items are held."""
    rows = await work.rows(
        "select l.code from logistics.on_hand h join logistics.lot l on l.company_id = h.company_id and l.id = h.lot_id"
        " where h.company_id = %s and h.lot_id = any (%s) and h.is_serial and h.quantity > 0 order by l.code",
        work.scope.company,
        list(lots),
    )
    if rows:
        codes = [row["code"] for row in rows]
        text = _("{serials} is in stock already. Check the label; a serial number exists once.").fill(serials=", ".join(codes))
        raise Refused("SERIAL_EXISTS", text, field="lines", serials=codes)


async def serial_missing(work: Work, lot: int) -> Refused:
    """The refusal for a serial number that does not lie in the place."""
    code = await work.value("select code from logistics.lot where company_id = %s and id = %s", work.scope.company, lot)
    text = _("{serial} does not lie here. Check the label, or look where it is.").fill(serial=code)
    return Refused("SERIAL_NOT_ON_HAND", text, field="lot", serials=[code])
