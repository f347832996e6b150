"""Assets and licences: attacked with plain SQL, taken by many at once, signed by the holder alone."""

import asyncio
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from dapur.contract import NotFound, Refused
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.clock import at


async def person(actor: Actor, name: str, user: int | None = None) -> int:
    raw = {"name": name, "kind": "person", "is_employee": True, "user": user}
    return int((await actor.perform("base.save_party", raw)).id)


async def laptop(actor: Actor, code: str = "LT-1") -> int:
    return int((await actor.perform("it.save_asset", code=code, name="ThinkPad")).id)


def as_application(app_url: str, company: int) -> psycopg.Connection[Any]:
    connection = psycopg.connect(app_url)
    connection.execute("select set_config('dapur.company', %s, true)", (str(company),))
    return connection


async def test_only_the_holder_signs_and_once(actor: Actor) -> None:
    budi, rina = [await new_member(actor, "clerk", name=name) for name in ("Budi", "Rina")]
    holder = await person(actor, "Budi", budi.scope.user)
    made = await actor.perform("it.assign_asset", id=await laptop(actor), holder_id=holder)

    for stranger in (rina, actor):
        with pytest.raises(NotFound):
            await stranger.perform("it.sign_receipt", id=made.holding_id)
    await budi.perform("it.sign_receipt", id=made.holding_id)
    with pytest.raises(Refused) as caught:
        await budi.perform("it.sign_receipt", id=made.holding_id)
    assert caught.value.code == "IT_SIGNED"
    assert [row["status"] for row in (await budi.page("it.my_devices")).dicts()] == ["signed"]
    assert (await rina.page("it.my_devices")).rows == []
    document = await (await budi.reader()).document(actor.house.registry.documents["it.my_receipt"], {"id": made.holding_id})
    assert document.content.startswith(b"%PDF")
    labels = await (await actor.reader()).document(actor.house.registry.documents["it.labels"], {})
    assert labels.content.startswith(b"%PDF")


async def test_two_who_get_the_same_laptop_at_once_are_one(actor: Actor) -> None:
    people = [await person(actor, f"Orang {n}") for n in range(6)]
    asset = await laptop(actor)

    found = await asyncio.gather(
        *(actor.perform("it.assign_asset", id=asset, holder_id=one) for one in people), return_exceptions=True
    )

    assert sum(not isinstance(one, Exception) for one in found) == 1
    assert {one.code for one in found if isinstance(one, Refused)} == {"IT_ALREADY_ASSIGNED"}


async def test_no_script_gives_a_laptop_two_holders_or_rewrites_who_had_it(actor: Actor, app_url: str) -> None:
    ani = await person(actor, "Ani")
    made = await actor.perform("it.assign_asset", id=await laptop(actor), holder_id=ani, from_day="2026-01-05")

    with as_application(app_url, actor.scope.company) as connection:
        with pytest.raises((psycopg.errors.ExclusionViolation, psycopg.errors.UniqueViolation)):
            connection.execute(
                "insert into it.holding (company_id, asset_id, holder_id, from_day, condition_out, handed_by)"
                " select company_id, asset_id, holder_id, '2026-02-01', condition_out, handed_by from it.holding"
            )
    for change in ("from_day = '2025-01-01'", "holder_id = holder_id + 1"):
        with as_application(app_url, actor.scope.company) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"update it.holding set {change} where id = %s", (made.holding_id,))
    with as_application(app_url, actor.scope.company) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("delete from it.holding")


async def test_a_signature_stays(actor: Actor, app_url: str) -> None:
    holder = await person(actor, "Saya", actor.scope.user)
    made = await actor.perform("it.assign_asset", id=await laptop(actor), holder_id=holder)
    await actor.perform("it.sign_receipt", id=made.holding_id)

    with as_application(app_url, actor.scope.company) as connection, pytest.raises(psycopg.Error, match="stays as it was"):
        connection.execute("update it.holding set signed_at = null, signed_by = null where id = %s", (made.holding_id,))


async def test_sixty_four_people_take_the_last_seats(actor: Actor) -> None:
    licence = (await actor.perform("it.save_licence", name="CAD")).id
    await actor.perform("it.buy_seats", id=licence, seats=9)
    people = [await person(actor, f"Orang {n}") for n in range(64)]

    found = await asyncio.gather(
        *(actor.perform("it.take_seat", id=licence, holder_id=one) for one in people), return_exceptions=True
    )

    seats = {one.seat_id for one in found if not isinstance(one, BaseException)}
    assert len(seats) == 9
    assert {getattr(one, "code", one) for one in found if isinstance(one, BaseException)} == {"IT_NO_FREE_SEAT"}


