"""The first run: nobody is here yet, so the first person needs the code that the server printed."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from dapur.house import House
from dapur.people.first_person import VARIABLE, nobody_yet, setup_code
from dapur.plugins.registry import Registry
from dapur.server.app import make_app
from dapur.testing.databases import drop_database, fresh_database
from tests.web.browsing import HOST, text_of

PASSWORD = "kalimat pertama di rumah baru"
FIRST = {"name": "Ibu Pertama", "email": "pertama@example.id", "password": PASSWORD}


@pytest_asyncio.fixture(loop_scope="session")
async def empty(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[House, httpx.AsyncClient]]:
    """A house on a database without anybody, and a browser that has never been here."""
    monkeypatch.setenv(VARIABLE, "kode-dari-server")
    database = fresh_database(registry, "dapur_web_first_run")
    house = await House(registry, database.app_url, database.owner_url, pool_size=4).open()
    transport = httpx.ASGITransport(app=make_app(house, background=False), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
        yield house, client
    await house.close()
    drop_database(database)


async def test_from_nobody_to_a_company_that_works(empty: tuple[House, httpx.AsyncClient]) -> None:
    house, client = empty
    sent = await client.get("/sign-in")
    page = await client.get("/setup?code=kode-dari-server")
    assert sent.headers["location"] == "/setup" and 'value="kode-dari-server"' in page.text

    wrong = await client.post("/setup", data={"code": "tebakan", **FIRST})
    weak = await client.post("/setup", data={"code": "kode-dari-server", **FIRST, "password": "pendek"})
    assert (wrong.status_code, weak.status_code) == (422, 422)
    assert 'id="f-code-error"' in wrong.text and 'id="f-password-error"' in weak.text
    assert PASSWORD not in wrong.text
    assert await nobody_yet(house)

    begun = await client.post("/setup", data={"code": setup_code(), **FIRST})
    assert begun.headers["location"] == "/new-company"
    form = await client.get("/new-company")
    token = form.text.partition('name="_csrf_token" value="')[2].partition('"')[0]
    made = await client.post("/new-company", data={"_csrf_token": token, "name": "CV Pertama", "code": "cv-pertama"})

    assert made.headers["location"] == "/cv-pertama/"
    assert "CV Pertama" in text_of(await client.get("/cv-pertama/"))
    assert (await client.get("/cv-pertama/people")).status_code == 200
    assert (await client.get("/setup")).status_code == 404
    assert (await client.post("/setup", data={"code": setup_code(), **FIRST})).status_code == 404


async def test_of_two_first_people_at_once_one_comes_in(empty: tuple[House, httpx.AsyncClient]) -> None:
    house, client = empty
    people = [{**FIRST, "code": setup_code(), "email": f"{n}@example.id"} for n in range(3)]

    answers = await asyncio.gather(*(client.post("/setup", data=person) for person in people))

    assert sorted(a.status_code for a in answers)[0] == 303
    assert [a.status_code for a in answers].count(303) == 1
    async with house.pools.read() as connection:
        row = await (await connection.execute(b"select core.user_count()")).fetchone()
    assert row == (1,)


async def test_another_site_cannot_take_the_first_run(empty: tuple[House, httpx.AsyncClient]) -> None:
    house, client = empty

    answer = await client.post("/setup", data={"code": setup_code(), **FIRST}, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert await nobody_yet(house)
