"""Journal entries and charts from files: grouped rows, safe repeats, problems at their row and column."""

from pathlib import Path
from typing import Any

import pytest

from dapur.imports.from_file import ImportOutcome, import_file
from dapur.queries.plan import Wish
from tests.plugins.accounting.books import Books

GOOD = """nomor,tanggal,akun,debet,kredit,keterangan
1,2026-03-02,1101,500000,,Penjualan tunai
,,4101,,500000,
2,2026-03-03,Sewa,900000,,Sewa toko
,,1101,,900000,
"""


async def load(books: Books, path: Path, text: str, name: str = "accounting.entries", **more: Any) -> ImportOutcome:
    path.write_text(text, "utf-8")
    return await import_file(books.actor.house, books.actor.scope, name, path, {}, {}, **more)


async def test_rows_become_entries_and_the_same_file_again_books_nothing(books: Books, tmp_path: Path) -> None:
    first = await load(books, tmp_path / "jurnal.csv", GOOD)
    again = await load(books, tmp_path / "jurnal.csv", GOOD)

    assert (first.counts["new"], again.counts["new"], again.counts["same"]) == (2, 0, 2)
    rows = (await books.actor.page("accounting.entries", Wish(sort=("number",)))).dicts()
    assert [(r["number"], r["description"]) for r in rows] == [
        ("JU/2026/03/0001", "Penjualan tunai"),
        ("JU/2026/03/0002", "Sewa toko"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("500000,,Penj", "400000,,Penj", (2, ""), "ENTRY_UNBALANCED"),
        ("4101", "4999", (3, "akun"), "ACCOUNT_UNKNOWN"),
        ("2026-03-03", "2026-02-31", (4, "tanggal"), ""),
        ("900000,,Sewa", "sembilan,,Sewa", (4, "debet"), ""),
        ("500000,,Penj", "500000.5,,Penj", (2, "debet"), ""),
    ],
)
async def test_a_wrong_row_is_told_at_its_place_and_nothing_is_saved(
    books: Books, tmp_path: Path, old: str, new: str, place: tuple[int, str], code: str
) -> None:
    outcome = await load(books, tmp_path / "jurnal.csv", GOOD.replace(old, new))

    problem = outcome.problems[0]
    assert (problem.row, problem.column) == place, outcome.problems
    assert not code or problem.code == code
    assert (await books.actor.page("accounting.entries")).rows == []


async def test_a_reference_with_other_content_is_told(books: Books, tmp_path: Path) -> None:
    await load(books, tmp_path / "a.csv", GOOD)

    outcome = await load(books, tmp_path / "b.csv", GOOD.replace("500000", "600000"))

    assert [p.code for p in outcome.problems] == ["REFERENCE_REUSED"]


async def test_a_chart_is_placed_with_its_headings_once(books: Books, tmp_path: Path) -> None:
    text = "akun,jenis,kode,nama\nToko:Kas:Laci,aset,T-1,Kas laci\nToko:Kas,aset,,Kas toko\n"

    first = await load(books, tmp_path / "akun.csv", text, "accounting.accounts")
    again = await load(books, tmp_path / "akun.csv", text, "accounting.accounts")

    assert (first.counts["new"], again.counts["same"]) == (2, 2)
    rows = (await books.actor.page("accounting.accounts", Wish(search="Toko"))).dicts()
    assert [(r["name"], r["is_group"]) for r in rows] == [("Toko", True), ("Kas toko", False), ("Kas laci", False)]