async def test_no_script_passes_a_seat_on_that_may_not_be_or_seats_two(actor: Actor, app_url: str) -> None:
    licence = (await actor.perform("it.save_licence", name="OEM", is_reassignable=False)).id
    await actor.perform("it.buy_seats", id=licence, seats=1)
    ani, budi = await person(actor, "Ani"), await person(actor, "Budi")
    seat = (await actor.perform("it.take_seat", id=licence, holder_id=ani)).seat_id

    for change in ("holder_id = %s", "holder_id = null, taken_at = null where %s > 0 and true"):
        with as_application(app_url, actor.scope.company) as connection, pytest.raises(psycopg.Error, match="passed on"):
            connection.execute(f"update it.seat set {change}".replace("and true", f"and id = {seat}"), (budi,))


async def test_a_renewed_purchase_takes_over_who_sits_on_the_old_one(clocked: House, database: TestDatabase) -> None:
    boss = await new_company(clocked)
    today = (await boss.reader()).today
    with at(database, f"{today - timedelta(days=40)}T12:00+07:00"):
        licence = (await boss.perform("it.save_licence", name="Kantor")).id
        await boss.perform("it.buy_seats", id=licence, seats=2, to_day=today - timedelta(days=1))
        for name in ("Ani", "Budi"):
            await boss.perform("it.take_seat", id=licence, holder_id=await person(boss, name))
        await boss.perform("it.buy_seats", id=licence, seats=1, from_day=today - timedelta(days=9))

    async def stands() -> tuple[int, ...]:
        row = (await boss.page("it.licences")).dicts()[0]
        return row["total"], row["used"], row["free"], row["unpaid"]

    assert await stands() == (1, 2, 1, 2)
    assert (await boss.through("job").perform("it.tend_seats")).moved == 1
    assert await stands() == (1, 2, 0, 1), "for the other one a seat is short, and the list says so"


async def test_a_disposed_laptop_frees_what_was_installed_on_it(actor: Actor) -> None:
    licence = (await actor.perform("it.save_licence", name="Windows", bound_to="device")).id
    await actor.perform("it.buy_seats", id=licence, seats=1)
    asset = await laptop(actor)
    await actor.perform("it.take_seat", id=licence, asset_id=asset)
    with pytest.raises(Refused) as caught:
        await actor.perform("it.take_seat", id=licence, holder_id=await person(actor, "Ani"))
    assert caught.value.code == "IT_SEAT_NEEDS_DEVICE"

    await actor.perform("it.dispose_asset", id=asset, reason="Dijual")

    assert (await actor.page("it.licences")).dicts()[0]["free"] == 1
    wish = Wish(columns=("disposal_reason",), filters={"status": ["disposed"]})
    assert (await actor.page("it.assets", wish)).dicts()[0]["disposal_reason"] == "Dijual"


async def test_circles_are_refused_however_they_come(actor: Actor, app_url: str) -> None:
    a, b, c = [(await actor.perform("it.save_component", code=code, name=code)).id for code in "ABC"]
    await actor.perform("it.add_need", id=a, needs_id=b)
    await actor.perform("it.add_need", id=b, needs_id=c)

    with pytest.raises(Refused) as caught:
        await actor.perform("it.add_need", id=c, needs_id=a)
    assert (caught.value.code, caught.value.problems[0].field) == ("IT_CIRCLE", "needs_id")
    with pytest.raises(Refused, match="circle"):
        await actor.perform("it.add_redundant_need", id=c, needs=[c, b])
    found = await asyncio.gather(
        *(actor.perform("it.add_need", id=x, needs_id=y) for x, y in ((c, a), (c, b))), return_exceptions=True
    )
    assert all(isinstance(one, Refused) for one in found)
    with as_application(app_url, actor.scope.company) as connection, pytest.raises(psycopg.Error, match="circle"):
        connection.execute(
            "insert into it.need (company_id, group_id, component_id, needs_id) select company_id, group_id, %s, %s from it.need",
            (c, a),
        )


async def test_an_address_belongs_to_one_thing(actor: Actor) -> None:
    await actor.perform("it.save_component", code="S1", name="S1", kind="server", address="10.1.2.3")

    with pytest.raises(Refused) as caught:
        await actor.perform("it.save_component", code="S2", name="S2", kind="server", address="10.1.2.3")
    assert caught.value.code == "IT_ADDRESS_TAKEN"
    with pytest.raises(Refused):
        await actor.perform("it.save_component", code="S3", name="S3", kind="server", address="10.1.2.300")
