"""Parties in depth: numbers that are checked, repeats that are noticed, merges that can be taken back, files."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Conflict, Forbidden, Refused
from dapur.imports.from_file import ImportOutcome, import_file
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur_base.operations.merge_parties import PartiesMerged
from dapur_base.parties import surviving
from dapur_base.rules.names import are_near

NPWP = "01.312.166.0-091.000"


async def new_party(actor: Actor, name: str, **facts: Any) -> int:
    return int((await actor.perform("base.save_party", name=name, **facts)).id)


async def refused(actor: Actor, operation: str, **facts: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        await actor.perform(operation, facts)
    return caught.value


async def one(actor: Actor, party: int) -> dict[str, Any]:
    reader = await actor.reader()
    return await reader.one(actor.house.registry.queries["base.parties"], party)


@pytest.mark.parametrize(
    ("one_name", "other", "near"),
    [
        ("bajadapurnusantara", "bajadapurnusantara", True),
        ("bajadapurnusantara", "bajadapurnusatara", True),
        ("tokocabang1", "tokocabang2", False),
        ("sinar", "sinor", False),
        ("", "", False),
    ],
)
def test_names_are_near_when_a_finger_slipped(one_name: str, other: str, near: bool) -> None:
    assert are_near(one_name, other) is near


@given(st.text("abcdefgh", min_size=8, max_size=20), st.integers(0, 99), st.integers(0, 99))
def test_another_number_in_a_name_is_another_party(name: str, first: int, second: int) -> None:
    assert are_near(f"{name}{first}", f"{name}{second}") is (first == second)


async def test_a_tax_number_is_checked_and_kept_in_one_form(actor: Actor) -> None:
    wrong = await refused(actor, "base.save_party", name="PT Salah", tax_number="01.312.166.1-091.000")
    party = await new_party(actor, "PT Benar", tax_number=NPWP)

    assert (wrong.code, wrong.problems[0].field) == ("BASE_NUMBER_DOES_NOT_FIT", "tax_number")
    assert "check digit does not fit" in str(wrong) and "Compare it with the card" in str(wrong)
    assert (await one(actor, party))["tax_number"] == "0013121660091000"


async def test_a_number_of_another_country_is_kept_as_it_is(actor: Actor) -> None:
    party = await new_party(actor, "Foshan Kitchen", tax_number="91440600MA4UKX", country="CN")

    assert (await one(actor, party))["tax_number"] == "91440600MA4UKX"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": "Lain Sekali", "tax_number": "0013121660091000"}, "PT Baja Dapur Nusantara has this tax number"),
        ({"name": "Baja Dapur Nusantara, PT."}, "PT Baja Dapur Nusantara looks the same"),
        ({"name": "PT Baja Dapur Nusatara"}, "PT Baja Dapur Nusantara looks the same"),
    ],
)
async def test_a_repeat_is_noticed_and_can_be_saved_all_the_same(actor: Actor, facts: dict[str, Any], sentence: str) -> None:
    known = await new_party(actor, "PT Baja Dapur Nusantara", tax_number=NPWP)

    repeat = await refused(actor, "base.save_party", **facts)

    assert (repeat.code, repeat.problems[0].field) == ("BASE_PARTY_LOOKS_KNOWN", "is_different")
    assert str(repeat).removeprefix("is_different: ").startswith(sentence)
    assert repeat.problems[0].data["party"] == known
    await actor.perform("base.save_party", **facts, is_different=True)


async def test_a_party_is_no_repeat_of_itself_and_people_need_the_very_same_name(actor: Actor) -> None:
    rina = await actor.perform("base.save_party", name="Rina Wati Lestari", kind="person")
    await actor.perform("base.save_party", name="Rina Wati Lestary", kind="person")
    await actor.perform("base.save_party", id=rina.id, name="Rina Wati Lestari", kind="person", phone="0812")

    assert (await refused(actor, "base.save_party", name="RINA WATI LESTARI", kind="person")).code == "BASE_PARTY_LOOKS_KNOWN"


async def test_an_account_that_another_party_has_is_noticed(actor: Actor) -> None:
    first, second = await new_party(actor, "PT Baja"), await new_party(actor, "CV Logam")
    account: dict[str, Any] = {"bank": "BCA", "number": "542 012 3456", "holder": "PT Baja"}
    await actor.perform("base.save_bank_account", party=first, **account)
    await actor.perform("base.save_bank_account", party=first, **account)

    repeat = await refused(actor, "base.save_bank_account", party=second, **{**account, "number": "542-0123456"})
    assert (repeat.code, repeat.problems[0].field) == ("BASE_BANK_ACCOUNT_KNOWN", "is_shared")
    await actor.perform("base.save_bank_account", party=second, is_shared=True, **account)


async def test_identity_numbers_are_checked_and_do_not_overlap(actor: Actor) -> None:
    rina = await new_party(actor, "Rina", kind="person")
    nik = {"party": rina, "kind": "national_id", "number": "3171015708450001"}

    wrong = await refused(actor, "base.save_identifier", **{**nik, "number": "3171013002001234"})
    await actor.perform("base.save_identifier", nik)
    twice = await refused(actor, "base.save_identifier", **nik)
    budi = await new_party(actor, "Budi", kind="person")
    same = await refused(actor, "base.save_identifier", **{**nik, "party": budi})

    assert [r.code for r in (wrong, twice, same)] == [
        "BASE_NUMBER_DOES_NOT_FIT",
        "BASE_IDENTIFIER_OVERLAPS",
        "BASE_PARTY_LOOKS_KNOWN",
    ]


async def test_bank_accounts_and_identity_numbers_need_their_own_right_and_reading_is_recorded(
    actor: Actor, owner_url: str
) -> None:
    party = await new_party(actor, "PT Baja")
    await actor.perform("base.save_bank_account", party=party, bank="BCA", number="5420123456", holder="PT Baja")
    with pytest.raises(Forbidden):
        await actor.without("base.private.read").page("base.bank_accounts")
    await actor.page("base.bank_accounts")

    with psycopg.connect(owner_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        seen = connection.execute(
            "select count(*) from core.audit_log where company_id = %s and action = 'S' and subject = 'base.bank_accounts'",
            (actor.scope.company,),
        ).fetchone()
    assert seen == (1,)


async def test_an_identity_number_stays_out_of_the_audit_log(actor: Actor, owner_url: str) -> None:
    rina = await new_party(actor, "Rina", kind="person")
    await actor.perform("base.save_identifier", party=rina, kind="national_id", number="3171015708450001")

    with psycopg.connect(owner_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        rows = connection.execute(
            "select after::text from core.audit_log where company_id = %s and subject = 'base.party_identifier'",
            (actor.scope.company,),
        ).fetchall()
    assert rows and all("3171015708450001" not in text for (text,) in rows)


async def test_a_merged_partys_records_are_found_under_the_one_that_stays(actor: Actor) -> None:
    old = await new_party(actor, "PT Baja Lama", is_supplier=True, email="jual@baja.example")
    stays = await new_party(actor, "PT Baja Dapur", is_customer=True)
    await actor.perform("base.save_address", party=old, lines="Jl. Industri 7", city="Bekasi")

    merged = await actor.perform("base.merge_parties", id=old, into=stays)

    assert [(f.table, f.rows) for f in merged.follows] == [("base.party_address", 1)]
    assert merged.taken_over == ["is_supplier", "email"]
    after = await one(actor, stays)
    assert (after["is_customer"], after["is_supplier"], after["email"]) == (True, True, "jual@baja.example")
    assert ((await one(actor, old))["status"], (await one(actor, old))["merged_into"]) == ("merged", "PT Baja Dapur")
    found = (await actor.page("base.addresses", Wish(filters={"party": stays}))).dicts()
    assert [r["city"] for r in found] == ["Bekasi"]
    assert await surviving(await actor.reader(), old) == stays


async def test_a_dry_run_and_the_preview_say_what_a_merge_would_do(actor: Actor) -> None:
    old, stays = await new_party(actor, "PT Baja Lama", phone="021-555"), await new_party(actor, "PT Baja Dapur")
    await actor.perform("base.save_address", party=old, lines="Jl. Industri 7")

    tried = await actor.outcome("base.merge_parties", id=old, into=stays, dry_run=True)
    sheet = await actor.report("base.merge_preview", party=old, into=stays)

    assert isinstance(tried.result, PartiesMerged)
    assert [(f.table, f.rows) for f in tried.result.follows] == [("base.party_address", 1)]
    assert {r.key for r in sheet.rows} == {"facts", "phone", "records", "base.party_address"}
    assert (await one(actor, old))["status"] == "open"


async def test_a_merge_is_taken_back_with_what_was_taken_over(actor: Actor) -> None:
    member = await new_member(actor, name="Rina")
    old = await new_party(actor, "Rina Wati", kind="person", phone="0812", email="rina@x.example", user=member.scope.user)
    stays = await new_party(actor, "Rina W.", kind="person")
    await actor.perform("base.merge_parties", id=old, into=stays)
    kept = await one(actor, stays)
    assert kept["user_id"] == member.scope.user
    await actor.perform(
        "base.save_party", id=stays, name="Rina W.", kind="person", phone="0899", email=kept["email"], user=kept["user_id"]
    )

    await actor.perform("base.undo_merge", id=old)

    back, other = await one(actor, old), await one(actor, stays)
    assert (back["status"], back["user_id"], back["phone"]) == ("open", member.scope.user, "0812")
    assert (other["user_id"], other["email"], other["phone"]) == (None, "", "0899")


async def test_what_cannot_be_one_is_not_merged(actor: Actor) -> None:
    shop, rina = await new_party(actor, "PT Toko"), await new_party(actor, "Rina", kind="person")
    other, third = await new_party(actor, "PT Lain"), await new_party(actor, "PT Ketiga")
    await actor.perform("base.merge_parties", id=other, into=shop)

    cases = ((shop, shop), (shop, rina), (other, third), (third, other))
    codes = [(await refused(actor, "base.merge_parties", id=a, into=b)).code for a, b in cases]

    assert codes == ["BASE_MERGE_CIRCLE", "BASE_MERGE_KINDS", "BASE_MERGED_ALREADY", "BASE_MERGED_ALREADY"]
    with pytest.raises(Conflict):
        await actor.perform("base.merge_parties", id=third, into=shop, version=7)


ATTACKS = (
    "update base.party set merged_into_id = id, is_closed = true",
    "update base.party set is_closed = false where merged_into_id is not null",
    "update base.party p set merged_into_id = o.id, is_closed = true from base.party o where o.merged_into_id = p.id",
    "update base.party_merge set into_id = party_id",
    "delete from base.party_merge",
    "delete from base.party_bank_account",
    "update base.party set name_key = 'x'",
)


async def test_plain_sql_cannot_bend_a_merge(actor: Actor, app_url: str) -> None:
    old, stays = await new_party(actor, "PT Baja Lama"), await new_party(actor, "PT Baja Dapur")
    await actor.perform("base.merge_parties", id=old, into=stays)

    for attack in ATTACKS:
        with psycopg.connect(app_url) as connection:
            connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(attack)
        assert caught.value.sqlstate in ("23514", "42501", "DP010", "428C9"), attack


GOOD = """kode,nama,pemasok,npwp,alamat,kota,bank,rekening
SUP-01,PT Baja Dapur Nusantara,ya,01.312.166.0-091.000,Jl. Industri 7,Bekasi,BCA,5420123456
SUP-02,CV Logam Makmur,ya,,,,,
"""


async def load(actor: Actor, path: Path, text: str) -> ImportOutcome:
    path.write_text(text, "utf-8")
    return await import_file(actor.house, actor.scope, "base.parties", path, {}, {})


async def test_parties_come_from_a_file_once(actor: Actor, tmp_path: Path) -> None:
    first = await load(actor, tmp_path / "pihak.csv", GOOD)
    again = await load(actor, tmp_path / "pihak.csv", GOOD)

    assert (first.counts["new"], again.counts["new"], again.counts["same"]) == (2, 0, 2)
    rows = (await actor.page("base.bank_accounts")).dicts()
    assert [(r["name"], r["number"], r["holder"]) for r in rows] == [
        ("PT Baja Dapur Nusantara", "5420123456", "PT Baja Dapur Nusantara")
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("01.312.166.0", "01.312.166.1", (2, "npwp"), "BASE_NUMBER_DOES_NOT_FIT"),
        ("CV Logam Makmur", "Baja Dapur Nusantara", (3, "Ini pihak lain"), "BASE_PARTY_LOOKS_KNOWN"),
        (",BCA,", ",,", (2, "bank"), "BASE_BANK_MISSING"),
    ],
)
async def test_a_wrong_row_of_the_file_is_told_at_its_place(
    actor: Actor, tmp_path: Path, old: str, new: str, place: tuple[int, str], code: str
) -> None:
    outcome = await load(actor, tmp_path / "pihak.csv", GOOD.replace(old, new))

    assert (await actor.page("base.parties")).rows == []
    assert [(p.row, p.column, p.code) for p in outcome.problems] == [(*place, code)]
