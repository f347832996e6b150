"""Files: kept by content, harmless names, no programs, and only for whoever may read the record."""

import io
import zipfile

import pytest

from dapur.contract import NotFound, Refused
from dapur.files.kinds import media_type_of
from dapur.files.names import LONGEST, safe_name
from dapur.files.store import read_file
from dapur.testing.companies import Actor, new_member

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("scan.pdf", "scan.pdf"),
        ("C:\\Users\\siti\\scan.pdf", "scan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("faktur\u202efdp.exe", "faktur fdp.exe"),
        ('"><script>.txt', "script.txt"),
        ("con.txt", "_con.txt"),
        ("...", "file"),
        ("", "file"),
        ("faktur März é.pdf", "faktur März é.pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("x" * 400 + ".xlsx")

    assert len(name) == LONGEST and name.endswith(".xlsx")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", "application/pdf"),
        (b"<html><script>alert(1)</script>", "a.html", "text/plain"),
        (b"<svg onload='alert(1)'/>", "a.svg", "text/plain"),
        (b"a;b\n1;2\n", "a.csv", "text/csv"),
        (b"\x00\x00\x00\x18ftypmp42\x00", "a.mp4", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x01", "a.webm", "video/webm"),
        (b"WEBVTT\n\n00:00.000 --> 00:02.000\nHalo\n", "a.vtt", "text/vtt"),
        (b"\x00\x01\x02", "a.txt", "application/octet-stream"),
        ("ä".encode("cp1252") * 9, "a.txt", "text/plain"),
        (b"PK\x03\x04 broken", "a.zip", "application/octet-stream"),
    ],
)
def test_what_a_file_is_is_seen_in_its_content(content: bytes, name: str, kind: str) -> None:
    assert media_type_of(content, name) == kind


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, b"x")
    return out.getvalue()


def test_office_files_are_told_from_other_packed_files() -> None:
    assert media_type_of(packed("xl/workbook.xml"), "a.xlsx").endswith("spreadsheetml.sheet")
    assert media_type_of(packed("anything"), "a.xlsx") == "application/zip"


async def test_equal_content_is_stored_once(actor: Actor) -> None:
    first = await actor.perform("core.upload_file", name="a.pdf", content=PDF)
    second = await actor.perform("core.upload_file", name="b.pdf", content=PDF)

    reader = await actor.reader()
    assert first.id != second.id
    assert await reader.value("select count(*) from core.file_content where company_id = %s", actor.scope.company) == 1
    assert (await read_file(reader, second.id)).content == PDF


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("setup.exe", b"MZ\x90\x00", "FILE_NOT_ALLOWED"),
        ("run.pdf", b"#!/bin/sh\n", "FILE_NOT_ALLOWED"),
        ("scan.pdf", b"<html>", "FILE_NOT_ALLOWED"),
        ("book.xlsx", packed("anything"), "FILE_NOT_ALLOWED"),
        ("big.bin", bytes(1_000_001), "FILE_TOO_BIG"),
    ],
)
async def test_programs_lies_and_what_is_too_big_are_refused(name: str, content: bytes, code: str, actor: Actor) -> None:
    await actor.perform("core.change_setting", name="core.max_file_mb", value=1)
    actor.house.caches.drop("settings")

    with pytest.raises(Refused) as caught:
        await actor.perform("core.upload_file", name=name, content=content)

    assert caught.value.code == code


async def test_another_company_reads_no_file(actor: Actor, other: Actor) -> None:
    stored = await actor.perform("core.upload_file", name="a.pdf", content=PDF)

    with pytest.raises(NotFound):
        await read_file(await other.reader(), stored.id)


async def test_loose_uploads_go_after_a_day_and_attached_or_imported_ones_stay(actor: Actor, owner_url: str) -> None:
    import psycopg

    loose = await actor.perform("core.upload_file", name="a.txt", content=b"loose")
    fresh = await actor.perform("core.upload_file", name="b.txt", content=b"fresh")
    with psycopg.connect(owner_url) as connection:
        connection.execute("select set_config('dapur.company', %s, false)", (str(actor.scope.company),))
        connection.execute(
            "update core.file set uploaded_at = now() - interval '2 days' where company_id = %s and id = %s",
            (actor.scope.company, loose.id),
        )

    await actor.through("job").perform("core.clean_up")

    reader = await actor.reader()
    rows = await reader.rows("select id from core.file where company_id = %s", actor.scope.company)
    assert rows == [(fresh.id,)]
    assert await reader.value("select count(*) from core.file_content where company_id = %s", actor.scope.company) == 1


async def test_only_ones_own_upload_is_attached_and_a_detached_file_is_gone_for_readers(actor: Actor) -> None:
    if "accounting.attach_to_entry" not in actor.house.registry.operations:
        pytest.skip("no department with attachments is installed")
    stored = await actor.perform("core.upload_file", name="a.pdf", content=PDF)
    colleague = await new_member(actor, "administrator", "accountant")

    for who, owner in ((colleague, 1), (actor, 999_999)):
        with pytest.raises(NotFound):
            await who.perform("accounting.attach_to_entry", owner=owner, file=stored.id)
