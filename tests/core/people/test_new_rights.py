"""Rights that an update brings: an administrator gives them to the suggested roles, and nothing that was taken comes back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
import pytest_asyncio

from dapur.contract import Permission, PluginInfo, Role
from dapur.house import House
from dapur.permissions.suggested import new_rights_of
from dapur.plugins.registry import Plugin, PluginError, Registry
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase


def garden(*permissions: Permission) -> Plugin:
    module = SimpleNamespace(__name__="tests.garden", register_permissions=lambda: permissions)
    return Plugin(PluginInfo("garden", "Garden", "1.0"), module)


DIG = Permission("garden.dig", "Dig", ("clerk", "administrator"))
HARVEST = Permission("garden.harvest", "Harvest", ("clerk",))


@pytest_asyncio.fixture(loop_scope="session")
async def before(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    house = await House(replace(registry, plugins=(*registry.plugins, garden(DIG))), database.app_url, pool_size=2).open()
    yield house
    await house.close()


@pytest_asyncio.fixture(loop_scope="session")
async def after(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    updated = replace(registry, plugins=(*registry.plugins, garden(DIG, HARVEST)))
    house = await House(updated, database.app_url, pool_size=2).open()
    yield house
    await house.close()


async def holders(actor: Actor, permission: str) -> set[str]:
    reader = await actor.reader()
    rows = await reader.rows(
        "select o.code from core.role_permission p join core.role o on o.company_id = p.company_id and o.id = p.role_id"
        " where p.company_id = %s and p.permission = %s",
        actor.scope.company,
        permission,
    )
    return {code for (code,) in rows}


async def test_a_new_right_goes_to_the_suggested_roles_and_a_taken_one_stays_taken(before: House, after: House) -> None:
    boss = await new_company(before, plugins=("garden",))
    assert await holders(boss, "garden.dig") == {"clerk", "administrator"}
    clerk = next(r for r in (await boss.page("core.roles")).dicts() if r["name"] in ("Staf", "Clerk"))
    await boss.perform("core.save_role", id=clerk["id"], title=clerk["name"], permissions=["core.export"])
    updated = replace(boss, house=after)
    assert [p.name for p in await new_rights_of(await updated.reader())] == ["garden.harvest"]

    given = await updated.perform("core.give_new_rights")

    assert given.permissions == ["garden.harvest"]
    assert await holders(updated, "garden.harvest") == {"clerk"}
    assert await holders(updated, "garden.dig") == {"administrator"}
    assert (await updated.perform("core.give_new_rights")).permissions == []


async def test_a_company_that_begins_with_it_has_nothing_to_catch_up(after: House) -> None:
    boss = await new_company(after, plugins=("garden",))

    assert await new_rights_of(await boss.reader()) == []


async def test_rights_of_a_department_that_is_off_wait_for_its_switch(after: House) -> None:
    boss = await new_company(after, plugins=())
    assert await new_rights_of(await boss.reader()) == []

    await boss.perform("core.switch_plugin_on", plugin="garden")

    assert await holders(boss, "garden.harvest") == {"clerk"}


async def test_a_suggested_role_may_get_a_right_for_some_rows_only(registry: Registry, database: TestDatabase) -> None:
    water = Permission("garden.water", "Water", ("clerk", "administrator"), rows=("own",), narrowed={"clerk": "own"})
    house = await House(replace(registry, plugins=(*registry.plugins, garden(water))), database.app_url, pool_size=2).open()
    boss = await new_company(house, plugins=("garden",))

    clerk = await new_member(boss, "clerk")

    assert clerk.scope.rows == {"garden.water": "own"}
    assert (await new_member(boss, "clerk", "administrator")).scope.rows == {}
    await house.close()


def test_a_right_narrowed_for_a_role_that_is_not_suggested_stops_the_start(registry: Registry) -> None:
    water = Permission("garden.water", "Water", ("clerk",), rows=("own",), narrowed={"gardener": "own"})

    with pytest.raises(PluginError, match="'gardener': 'own', which is not in its roles and rows"):
        _ = replace(registry, plugins=(*registry.plugins, garden(water))).permissions


async def test_a_departments_role_holds_what_it_needs_of_others(registry: Registry, database: TestDatabase) -> None:
    gardener = Role("gardener", "Gardener", rights=("core.export",))
    module = SimpleNamespace(__name__="tests.garden", register_permissions=lambda: (gardener, DIG))
    with_role = replace(registry, plugins=(*registry.plugins, Plugin(PluginInfo("garden", "Garden", "1.0"), module)))
    house = await House(with_role, database.app_url, database.owner_url, pool_size=2).open()
    boss = await new_company(house, plugins=("garden",))

    assert (await new_member(boss, "gardener")).scope.permissions == {"core.export"}
    await house.close()


def test_a_role_with_a_right_that_nobody_registers_stops_the_start(registry: Registry) -> None:
    module = SimpleNamespace(
        __name__="tests.garden", register_permissions=lambda: (Role("gardener", "Gardener", rights=("moon.fly",)),)
    )

    with pytest.raises(PluginError, match=r"gardener asks for the permission 'moon\.fly', which nobody registers"):
        replace(registry, plugins=(*registry.plugins, Plugin(PluginInfo("garden", "Garden", "1.0"), module))).check()
