"""Settings, departments, the audit log and new companies in the pages."""

import asyncio
import io
from dataclasses import replace

import psycopg
import pytest
from python_calamine import CalamineWorkbook

from dapur.audit.seals import seal_company
from dapur.testing.companies import Actor, new_member
from dapur.testing.databases import TestDatabase
from dapur.testing.waiting import settled
from tests.web.browsing import Visitor, attribute, text_of, visit


async def test_company_facts_and_settings_are_saved_and_told(owner: Visitor, actor: Actor) -> None:
    page = await owner.get("settings")
    version = attribute(page, "form-version", "value")

    saved = await owner.post("settings", {"name": "PT Nama Baru", "language": "en", "_version": version})
    stale = await owner.post("settings", {"name": "PT Terlambat", "language": "id", "_version": version})
    rows = await owner.post("settings/core", {"core__rows_per_page": "25", "core__max_file_mb": "10"})

    assert saved.status_code == 303 and rows.status_code == 303
    assert stale.status_code == 409 and 'value="PT Terlambat"' in stale.text
    actor.house.caches.drop("everything")
    assert "PT Nama Baru" in text_of(await owner.get("settings"))
    assert actor.house.setting(await actor.house.company(actor.scope.company), "core.rows_per_page") == 25


async def test_a_setting_that_does_not_fit_is_told_at_its_field_and_none_is_saved(owner: Visitor, actor: Actor) -> None:
    page = await owner.post("settings/core", {"core__rows_per_page": "100", "core__max_file_mb": "9.000"})

    assert page.status_code == 422
    assert 'id="f-core__max_file_mb-error"' in page.text and 'href="#f-core__max_file_mb"' in page.text
    actor.house.caches.drop("everything")
    assert (await actor.house.company(actor.scope.company)).settings == {}


async def test_a_department_that_is_off_is_gone_at_once_and_back_with_its_data(owner: Visitor, actor: Actor) -> None:
    await actor.perform("pantry.add_shelf", code="S", name="Rak simpan")
    assert (await owner.get("pantry/shelves")).status_code in (200, 404)
    assert (await owner.get("pantry/jars")).status_code == 200

    await owner.post("departments/pantry/off", {})
    assert (await owner.get("pantry/jars")).status_code == 404
    assert "pantry/jars" not in (await owner.get("")).text

    await owner.post("departments/pantry/on", {})
    assert (await owner.get("pantry/jars")).status_code == 200
    reader = await replace(actor, scope=actor.scope).reader()
    assert await reader.value("select count(*) from pantry.shelf where company_id = %s", actor.scope.company) == 1


async def test_what_cannot_be_switched_off_says_why(owner: Visitor) -> None:
    page = text_of(await owner.get("departments"))

    assert "Dimiliki setiap perusahaan" in page
    assert (await owner.post("departments/base/off", {})).status_code == 422
    assert (await owner.post("departments/nothing/on", {})).status_code == 404


async def test_the_audit_log_tells_before_and_after_in_words(owner: Visitor, actor: Actor) -> None:
    member = await new_member(actor, "clerk", name="Gita Gudang")
    await actor.perform("core.disable_person", user=member.scope.user)

    page = text_of(await owner.get("audit?operation=core.disable_person&action=U"))

    assert "Nonaktifkan" in page
    assert "Orang Gita Gudang" in page
    assert "Aktif: ya → tidak" in page


async def test_refused_attempts_stand_in_the_log_with_what_was_wrong(owner: Visitor, actor: Actor) -> None:
    poor = await visit(await new_member(actor, "clerk", name="Hadi"))
    await poor.post("roles/new", {"title": "Diam-diam", "permissions": []})
    await owner.post("roles/new", {"title": "", "permissions": []})
    await poor.client.aclose()

    page = text_of(await owner.get("audit?action=R"))

    assert "Ditolak Simpan peran" in page
    assert "Bagian ini harus diisi." in page


async def test_one_record_is_shown_whole_and_leads_to_all_that_happened_to_the_thing(owner: Visitor, actor: Actor) -> None:
    saved = await actor.perform("core.save_role", title="Lama", permissions=[])
    await actor.perform("core.save_role", id=saved.id, title="Baru", permissions=[], version=saved.version)
    reader = await actor.reader()
    number = await reader.value(
        "select id from core.audit_log where company_id = %s and subject = 'core.role' and action = 'U'", actor.scope.company
    )

    page = await owner.get(f"audit/{number}")
    same = await owner.client.get(attribute(page, "same", "href"))

    assert "Judul Lama Baru" in text_of(page)
    assert text_of(same).count("Peran Baru") >= 2


