"""Files that fill the items: a row an item, further rows of the same code its other units with their barcodes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dapur.contract import Import, ImportColumn, Refused, Shown, _
from dapur.queries.reader import Reader
from dapur_logistics.operations.take_item import take_item

Row = Mapping[str, Any]
METHODS = {
    "": "fifo",
    "fifo": "fifo",
    "moving_average": "moving_average",
    "average": "moving_average",
    "rata-rata": "moving_average",
}
TRACKINGS = {"": "none", "none": "none", "tidak": "none", "lot": "lot", "serial": "serial", "nomor seri": "serial"}


async def units_by_code(reader: Reader, _options: Any) -> dict[str, int]:
    """Units that a file may name, by code."""
    rows = await reader.rows("select lower(code), id from base.unit where company_id = %s", reader.scope.company)
    return dict(rows)


def read_item(rows: Sequence[Row], units: Mapping[str, int]) -> dict[str, Any]:
    """One item from its rows. Raises Refused for a word or unit that is not known."""
    first = rows[0]
    raw: dict[str, Any] = {
        "code": str(first.get("code") or ""),
        "name": str(first.get("name") or ""),
        "unit": _unit(units, first.get("unit") or "pcs", "unit"),
        "is_service": bool(first.get("is_service")),
        "method": _word(METHODS, first, "method"),
        "tracking": _word(TRACKINGS, first, "tracking"),
        "barcode": str(first.get("barcode") or ""),
    }
    raw |= {name: first[name] for name in ("purchase_price", "sales_price", "weight") if first.get(name) is not None}
    raw["units"], raw["barcodes"] = [], []
    for n, row in enumerate(rows):
        unit = None
        if row.get("other_unit"):
            unit = _unit(units, row["other_unit"], f"{n}.other_unit")
            above, below = Decimal(row.get("makes") or 0).as_integer_ratio()
            raw["units"].append({"unit": unit, "numerator": above, "denominator": below})
        if row.get("other_barcode"):
            raw["barcodes"].append({"code": str(row["other_barcode"]), "unit": unit})
    return raw


def _unit(units: Mapping[str, int], code: Any, column: str) -> int:
    found = units.get(str(code).strip().lower())
    if found is None:
        text = _("There is no unit {code} here. Add it to the units of measure first.").fill(code=str(code))
        raise Refused("UNIT_UNKNOWN", text, field=column)
    return found


def _word(words: Mapping[str, str], row: Row, column: str) -> str:
    typed = str(row.get(column) or "").strip().casefold()
    if typed not in words:
        text = _('"{word}" is not known here. Write one of: {words}.').fill(word=typed, words=", ".join(w for w in words if w))
        raise Refused("WORD_UNKNOWN", text, field=column)
    return words[typed]


ITEMS = Import(
    "logistics.items",
    _("Goods"),
    "logistics.item.manage",
    columns=(
        ImportColumn("code", Shown(_("Code")), required=True, aliases=("kode", "sku", "kode barang"), example="WJN-28"),
        ImportColumn("name", Shown(_("Name")), aliases=("nama", "nama barang"), example="Wajan besi 28 cm"),
        ImportColumn("unit", Shown(_("Stock unit")), aliases=("satuan", "uom"), example="pcs"),
        ImportColumn("is_service", Shown(_("Service"), kind="flag"), aliases=("jasa",), example=""),
        ImportColumn("method", Shown(_("Costing")), aliases=("metode", "penilaian"), example="fifo"),
        ImportColumn("tracking", Shown(_("Tracking")), aliases=("pelacakan",), example=""),
        ImportColumn("purchase_price", Shown(_("Purchase price"), kind="money"), aliases=("harga beli",), example="85000"),
        ImportColumn("sales_price", Shown(_("Sales price"), kind="money"), aliases=("harga jual",), example="129000"),
        ImportColumn("weight", Shown(_("Weight (kg)"), kind="number"), aliases=("berat",), example="1.2"),
        ImportColumn("barcode", Shown(_("Barcode")), aliases=("kode batang", "ean"), example="8992753100027"),
        ImportColumn("other_unit", Shown(_("Other unit")), aliases=("satuan lain",), example="box", fields=("units",)),
        ImportColumn(
            "makes", Shown(_("Makes"), kind="number"), aliases=("isi",), example="6", fields=("numerator", "denominator")
        ),
        ImportColumn(
            "other_barcode",
            Shown(_("Barcode of the other unit")),
            aliases=("barcode satuan lain",),
            example="",
            fields=("barcodes",),
        ),
    ),
    operation=take_item,
    read=read_item,
    prepare=units_by_code,
    group="code",
    reference="code",
    address="logistics/items",
)
IMPORTS = (ITEMS,)
