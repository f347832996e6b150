"""Files of strangers: everything wrong is told at its row and column, and nothing is half saved."""

import io
import zipfile
from pathlib import Path

import pytest

from dapur.contract import Forbidden, NotFound, Refused
from dapur.documents.sheet_reader import read_table
from dapur.imports.from_file import import_file
from dapur.testing.companies import Actor
from tests.core.imports.conftest import HEAD, Importer, kept, slips


async def test_rows_become_records_and_a_dry_run_saves_nothing(importing: Importer, clerk: Actor) -> None:
    tried = await importing(slips(3), dry_run=True)
    assert (tried.ok, tried.saved, tried.counts) == (True, False, {"records": 3, "new": 3, "same": 0, "wrong": 0})
    assert await kept(clerk) == []

    done = await importing(slips(3))
    assert done.saved
    assert await kept(clerk) == ["A-1", "A-2", "A-3"]


async def test_the_same_file_again_books_nothing(importing: Importer, clerk: Actor) -> None:
    await importing(slips(3))
    again = await importing(slips(4))

    assert again.counts == {"records": 4, "new": 1, "same": 3, "wrong": 0}
    assert await kept(clerk) == ["A-1", "A-2", "A-3", "A-4"]


WRONG = {
    "unbalanced": ("B,2026-01-02,kas,5\nB,2026-01-02,beban,-4\n", 4, "", "UNBALANCED"),
    "unknown account": ("B,2026-01-02,kas,5\nB,2026-01-02,entah,-5\n", 5, "account", "ACCOUNT_UNKNOWN"),
    "31 February": ("B,31/02/2026,kas,0\n", 4, "on", "NOT_A_DATE"),
    "a day only": ("B,2,kas,0\n", 4, "on", "NOT_A_DATE"),
    "text for a number": ("B,2026-01-02,kas,lima\n", 4, "amount", "NOT_A_NUMBER"),
    "too many decimals": ("B,2026-01-02,kas,1.12345\nB,2026-01-02,beban,-1.12345\n", 4, "amount", "TOO_MANY_DECIMALS"),
    "nothing where something must be": ("B,2026-01-02,,0\n", 4, "account", "REQUIRED"),
    "rows apart": ("B,2026-01-02,kas,0\nC,2026-01-02,kas,0\nB,2026-01-02,kas,0\n", 6, "reference", "ROWS_APART"),
    "a number as large as nothing": (f"B,2026-01-02,kas,{'9' * 40}\n", 4, "amount", "NUMBER_TOO_LONG"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_is_wrong_is_told_at_its_row_and_column_and_nothing_is_saved(
    case: str, importing: Importer, clerk: Actor
) -> None:
    rows, row, column, code = WRONG[case]

    outcome = await importing(slips(1) + rows)

    assert (row, column, code) in [(p.row, p.column, p.code) for p in outcome.problems]
    assert not outcome.ok and not outcome.saved
    assert await kept(clerk) == []


async def test_all_that_is_wrong_is_told_at_once(importing: Importer, clerk: Actor) -> None:
    rows = "B,2026-01-02,kas,1\nC,31/02/2026,entah,x\nD,2026-01-02,entah,0\nE,2026-01-02,kas,2\n"

    outcome = await importing(slips(1) + rows)

    assert [(p.row, p.code) for p in outcome.problems] == [
        (4, "UNBALANCED"),
        (5, "NOT_A_DATE"),
        (5, "NOT_A_NUMBER"),
        (6, "ACCOUNT_UNKNOWN"),
        (7, "UNBALANCED"),
    ]
    assert outcome.counts == {"records": 5, "new": 1, "same": 0, "wrong": 4}


async def test_a_reference_with_other_content_is_a_conflict(importing: Importer, clerk: Actor) -> None:
    await importing(slips(2))

    outcome = await importing("A-1,2026-01-02,kas,9\nA-1,2026-01-02,beban,-9\n" + slips(1, first=3))

    assert [(p.row, p.column, p.code) for p in outcome.problems] == [(2, "reference", "REFERENCE_REUSED")]
    assert await kept(clerk) == ["A-1", "A-2"]


async def test_a_row_without_a_reference_continues_the_record_above(importing: Importer, clerk: Actor) -> None:
    outcome = await importing("A-1,2026-01-02,kas,1.50\n,,beban,-1.50\n")

    assert outcome.ok and outcome.counts["records"] == 1


async def test_indonesian_numbers_are_recognised_by_the_file(importing: Importer, clerk: Actor) -> None:
    content = "reference;on;account;amount\nA;02/01/2026;kas;1.250.000,50\nA;02/01/2026;beban;-1.250.000,50\n"

    assert (await importing(content.encode())).saved


BROKEN = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "an old Excel file": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "half an XLSX": b"PK\x03\x04" + bytes(300),
    "only headings": HEAD.encode(),
    "binary in the middle": (HEAD + slips(1)).encode() + b"\x00\x01\x02,,,\n",
    "cut UTF-16": b"\xff\xfe" + (HEAD + slips(1)).encode("utf-16-le") + b"a",
}


@pytest.mark.parametrize("case", BROKEN)
async def test_a_broken_file_is_refused_in_words(case: str, importing: Importer, clerk: Actor) -> None:
    try:
        outcome = await importing(BROKEN[case])
    except Refused:
        pass
    else:
        assert not outcome.ok and outcome.summary
    assert await kept(clerk) == []


async def test_a_bomb_is_refused_before_it_is_unpacked(importing: Importer, clerk: Actor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(5):
            bomb.writestr(f"xl/worksheets/sheet{number}.xml", bytes(100_000_000))

    with pytest.raises(Refused) as caught:
        await importing(packed.getvalue(), name="bomb.xlsx")

    assert caught.value.code == "FILE_UNREADABLE"


async def test_the_error_sheet_holds_the_rows_and_what_is_wrong_with_them(
    importing: Importer, clerk: Actor, tmp_path: Path
) -> None:
    await importing(slips(1) + "B,31/02/2026,kas,0\n", errors=tmp_path / "wrong.xlsx")

    head, row = list(read_table(tmp_path / "wrong.xlsx", "wrong.xlsx"))
    assert head[:4] == ["reference", "on", "account", "amount"]
    assert row[:4] == ["B", "31/02/2026", "kas", "0"]
    assert str(row[4]) == "4" and "31/02/2026" in str(row[5])


async def test_a_column_that_was_matched_by_hand_is_remembered(importing: Importer, clerk: Actor) -> None:
    content = ("Bukti,on,account,amount\n" + slips(1)).encode()
    with pytest.raises(Refused):
        await importing(content)
    assert (await importing(content, columns={"Bukti": "reference"})).saved

    assert (await importing(content)).ok


async def test_without_its_right_nothing_is_imported(clerk: Actor, tmp_path: Path) -> None:
    path = tmp_path / "slips.csv"
    path.write_text(HEAD + slips(1))

    for right in ("core.import", "probe.keep"):
        with pytest.raises(Forbidden):
            await import_file(clerk.house, clerk.without(right).scope, "probe.slips", path)
    with pytest.raises(NotFound):
        await import_file(clerk.house, clerk.scope, "probe.gone", path)


async def test_nobody_imports_a_file_that_somebody_else_uploaded(clerk: Actor) -> None:
    from dapur.testing.companies import new_member

    stored = await clerk.perform("core.upload_file", name="slips.csv", content=(HEAD + slips(1)).encode())
    colleague = await new_member(clerk, "administrator")

    with pytest.raises(NotFound):
        await colleague.perform("core.start_import", name="probe.slips", file=stored.id)