async def test_the_log_is_exported_with_before_and_after(owner: Visitor, actor: Actor) -> None:
    await actor.perform("core.change_setting", name="core.rows_per_page", value=25)
    page = await owner.get("audit?subject=core.setting")
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.text.split('href="') if ".csv?" in part[:200]]

    text = (await owner.client.get(links[0])).content.decode("utf-8-sig")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO((await owner.client.get(links[0].replace(".csv?", ".xlsx?"))).content))

    assert "Ubah pengaturan" in text and "core.change_setting" in text
    assert "Nilai: 25" in text and "Baris per halaman" in text
    assert any("core.change_setting" in map(str, row) for row in sheet.get_sheet_by_index(0).to_python())


async def test_the_page_of_the_seals_finds_what_an_owner_did(owner: Visitor, actor: Actor, database: TestDatabase) -> None:
    await actor.perform("core.save_role", title="Segel", permissions=[])
    await settled(actor.house)
    await seal_company(actor.house, actor.scope.company)
    head = await owner.get("audit/seals")
    written_down = text_of(head).partition("kelak dapat ditemukan. ")[2].partition(" Kepala")[0]
    assert len(written_down.split()) == 3

    good = text_of(await owner.post("audit/seals", {"head": written_down}))
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        connection.execute("alter table core.audit_log disable trigger user")
        connection.execute(
            "update core.audit_log set actor_id = 1 where company_id = %s and subject = 'core.role'", (actor.scope.company,)
        )
        connection.execute("alter table core.audit_log enable trigger user")
    bad = await owner.post("audit/seals", {"head": written_down})
    unreadable = await owner.post("audit/seals", {"head": "bukan kepala"})

    assert "Semua segel utuh" in good
    assert "paling sedikit satu diubah atau dihapus" in text_of(bad) and 'id="found"' in bad.text
    assert unreadable.status_code == 422 and 'id="f-head-error"' in unreadable.text


async def test_a_new_company_begins_with_its_departments_and_opens(owner: Visitor, actor: Actor) -> None:
    form = await owner.client.get("/new-company")
    code = f"cv-baru-{actor.scope.company}"
    fields = {
        "_csrf_token": owner.csrf,
        "name": "CV Baru",
        "code": code,
        "currency": "USD",
        "decimals": "2",
        "zone": "Asia/Makassar",
        "fiscal_year_start": "4",
        "language": "en",
        "plugins": "pantry",
    }
    twice = await asyncio.gather(*(owner.client.post("/new-company", data=fields) for _ in range(2)))
    home = await owner.client.get(f"/{code}/")
    settings = text_of(await owner.client.get(f"/{code}/settings"))

    assert form.status_code == 200
    assert sorted(a.status_code for a in twice) == [303, 422]
    assert home.status_code == 200 and f"/{code}/pantry/jars" in home.text
    assert "USD · 2 desimal" in settings and "Asia/Makassar" in settings and "April" in settings
    assert f"/{code}/" in (await owner.get("")).text, "the switch of companies offers it"


@pytest.mark.parametrize("code", ["setup", "sign-in", "Besar", "a b", ""])
async def test_a_wrong_code_is_told_at_its_field_and_what_was_typed_stays(owner: Visitor, code: str) -> None:
    page = await owner.client.post("/new-company", data={"_csrf_token": owner.csrf, "name": "PT Tetap", "code": code})

    assert page.status_code == 422
    assert 'id="f-code-error"' in page.text and 'value="PT Tetap"' in page.text


async def test_who_may_not_create_companies_is_told_so(actor: Actor) -> None:
    clerk = await visit(await new_member(actor, "clerk"))

    assert (await clerk.client.get("/new-company")).status_code == 403
    answer = await clerk.client.post("/new-company", data={"_csrf_token": clerk.csrf, "name": "X", "code": "xyz"})
    assert answer.status_code == 403
    await clerk.client.aclose()


async def test_a_new_company_needs_our_own_page(owner: Visitor) -> None:
    answer = await owner.client.post("/new-company", data={"name": "X", "code": "x-asing"})

    assert answer.status_code == 403
