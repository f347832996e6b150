import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pypdf
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as some

from dapur.contract import Choice, Column, Refused, ReportRow, Sheet, _
from dapur.documents import pdf_writer
from dapur.documents.csv_writer import STARTS_FORMULA, guarded, unguarded, write_csv
from dapur.documents.pdf_writer import draw_pages, lay_out, statement_of, write_pdf
from dapur.documents.sheet_reader import read_table
from dapur.documents.table import Head, Table, from_rows, from_sheet
from dapur.documents.text_writer import write_text
from dapur.documents.xlsx_writer import write_xlsx

HEAD = Head(
    "PT Sumber Rejeki",
    _("Total"),
    "Rina Wati",
    datetime(2026, 11, 24, 7, 12, tzinfo=UTC),
    [("Periode", "November 2026"), ("Per", "30 Nov 2026")],
)
LIST = [
    Column("number", "Nomor", "code"),
    Column("party", "Pelanggan"),
    Column("day", "Tanggal", "date"),
    Column("amount", "Nilai", "money", currency="currency", total=True),
    Column("currency", "Mata uang", "code"),
    Column("units", "Jumlah", "quantity", total=True),
    Column("state", "Status", "status", choices=[Choice("paid", _("yes"))]),
    Column("made", "Dibuat", "time"),
]
EVIL = '=HYPERLINK("http://x","y")'
MADE = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
ROWS: list[tuple[Any, ...]] = [
    ("INV/1", EVIL, date(2026, 11, 2), Decimal("1250000.50"), "IDR", Decimal("2.5"), "paid", MADE),
    ("INV/2", "a\u202eb", None, Decimal("-10.00"), "USD", Decimal(3), "open", None),
]


def listing(rows: Sequence[Sequence[Any]] = ROWS, head: Head = HEAD) -> Table:
    return from_rows(LIST, iter(rows), head)


def report(rows: Sequence[ReportRow]) -> Table:
    columns = [Column("account", "Akun"), Column("debit", "Debit", "money")]
    return from_sheet(Sheet("Neraca saldo", columns, rows, [("Basis", "Akrual")], ["Catatan #panic()"]), HEAD)


SHEET = [
    ReportRow(["Aset", None], style="heading"),
    ReportRow(["#panic() $x$ *Kas*", Decimal(1250000)], 1),
    ReportRow(["Jumlah", Decimal(1250000)], style="total"),
]


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(write_csv(table)).decode("utf-8-sig"), newline="")))


def test_csv_is_plain_for_machines_and_runs_nothing() -> None:
    head, first, second = csv_rows(listing())
    assert head[:4] == ["Nomor", "Pelanggan", "Tanggal", "Nilai"]
    assert first == ["INV/1", "'" + EVIL, "2026-11-02", "1250000.50", "IDR", "2.5", "ya", "2026-11-02T14:00:00+07:00"]
    assert second[1:4] == ["a[U+202E]b", "", "-10.00"]
    assert not b"".join(write_csv(listing(), bom=False)).startswith(b"\xef\xbb\xbf")


@given(some.text(some.characters(exclude_categories=["Cs"])))
def test_no_cell_starts_a_formula_and_nothing_is_lost(text: str) -> None:
    assert not guarded(text).startswith(STARTS_FORMULA)
    if not (text[:1] == "'" and text[1:].startswith(STARTS_FORMULA)):
        assert unguarded(guarded(text)) == text


def test_csv_streams_in_blocks() -> None:
    blocks = list(write_csv(listing([ROWS[0]] * 1200)))
    assert len(blocks) == 3
    assert sum(block.count(b"\r\n") for block in blocks) == 1201


def workbook(table: Table) -> list[list[Any]]:
    out = io.BytesIO()
    write_xlsx(table, out)
    out.seek(0)
    return python_calamine.load_workbook(out).get_sheet_by_index(0).to_python()


def test_xlsx_reads_back_with_types_and_totals_for_each_currency() -> None:
    rows = workbook(listing())
    assert [row[0] for row in rows[:5]] == [
        "PT Sumber Rejeki",
        "Jumlah",
        "Periode: November 2026",
        "Per: 30 Nov 2026",
        "Dibuat oleh: Rina Wati, 24 Nov 2026 14.12 WIB",
    ]
    assert rows[6][:3] == ["Nomor", "Pelanggan", "Tanggal"]
    assert rows[7] == ["INV/1", EVIL, date(2026, 11, 2), 1250000.5, "IDR", 2.5, "ya", datetime(2026, 11, 2, 14, 0)]
    assert [(row[0], row[3], row[4], row[5]) for row in rows[9:]] == [
        ("Jumlah", 1250000.5, "IDR", 5.5),
        ("Jumlah", -10.0, "USD", ""),
    ]


def test_xlsx_keeps_every_digit_of_a_long_number() -> None:
    rows = workbook(report([ReportRow(["Kas", Decimal("12345678901234567.89")])]))
    assert rows[-3][1] == "12345678901234567.89"


