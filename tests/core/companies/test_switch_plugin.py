"""Departments on and off at run time: what is required stays on, every process sees it, set-up runs once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Annotated, Any

import pytest
import pytest_asyncio
from pydantic import Field

from dapur.contract import Form, Invalid, NotFound, PluginInfo, Refused, Setup, Shown, _
from dapur.house import House
from dapur.operations.work import Work
from dapur.people.scopes import standing_of
from dapur.plugins.registry import Plugin, Registry
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase
from tests.core.people.sessions import until


class Answer(Form):
    """What the kitchen asks when it is switched on."""

    chairs: Annotated[int, Field(ge=1), Shown(_("Chairs"))]


async def furnish(work: Work, form: Answer) -> None:
    await work.run(
        "insert into core.setting (company_id, name, value) values (%s, 'kitchen.chairs', to_jsonb(%s::int))",
        work.scope.company,
        form.chairs,
    )


def department(name: str, *requires: str, setups: tuple[Setup, ...] = ()) -> Plugin:
    info = PluginInfo(name, name.title(), "1.0", requires=requires)
    return Plugin(info, SimpleNamespace(__name__=f"tests.{name}", register_setup=lambda: setups))


@pytest_asyncio.fixture(loop_scope="session")
async def kitchens(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house with three more departments: waiters require the kitchen, which requires nothing and asks for chairs."""
    more = (
        department("kitchen", setups=(Setup("kitchen.chairs", _("Chairs"), Answer, furnish),)),
        department("waiters", "kitchen"),
    )
    house = await House(replace(registry, plugins=(*registry.plugins, *more)), database.app_url, pool_size=6).open()
    yield house
    await house.close()


@pytest_asyncio.fixture(loop_scope="session")
async def boss(kitchens: House) -> Actor:
    return await new_company(kitchens, plugins=())


CHAIRS = {"kitchen.chairs": {"chairs": 4}}


async def on(actor: Actor) -> set[str]:
    """What the next request of this actor would find switched on."""
    house = actor.house
    house.caches.drop("everything")
    return set((await standing_of(house, actor.scope.user, await actor.code())).plugins)


async def test_a_department_brings_what_it_requires(boss: Actor) -> None:
    await boss.perform("core.switch_plugin_on", plugin="waiters", setup=CHAIRS)

    assert {"kitchen", "waiters"} <= await on(boss)


async def test_what_another_requires_stays_on(boss: Actor) -> None:
    await boss.perform("core.switch_plugin_on", plugin="waiters", setup=CHAIRS)

    with pytest.raises(Refused) as caught:
        await boss.perform("core.switch_plugin_off", plugin="kitchen")
    assert (caught.value.code, caught.value.problems[0].field) == ("PLUGIN_REQUIRED", "plugin")

    await boss.perform("core.switch_plugin_off", plugin="waiters")
    await boss.perform("core.switch_plugin_off", plugin="kitchen")
    assert not {"kitchen", "waiters"} & await on(boss)


async def test_on_and_off_at_the_same_moment_never_leave_it_without_what_it_requires(kitchens: House) -> None:
    for _attempt in range(4):
        boss = await new_company(kitchens, plugins=())
        await boss.perform("core.switch_plugin_on", plugin="kitchen", setup=CHAIRS)

        await asyncio.gather(
            boss.perform("core.switch_plugin_on", plugin="waiters"),
            boss.perform("core.switch_plugin_off", plugin="kitchen"),
            return_exceptions=True,
        )

        now = await on(boss)
        assert "waiters" not in now or "kitchen" in now


async def test_what_belongs_to_every_company_stays_on(boss: Actor) -> None:
    for name in ("core", "web"):
        with pytest.raises(Refused) as caught:
            await boss.perform("core.switch_plugin_off", plugin=name)
        assert caught.value.code == "PLUGIN_ALWAYS_ON"


