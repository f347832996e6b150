"""Every address: closed to strangers, to people without the right, and to pages of others.

Departments of their own inherit the same checks (`EveryPlugin`); here are the shell's own pages and those of a department for tests.
"""

import httpx
import pytest
import pytest_asyncio

from dapur.contract import PublicPage
from dapur.server.app import UnguardedRoute, check_routes
from dapur.testing.companies import Actor, new_member
from dapur_web.server.site import Place, pattern_of, permission_of
from tests.web.conftest import Server
from tests.web.pantry.serving import registry_with_pantry
from tests.web.people import session_of

PLACES = [
    Place(plugin, page, pattern_of(page.path))
    for plugin, pages in registry_with_pantry().pages.items()
    for page in pages
    if plugin == "pantry" and not isinstance(page, PublicPage)
]
OWN = ["", "settings", "people", "roles", "departments", "audit", "account", "_search?q=a", "_alive", "suggest/core.people?q=a"]


def address(place: Place) -> str:
    """With a number where the path has a placeholder."""
    return "/".join("1" if step.startswith("{") else step for step in place.address.split("/"))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def nobody(boss: Actor) -> Actor:
    """A member of the company without any role."""
    return await new_member(boss)


async def asked(server: Server, path: str, who: Actor | None, company: str, *, post: bool = False) -> httpx.Response:
    cookies = {"dapur_session": await session_of(who)} if who else {}
    async with httpx.AsyncClient(base_url=server.address, cookies=cookies) as client:
        return await (client.post(f"/{company}/{path}") if post else client.get(f"/{company}/{path}"))


@pytest.mark.parametrize("path", [*OWN, *map(address, PLACES)])
async def test_nobody_sees_a_page_before_signing_in(server: Server, boss: Actor, path: str) -> None:
    answer = await asked(server, path, None, await boss.code())

    assert answer.status_code in (303, 401)
    assert answer.status_code == 401 or answer.headers["location"].startswith("/sign-in?next=")
    assert "Selai" not in answer.text


@pytest.mark.parametrize("path", [*OWN, *map(address, PLACES)])
async def test_another_companys_pages_do_not_exist(server: Server, boss: Actor, other: Actor, path: str) -> None:
    answer = await asked(server, path, other, await boss.code())

    assert answer.status_code == 404
    assert "Lemari Manis" not in answer.text


@pytest.mark.parametrize("place", PLACES, ids=address)
async def test_without_the_right_a_page_is_closed(server: Server, boss: Actor, nobody: Actor, place: Place) -> None:
    answer = await asked(server, address(place), nobody, await boss.code())

    assert answer.status_code == (200 if permission_of(place.page) == "public" else 403)


@pytest.mark.parametrize("path", ["settings", "people", "roles", "departments", "audit"])
async def test_without_the_right_administration_is_closed(server: Server, boss: Actor, nobody: Actor, path: str) -> None:
    assert (await asked(server, path, nobody, await boss.code())).status_code == 403


@pytest.mark.parametrize("path", [*OWN[1:], *map(address, PLACES)])
async def test_a_post_that_no_page_of_ours_made_changes_nothing(server: Server, boss: Actor, path: str) -> None:
    code = await boss.code()

    assert (await asked(server, path, boss, code, post=True)).status_code == 403
    assert (await asked(server, path, None, code, post=True)).status_code in (303, 401)


def test_a_route_that_names_no_permission_stops_the_start() -> None:
    from litestar import Litestar, get

    @get("/open")
    async def open_door() -> str:
        return ""

    with pytest.raises(UnguardedRoute, match="/open"):
        check_routes(Litestar([open_door], openapi_config=None))