def test_xlsx_is_read_by_our_own_import() -> None:
    out = io.BytesIO()
    write_xlsx(listing(), out)
    rows = list(read_table(out.getvalue(), "faktur.xlsx"))
    assert rows[7][:6] == ["INV/1", EVIL, date(2026, 11, 2), Decimal("1250000.5"), "IDR", Decimal("2.5")]


def test_xlsx_title_with_forbidden_signs() -> None:
    head = Head("X", "Kas [1/2]: 'a' *" * 5, "r", HEAD.when)
    assert workbook(Table(head, LIST, []))[0][0] == "X"


def pages(table: Table) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(write_pdf(table))).pages]


def test_pdf_shows_head_rows_and_page_and_evaluates_nothing() -> None:
    (text,) = pages(report(SHEET))
    for words in (
        "PT Sumber Rejeki",
        "Neraca saldo",
        "November 2026",
        "Akrual",
        "Rina Wati, 24 Nov 2026 14.12 WIB",
        "Debit (IDR)",
        "#panic() $x$ *Kas*",
        "1.250.000",
        "Catatan #panic()",
        "1/1",
    ):
        assert words in text


def test_pdf_repeats_the_head_row_and_counts_pages() -> None:
    found = pages(report([ReportRow([f"Akun {number}", Decimal(number)]) for number in range(150)]))
    assert len(found) == 3
    for number, text in enumerate(found, 1):
        assert "Debit (IDR)" in text
        assert f"{number}/3" in text
    assert sum(len(re.findall(r"Akun \d", text)) for text in found) == 150


def test_pdf_is_the_same_byte_for_byte() -> None:
    assert write_pdf(report(SHEET)) == write_pdf(report(SHEET))


def test_pdf_uses_only_shipped_fonts() -> None:
    fonts = pypdf.PdfReader(io.BytesIO(write_pdf(report(SHEET)))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert {str(font.get_object()["/BaseFont"]).partition("+")[2].removesuffix("-Identity-H") for font in fonts.values()} <= {
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
    }


def test_pdf_draws_pages() -> None:
    (page,) = draw_pages(listing())
    assert page.startswith(b"\x89PNG")


def test_pdf_says_so_when_there_is_nothing() -> None:
    assert "Tidak ada baris." in pages(report([]))[0]


def test_ch4_a_pdf_too_long_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_writer, "MOST_ROWS", 3)
    assert write_pdf(report(SHEET))
    with pytest.raises(Refused) as caught:
        write_pdf(report([*SHEET, SHEET[0]]))
    assert caught.value.code == "TOO_MANY_ROWS"


def test_ch8_narrow_then_turn_then_split_with_the_first_column_repeated() -> None:
    number = (7.0, 7.0, False)
    assert lay_out([number] * 5, None) == (False, 9.0, [[0, 1, 2, 3, 4]])
    assert lay_out([number] * 10, None)[0] is True
    assert lay_out([number] * 10, False)[2][1][0] == 0
    turned, _size, parts = lay_out([number] * 40, None)
    assert turned
    assert all(part[0] == 0 for part in parts)
    assert [place for part in parts for place in part[1:]] == list(range(1, 40))


@given(some.lists(some.tuples(some.floats(1, 60), some.floats(0, 10), some.booleans()), min_size=1, max_size=30))
def test_ch8_every_column_is_on_paper_once(shapes: list[tuple[float, float, bool]]) -> None:
    _turned, _size, parts = lay_out([(least, least + more, wraps) for least, more, wraps in shapes], None)
    shown = [0, *(place for part in parts for place in part if place)]
    assert shown == list(range(len(shapes)))
    assert all(first < second for part in parts for first, second in pairwise(part))


def test_a_long_word_may_break_and_wide_tables_go_on_in_parts() -> None:
    columns = [Column("name", "Nama"), *(Column(f"m{n}", f"Bulan {n}", "money") for n in range(30))]
    rows = [("x" * 60, *[Decimal(1250000000)] * 30)]
    found = pages(from_rows(columns, rows, HEAD))
    assert len(found) == len(statement_of(from_rows(columns, rows, HEAD))["parts"]) > 1
    assert all("Nama" in text for text in found)


def test_text_for_the_command_line() -> None:
    lines = list(write_text(report(SHEET)))
    assert lines[:2] == ["PT Sumber Rejeki", "Neraca saldo"]
    assert "  #panic() $x$ *Kas*    1.250.000" in lines
    assert lines[-1] == "Catatan #panic()"
    assert lines[-3].endswith("1.250.000")


def test_text_lines_up_wide_letters() -> None:
    columns = [Column("name", "Nama"), Column("n", "n", "integer")]
    lines = list(write_text(from_rows(columns, [("\u6771\u4eac", 1), ("abcd", 12000)], HEAD)))
    assert lines[-2:] == ["\u6771\u4eac       1", "abcd  12.000"]


def test_numbers_in_key_columns_are_names_not_counts() -> None:
    columns = [Column("id", "Akun", "code"), Column("year", "Tahun", "text")]
    assert list(write_text(from_rows(columns, [(11000, 2026)], HEAD)))[-1] == "11000  2026"
