"""Parties, currencies and rates through operations."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dapur.contract import Conflict, Forbidden, NotFound, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor


async def test_a_party_is_saved_and_found_by_name_or_code(actor: Actor) -> None:
    await actor.perform("base.save_party", name="Rumah Makan Padang Jaya", code="RST-01", is_customer=True)
    await actor.perform("base.save_party", name="PT Baja Dapur", code="SUP-01", is_supplier=True)

    for typed in ("padang", "RST-0"):
        found = (await actor.page("base.parties", Wish(search=typed))).dicts()
        assert [r["name"] for r in found] == ["Rumah Makan Padang Jaya"]
    suppliers = (await actor.page("base.parties", Wish(filters={"supplier": True}))).dicts()
    assert [r["code"] for r in suppliers] == ["SUP-01"]


async def test_parties_without_code_stand_side_by_side_and_a_code_is_taken_once(actor: Actor) -> None:
    await actor.perform("base.save_party", name="Satu")
    await actor.perform("base.save_party", name="Dua")
    await actor.perform("base.save_party", name="Tiga", code="X")

    with pytest.raises(Refused) as caught:
        await actor.perform("base.save_party", name="Empat", code="X")

    assert (caught.value.code, caught.value.problems[0].field) == ("BASE_PARTY_EXISTS", "code")


async def test_an_older_version_conflicts_and_another_companys_party_does_not_exist(actor: Actor, other: Actor) -> None:
    party = await actor.perform("base.save_party", name="Satu")
    await actor.perform("base.save_party", id=party.id, version=party.version, name="Satu baru")

    with pytest.raises(Conflict):
        await actor.perform("base.save_party", id=party.id, version=party.version, name="Satu lama")
    with pytest.raises(NotFound):
        await other.perform("base.save_party", id=party.id, name="Punya orang")


async def test_a_rate_of_the_same_day_is_replaced(actor: Actor) -> None:
    await actor.perform("base.save_currency", code="USD", name_id="Dolar Amerika", name_en="US dollar", decimals=2)
    await actor.perform("base.save_rate", currency="USD", day="2026-03-01", rate="15800")
    await actor.perform("base.save_rate", currency="USD", day="2026-03-01", rate="15812.35")

    rates = (await actor.page("base.exchange_rates")).dicts()
    assert [(r["currency"], r["rate"]) for r in rates] == [("USD", Decimal("15812.35"))]


async def test_a_rate_needs_its_currency(actor: Actor) -> None:
    with pytest.raises(NotFound) as caught:
        await actor.perform("base.save_rate", currency="EUR", day="2026-03-01", rate="17000")

    assert caught.value.problems[0].field == "currency"


async def test_a_currency_is_named_in_the_readers_language(actor: Actor) -> None:
    await actor.perform("base.save_currency", code="USD", name_id="Dolar Amerika", name_en="US dollar", decimals=2)
    english = replace(actor, scope=replace(actor.scope, language="en"))

    for reader, name in ((actor, "Dolar Amerika"), (english, "US dollar")):
        assert name in [r["name"] for r in (await reader.page("base.currencies")).dicts()]


async def test_without_the_right_nothing_is_saved(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        await actor.without("base.party.manage").perform("base.save_party", name="Diam-diam")