async def test_what_is_not_installed_cannot_be_switched_on(boss: Actor) -> None:
    with pytest.raises(Refused) as caught:
        await boss.perform("core.switch_plugin_on", plugin="bakery")

    assert (caught.value.code, caught.value.problems[0].field) == ("PLUGIN_UNKNOWN", "plugin")


async def test_set_up_runs_once_and_switching_on_again_asks_nothing(boss: Actor) -> None:
    await boss.perform("core.switch_plugin_on", plugin="kitchen", setup=CHAIRS)
    await boss.perform("core.switch_plugin_off", plugin="kitchen")
    await boss.perform("core.switch_plugin_on", plugin="kitchen")

    assert "kitchen" in await on(boss)


async def test_what_set_up_asks_is_told_at_its_field_and_nothing_is_switched_on(boss: Actor) -> None:
    for answers, code in (({}, "REQUIRED"), ({"kitchen.chairs": {"chairs": 0}}, "TOO_SMALL")):
        with pytest.raises(Invalid) as caught:
            await boss.perform("core.switch_plugin_on", plugin="kitchen", setup=answers)
        assert [(p.code, p.field) for p in caught.value.problems] == [(code, "setup.kitchen.chairs.chairs")]

    assert "kitchen" not in await on(boss)


async def test_a_new_company_can_begin_with_set_up_departments(kitchens: House) -> None:
    boss = await new_company(kitchens, plugins=("waiters",), setup=CHAIRS)

    assert {"kitchen", "waiters"} <= await on(boss)
    kitchens.caches.drop("everything")
    assert (await kitchens.company(boss.scope.company)).settings["kitchen.chairs"] == 4


async def test_a_right_that_was_taken_from_a_role_does_not_come_back_with_the_switch(actor: Actor) -> None:
    """Switching off and on again leaves the company's own roles as they are."""
    registry = actor.house.registry
    plugin = next(n for n in reversed(registry.names) if not registry.info(n).always_on and n != "core")
    rights = [p for p in registry.permissions if p.startswith(f"{plugin}.")]
    reader = await actor.reader()

    async def held() -> int:
        sql = "select count(*) from core.role_permission where company_id = %s and permission = any (%s)"
        return int(await reader.value(sql, actor.scope.company, rights))

    roles = await reader.rows("select id, title from core.role where company_id = %s", actor.scope.company)
    kept = [p for p in actor.scope.permissions if p.startswith("core.")]
    for number, title in roles:
        await actor.perform("core.save_role", id=number, title=title, permissions=kept)
    assert await held() == 0

    await actor.perform("core.switch_plugin_off", plugin=plugin)
    await actor.perform("core.switch_plugin_on", plugin=plugin)

    assert await held() == 0


async def test_a_second_process_sees_the_switch(boss: Actor, kitchens: House, database: TestDatabase) -> None:
    second = await House(kitchens.registry, database.app_url, pool_size=2).open()
    try:
        code = (await kitchens.company(boss.scope.company)).code

        async def seen(wanted: bool) -> bool:
            standings = [await standing_of(h, boss.scope.user, code) for h in (kitchens, second)]
            return all(("kitchen" in s.plugins) is wanted for s in standings)

        assert await seen(False)
        await boss.perform("core.switch_plugin_on", plugin="kitchen", setup=CHAIRS)
        await until(lambda: seen(True))
        await boss.perform("core.switch_plugin_off", plugin="kitchen")
        await until(lambda: seen(False))
    finally:
        await second.close()


async def test_operations_and_queries_of_a_department_that_is_off_do_not_exist(actor: Actor) -> None:
    registry = actor.house.registry
    off = replace(actor, scope=replace(actor.scope, plugins=frozenset()))
    theirs: list[Any] = [o for o in registry.operations.values() if o.plugin != "core"]

    for operation in theirs:
        with pytest.raises(NotFound):
            await off.perform(operation, {})
    for query in (q for q in registry.queries.values() if q.plugin != "core"):
        with pytest.raises(NotFound):
            await off.page(query)
