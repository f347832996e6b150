"""A company begins: its code is free and not one of the house's own addresses; its creator administers it."""

import asyncio

import psycopg
import pytest

from dapur.companies.beginnings import begin_company
from dapur.companies.create_company import RESERVED
from dapur.contract import Invalid, Refused
from dapur.house import House
from dapur.people.scopes import standing_of
from dapur.testing.companies import Actor, new_user


async def test_its_creator_administers_it(house: House) -> None:
    user, _email = await new_user(house)

    made = await begin_company(house, user, "page", {"name": "CV Maju", "code": "cv-maju"})

    standing = await standing_of(house, user, "cv-maju")
    assert standing.company.id == made.id
    assert standing.company.currency == "IDR"
    assert {"core.people.manage", "core.settings.change"} <= standing.permissions


@pytest.mark.parametrize("code", sorted(RESERVED))
async def test_addresses_of_the_house_are_no_companys(house: House, code: str) -> None:
    user, _email = await new_user(house)

    with pytest.raises(Invalid) as caught:
        await begin_company(house, user, "page", {"name": "PT Licik", "code": code})

    assert [(p.code, p.field) for p in caught.value.problems] == [("COMPANY_CODE_RESERVED", "code")]


@pytest.mark.parametrize("code", ["_search", "A-Besar", "a", "dengan spasi", "titik.com", "../x", "-depan", "x" * 41])
async def test_a_code_that_does_not_fit_into_addresses_is_refused(house: House, code: str) -> None:
    user, _email = await new_user(house)

    with pytest.raises(Invalid) as caught:
        await begin_company(house, user, "page", {"name": "PT Aneh", "code": code})

    assert caught.value.problems[0].field == "code"


async def test_the_database_keeps_reserved_codes_out_too(actor: Actor, owner_url: str) -> None:
    company = actor.scope.company
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(company),))
        for code in RESERVED:
            with pytest.raises(psycopg.errors.CheckViolation), owner.transaction():
                owner.execute("update core.company set code = %s where id = %s", (code, company))


async def test_of_two_with_the_same_code_one_is_told_at_the_field(house: House) -> None:
    people = [(await new_user(house))[0] for _ in range(2)]

    answers = await asyncio.gather(
        *(begin_company(house, p, "page", {"name": "PT Kembar", "code": "pt-kembar"}) for p in people), return_exceptions=True
    )

    refused = [a for a in answers if isinstance(a, Refused)]
    assert len(refused) == 1
    assert (refused[0].code, refused[0].problems[0].field) == ("COMPANY_CODE_TAKEN", "code")


async def test_all_that_is_wrong_is_told_at_once(house: House) -> None:
    user, _email = await new_user(house)

    with pytest.raises(Invalid) as caught:
        await begin_company(
            house, user, "page", {"name": "", "code": "Salah", "zone": "Asia/Bandung", "decimals": 9, "fiscal_year_start": 13}
        )

    assert {p.field for p in caught.value.problems} == {"name", "code", "zone", "decimals", "fiscal_year_start"}
