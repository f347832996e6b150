"""Each set of departments works for itself: its pages, menu, search and API, and nothing of what is off.

One company goes through all sets, department by department switched on and off, and keeps its one sign-in.
"""

import itertools
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from dapur.contract import PublicPage
from dapur.graphql.schema import build
from dapur.house import House
from dapur.plugins.registry import Registry, discover
from dapur.testing.companies import Actor, new_company
from dapur.testing.visits import visiting

REGISTRY = discover()
OURS = ("accounting", "hr", "logistics", "it", "training", "administration")
DEPARTMENTS = tuple(name for name in OURS if name in REGISTRY.names)
SETS = [chosen for size in range(len(DEPARTMENTS) + 1) for chosen in itertools.combinations(DEPARTMENTS, size)]


def _first_pages(registry: Registry, plugin: str) -> list[str]:
    return [
        f"{plugin}/{page.path}" for page in registry.pages[plugin] if "{" not in page.path and not isinstance(page, PublicPage)
    ]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def visitor(house: House) -> AsyncIterator[tuple[Actor, httpx.AsyncClient]]:
    """The administrator of a company that begins with no department, signed in."""
    actor = await new_company(house, plugins=())
    async with visiting(actor) as client:
        yield actor, client


async def _switch_to(actor: Actor, chosen: tuple[str, ...]) -> None:
    """Have exactly these departments on."""
    rows = await (await actor.reader()).rows(
        "select plugin from core.company_plugin where company_id = %s and is_on", actor.scope.company
    )
    on = {plugin for (plugin,) in rows}
    for plugin in DEPARTMENTS:
        if (plugin in chosen) != (plugin in on):
            await actor.perform(f"core.switch_plugin_{'on' if plugin in chosen else 'off'}", plugin=plugin)
    actor.house.caches.drop("everything")


@pytest.mark.parametrize("chosen", SETS, ids=lambda chosen: "+".join(chosen) or "none")
async def test_a_set_of_departments_works_for_itself(
    visitor: tuple[Actor, httpx.AsyncClient], registry: Registry, chosen: tuple[str, ...]
) -> None:
    actor, client = visitor
    await _switch_to(actor, chosen)
    company = await actor.house.company(actor.scope.company)
    off = [name for name in DEPARTMENTS if name not in chosen]
    wrong = []
    home = (await client.get(f"/{company.code}")).text
    found = (await client.get(f"/{company.code}/_search?q=a")).text
    for plugin in (*chosen, "base"):
        for address in _first_pages(registry, plugin):
            status = (await client.get(f"/{company.code}/{address}", follow_redirects=True)).status_code
            if status != 200:
                wrong.append(f"{address}: {status}")
    for plugin in off:
        address = next(iter(_first_pages(registry, plugin)))
        if (await client.get(f"/{company.code}/{address}")).status_code != 404:
            wrong.append(f"{address}: open though {plugin} is off")
        wrong += [f"{plugin} shows on {place}" for place, text in (("home", home), ("search", found)) if f"/{plugin}/" in text]
    wrong += [f"{plugin} is not in the menu" for plugin in chosen if f"/{company.code}/{plugin}/" not in home]
    assert wrong == []


@pytest.mark.parametrize("chosen", SETS, ids=lambda chosen: "+".join(chosen) or "none")
def test_the_api_of_a_set_has_its_fields_alone(registry: Registry, chosen: tuple[str, ...]) -> None:
    schema = build(registry, {*chosen, "base", "web"})
    fields = {
        *(schema.query_type.fields if schema.query_type else ()),
        *(schema.mutation_type.fields if schema.mutation_type else ()),
    }
    off = [name for name in DEPARTMENTS if name not in chosen]

    assert [field for field in fields for name in off if _is_of(field, name)] == []
    assert [name for name in chosen if not any(_is_of(field, name) for field in fields)] == []


def _is_of(field: str, plugin: str) -> bool:
    return field.startswith(plugin) and field[len(plugin) : len(plugin) + 1].isupper()
