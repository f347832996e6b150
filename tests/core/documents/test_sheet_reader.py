import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as some

from dapur.documents.csv_reader import find_delimiter
from dapur.documents.limits import Limits, Unreadable
from dapur.documents.sheet_reader import read_table
from dapur.language.catalogue import translate


def xlsx(rows: list[list[Any]], hidden: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if hidden:
        secret = book.add_worksheet("Rahasia")
        secret.write(0, 0, "tersembunyi")
    sheet = book.add_worksheet("Data")
    if hidden:
        sheet.activate()
        sheet.set_first_sheet()
        secret.hide()
    day = book.add_format({"num_format": "d mmm yyyy"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            else:
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


def refusal(source: bytes | Path, name: str = "faktur.xlsx", **limits: int) -> str:
    with pytest.raises(Unreadable) as caught:
        list(read_table(source, name, Limits(**limits)))
    assert caught.value.problems[0].field == "file"
    return translate(caught.value.problems[0].message, "id")


def test_xlsx_gives_text_numbers_dates_and_nothing() -> None:
    given_rows: list[list[Any]] = [
        ["Nomor", "Nilai"],
        ["0012", 12345.67],
        ["b", 3],
        [None, 0.1],
        [date(2026, 11, 2), None],
        [datetime(2026, 11, 2, 14, 30), True],
    ]
    assert list(read_table(xlsx(given_rows), "a.xlsx")) == [
        ["Nomor", "Nilai"],
        ["0012", Decimal("12345.67")],
        ["b", Decimal(3)],
        [None, Decimal("0.1")],
        [date(2026, 11, 2), None],
        ["2026-11-02 14:30:00", "TRUE"],
    ]


def test_xlsx_skips_hidden_sheets() -> None:
    assert list(read_table(xlsx([["a"]], hidden=True), "a.xlsx")) == [["a"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nama;Jumlah\nJos\u00e9;1,5\n", "utf-8"),
        ("Nama;Jumlah\r\nJos\u00e9;1,5\r\n", "utf-8-sig"),
        ("Nama;Jumlah\nJos\u00e9;1,5\n", "utf-16"),
        ("Nama;Jumlah\nJos\u00e9;1,5\n", "utf-16-le"),
        ("Nama;Jumlah\nJos\u00e9;1,5\n", "utf-16-be"),
        ('Nama,Jumlah\nJos\u00e9,"1,5"\n', "cp1252"),
        ("Nama\tJumlah\nJos\u00e9\t1,5\n", "utf-8"),
        ("sep=|\nNama|Jumlah\nJos\u00e9|1,5\n", "utf-8"),
    ],
)
def test_csv_in_any_common_writing(text: str, encoding: str) -> None:
    assert list(read_table(text.encode(encoding), "a.csv")) == [["Nama", "Jumlah"], ["Jos\u00e9", "1,5"]]


CELLS = some.text(some.characters(categories=["L", "N", "P", "Zs"]), max_size=8).map(str.strip)


@given(some.lists(some.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=8), some.sampled_from([",", ";", "\t"]))
def test_csv_reads_what_was_written(rows: list[list[str]], delimiter: str) -> None:
    import csv

    from dapur.language.text import clean

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Nama", "Nilai", "Catatan"], *([clean(cell).lstrip("'").strip() for cell in row] for row in rows)])
    found = list(read_table(out.getvalue().encode(), "a.csv"))
    assert [[cell or "" for cell in row] for row in found[1:]] == [
        [clean(cell).lstrip("'").strip() for cell in row] for row in rows
    ]


def test_delimiter_is_not_fooled_by_decimal_commas() -> None:
    assert find_delimiter("Nama;Nilai\na;1,5\nb;2,5\nc;3\n") == ";"
    assert find_delimiter("satu kolom\nlain\n") == ","


def test_empty_rows_stay_so_that_row_numbers_agree() -> None:
    assert list(read_table(b"a,b\n\n1,2\n", "a.csv")) == [["a", "b"], [], ["1", "2"]]


def test_two_hundred_thousand_rows_stream(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "big.csv"
    path.write_text("a,b\n" + "name of someone,1250000\n" * 200_000)
    tracemalloc.start()
    assert sum(1 for _row in read_table(path, "big.csv")) == 200_001
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def bomb(declared: bool) -> bytes:
    """A workbook that unpacks to far more than it is packed to; `declared`: it says so."""
    book = zipfile.ZipFile(io.BytesIO(xlsx([["a"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in book.infolist():
            body = book.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                cell = b'<c t="inlineStr"><is><t>' + b"x" * 200 + b"</t></is></c>"
                body = body.replace(b"<sheetData>", b"<sheetData>" + (b"<row>" + cell * 50 + b"</row>") * 30_000)
            packed.writestr(part, body)
    data = out.getvalue()
    if declared:
        return data
    size = next(part.file_size for part in zipfile.ZipFile(out).infolist() if part.file_size > 10**7)
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def test_an_honest_bomb_is_refused_before_unpacking() -> None:
    assert "batasnya 100 MB" in refusal(bomb(declared=True), unpacked=100_000_000)


def test_a_lying_bomb_is_stopped_by_the_workers_limits() -> None:
    assert refusal(bomb(declared=False), unpacked=100_000_000, memory=300_000_000, seconds=10)


def test_a_slow_file_is_stopped(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[number, "x"] for number in range(20_000)]
    assert refusal(xlsx(rows), seconds=0) == (
        "faktur.xlsx tidak selesai dibaca dalam batasnya. Simpan ulang, atau bagi menjadi dua."
    )


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"", "Berkas faktur.xlsx kosong. Pilih berkas lain."),
        (b"PK\x03\x04 broken", "faktur.xlsx rusak atau bukan tabel. Simpan ulang sebagai XLSX atau CSV."),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100,
            "faktur.xlsx berkas Excel lama atau terkunci. Simpan sebagai XLSX tanpa kata sandi.",
        ),
        (b"%PDF-1.7\x00\x01\x02 binary", "faktur.xlsx rusak atau bukan tabel. Simpan ulang sebagai XLSX atau CSV."),
        (b'a,b\n"never closed', "faktur.xlsx rusak atau bukan tabel. Simpan ulang sebagai XLSX atau CSV."),
        (b"a,b\n\x81\x8d\xff", "faktur.xlsx rusak atau bukan tabel. Simpan ulang sebagai XLSX atau CSV."),
    ],
)
def test_what_cannot_be_read_says_so(source: bytes, says: str) -> None:
    assert refusal(source) == says


def test_a_zip_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "hello")
    assert "rusak" in refusal(out.getvalue())


def test_a_damaged_workbook() -> None:
    whole = bytearray(xlsx([["a", number] for number in range(2000)]))
    begin = whole.index(b"xl/worksheets/sheet1.xml") + 40
    whole[begin : begin + 500] = b"\xff" * 500
    assert refusal(bytes(whole))


def test_limits_of_size_rows_columns_and_letters() -> None:
    assert "batasnya 0 MB" in refusal(b"a" * 100, bytes=10)
    assert "lebih dari 2 baris" in refusal(b"a\n" * 5, rows=3)
    assert "lebih dari 2 baris" in refusal(xlsx([["a"]] * 5), rows=3)
    assert "lebih dari 3 kolom" in refusal(b"a,b,c,d\n", columns=3)
    assert "lebih dari 3 kolom" in refusal(xlsx([["a", "b", "c", "d"]]), columns=3)
    assert "lebih dari 10 huruf" in refusal(b"a" * 11, letters=10)
    assert "lebih dari 10 huruf" in refusal(xlsx([["a" * 11]]), letters=10)


def test_the_reader_stops_its_worker_when_nobody_reads_on() -> None:
    rows = read_table(xlsx([["a"]] * 5000), "a.xlsx")
    assert next(rows) == ["a"]
    rows.close()  # type: ignore[attr-defined]


def test_a_sheet_that_claims_to_be_huge_cannot_take_the_memory() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "z")
    book.close()
    assert refusal(out.getvalue(), memory=500_000_000)


def test_leading_empty_rows_count() -> None:
    assert list(read_table(xlsx([[], [], ["a", "b"]]), "a.xlsx")) == [[None, None], [None, None], ["a", "b"]]
