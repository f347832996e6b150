"""Items come from a file, with their units and barcodes; the same file again changes nothing."""

from pathlib import Path

from dapur.imports.from_file import import_file
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur_logistics.imports import read_item

FILE = """kode,nama,satuan,metode,harga beli,barcode,satuan lain,isi,barcode satuan lain
WJN-28,Wajan besi 28 cm,pcs,rata-rata,85000,8990001,box,6,8990006
WJN-28,,,,,,set,12,
PSU-20,Pisau koki,pcs,,62000,,,,
"""


async def test_items_come_from_a_file_once(actor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text(FILE, "utf-8")

    first = await import_file(actor.house, actor.scope, "logistics.items", path, {}, {})
    again = await import_file(actor.house, actor.scope, "logistics.items", path, {}, {})

    assert (first.counts["new"], again.counts["new"], again.counts["same"]) == (2, 0, 2), first
    rows = (await actor.page("logistics.items", Wish(columns=("code", "method", "barcode", "purchase_price")))).dicts()
    assert [(r["code"], r["method"], r["barcode"], r["purchase_price"]) for r in rows] == [
        ("PSU-20", "fifo", "", 62_000),
        ("WJN-28", "moving_average", "8990001", 85_000),
    ]
    units = (await actor.page("logistics.item_units", Wish(columns=("unit", "numerator", "denominator")))).dicts()
    assert [(u["unit"], u["numerator"], u["denominator"]) for u in units] == [("box", 6, 1), ("set", 12, 1)]


async def test_a_unit_or_word_that_nobody_knows_is_told_at_its_row(actor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "barang.csv"
    path.write_text("kode,nama,satuan,metode\nA,Satu,karung,fifo\nB,Dua,pcs,lifo\n", "utf-8")

    outcome = await import_file(actor.house, actor.scope, "logistics.items", path, {}, {})

    assert outcome.counts["new"] == 0
    assert (await actor.page("logistics.items", Wish(columns=("code",)))).rows == []


def test_a_further_barcode_without_another_unit_stands_for_one_of_the_items_own() -> None:
    rows = [{"code": "A", "name": "Satu", "unit": "pcs", "other_barcode": "8990002"}]

    assert read_item(rows, {"pcs": 1})["barcodes"] == [{"code": "8990002", "unit": None}]
