"""Pages, asked for in the process: signed in, signed out, and by people of other companies."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from dapur.contract import Page, PublicPage
from dapur.people.sign_in import sign_in
from dapur.server.app import make_app
from dapur.server.sessions import PLAIN_NAME
from dapur.testing.companies import PASSWORD, Actor
from dapur.testing.strangers import known_ids


@asynccontextmanager
async def visiting(actor: Actor | None, actors_house: Any = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the whole application, signed in as this person (None: signed out)."""
    house = actor.house if actor is not None else actors_house
    app = make_app(house, background=False)

    async def with_state(scope: Any, receive: Any, send: Any) -> None:
        await app({**scope, "state": {}}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=with_state), base_url="http://127.0.0.1") as client:
        if actor is not None:
            signed = await sign_in(house, actor.email, PASSWORD, address="127.0.0.1", agent="test")
            client.cookies.set(PLAIN_NAME, signed.token)
        yield client


async def addresses_of(actor: Actor, plugin: str = "") -> list[str]:
    """Addresses of every page, inside the company; placeholders filled with what this person sees."""
    registry = actor.house.registry
    ids = await known_ids(actor)
    found = []
    for owner, pages in registry.pages.items():
        for page in pages if plugin in ("", owner) else ():
            if isinstance(page, PublicPage):
                continue
            address = _filled(page, ids, registry.pages[owner])
            if address is not None:
                found.append(f"{owner}/{address}")
    return found


def _filled(page: Page, ids: dict[str, list[int]], pages: Sequence[Page]) -> str | None:
    if "{" not in page.path:
        return page.path
    query = getattr(page, "query", None) or _query_beside(page.path, pages)
    known = ids.get(query.name) if query is not None else None
    return re.sub(r"\{\w+\}", str(known[0]), page.path) if known else None


def _query_beside(path: str, pages: Sequence[Page]) -> Any:
    """The query of the record page at the same place, or else of the list there: an edit form takes the same ids."""
    start = path.partition("/{")[0]
    beside = sorted((p for p in pages if p.path.partition("/{")[0] == start), key=lambda p: "{" not in p.path)
    return next((q for p in beside if (q := getattr(p, "query", None)) is not None), None)


async def pages_that_do_not_open(actor: Actor, plugin: str) -> list[str]:
    """Pages that fail for somebody who may do everything."""
    wrong = []
    code = await actor.code()
    async with visiting(actor) as client:
        for address in await addresses_of(actor, plugin):
            answer = await client.get(f"/{code}/{address}")
            if answer.status_code != 200:
                wrong.append(f"{address}: {answer.status_code}")
    return wrong


async def pages_open_to_outsiders(actor: Actor, member: Actor, other: Actor, plugin: str) -> list[str]:
    """Pages that answer somebody who is signed out, a member without any right, or somebody of another company."""
    code = await actor.code()
    found = await addresses_of(actor, plugin)
    wrong = []
    for who, person, allowed in (
        ("signed out", None, {302, 303, 401}),
        ("without rights", member, {403}),
        ("a stranger", other, {404}),
    ):
        async with visiting(person, actor.house) as client:
            for address in found:
                status = (await client.get(f"/{code}/{address}")).status_code
                if status not in allowed:
                    wrong.append(f"{address}: {who} got {status}")
    return wrong
