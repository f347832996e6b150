"""What one request may ask for: each limit is hit, and what is refused runs nothing."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from dapur.contract import Query
from dapur.graphql.door import LIMITS, answer, api_of
from dapur.graphql.limits import Limits
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader, Rows
from dapur.testing.companies import Actor
from tests.core.graphql.asking import ask, codes

INTROSPECTION = "{ __schema { types { name fields { name } } } }"


@pytest.mark.parametrize(
    ("limits", "query", "code"),
    [
        (Limits(depth=2), "{ corePeople { nodes { id } } }", "QUERY_TOO_DEEP"),
        (Limits(depth=2), "{ ...A } fragment A on Query { corePeople { ...B } } fragment B on CorePeopleConnection"
         " { nodes { id } }", "QUERY_TOO_DEEP"),
        (Limits(fields=4), "{ corePeople { nodes { id name email } } }", "QUERY_TOO_WIDE"),
        (Limits(aliases=1), "{ a: corePeople { nodes { id } } b: corePeople { nodes { id } } }", "QUERY_TOO_WIDE"),
        (Limits(tokens=5), "{ corePeople { nodes { id } } }", "QUERY_UNREADABLE"),
        (LIMITS, "{ corePeople { nodes { id }", "QUERY_UNREADABLE"),
        (LIMITS, "{ nothing }", "QUERY_INVALID"),
        (LIMITS, "{ ...A } fragment A on Query { ...A }", "QUERY_INVALID"),
        (Limits(introspection_depth=3), INTROSPECTION, "QUERY_TOO_DEEP"),
    ],
)  # fmt: skip
async def test_a_query_beyond_a_limit_is_refused(actor: Actor, limits: Limits, query: str, code: str) -> None:
    actor.house.apis.clear()

    assert codes(await ask(actor, query, limits=limits, status=400)) == {code}


async def test_fragments_within_fragments_are_counted_written_out_and_fast(actor: Actor) -> None:
    bombs = " ".join(f"fragment F{n} on CorePeopleConnection {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    query = "{ corePeople { ...F0 } } " + bombs + " fragment F60 on CorePeopleConnection { nodes { id } }"

    assert codes(await ask(actor, query, status=400)) == {"QUERY_TOO_WIDE"}


@pytest.mark.parametrize("directive", ["", " @include(if: true)"])
async def test_what_costs_too_much_is_refused(actor: Actor, directive: str) -> None:
    fields = "{ nodes { id name } }"
    query = f"{{ a: corePeople(first: 50) {directive} {fields} b: corePeople(first: 50) {fields} }}"

    found = await ask(actor, query, limits=Limits(cost=150))

    assert codes(found) == {"QUERY_TOO_COSTLY"}
    assert list(found["data"].values()).count(None) == 1


async def test_a_slow_request_is_stopped(actor: Actor, monkeypatch: Any) -> None:
    async def never(*_: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("dapur.queries.reader.Reader.page", never)

    found = await ask(actor, "{ corePeople { nodes { id } } }", limits=replace(LIMITS, seconds=0.01), status=503)

    assert codes(found) == {"QUERY_TOO_SLOW"}


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b'[{"query": "{ corePeople { nodes { id } } }"}]', "application/json", 400, "BATCH_REFUSED"),
        (b'{"query": 1}', "application/json", 400, "REQUEST_UNREADABLE"),
        (b"{}", "application/json; charset=utf-8", 400, "REQUEST_UNREADABLE"),
        (b"\xff", "application/json", 400, "REQUEST_UNREADABLE"),
        (b'{"query": "{ corePeople { nodes { id } } }", "variables": []}', "application/json", 200, ""),
        (b'{"query": "{ corePeople { nodes { id } } }", "variables": 3}', "application/json", 400, "REQUEST_UNREADABLE"),
        (b"query=x", "application/x-www-form-urlencoded", 415, "REQUEST_UNREADABLE"),
        (b"{ corePeople { nodes { id } } }", "text/plain", 415, "REQUEST_UNREADABLE"),
        (b" " * 1_000_001, "application/json", 413, "BODY_TOO_LARGE"),
    ],
)
async def test_what_is_no_single_query_in_json_is_refused(
    actor: Actor, body: bytes, content_type: str, status: int, code: str
) -> None:
    got, text = await answer(actor.house, actor.through("graphql").scope, body, content_type)

    assert got == status
    assert not code or codes(json.loads(text)) == {code}


async def test_the_schema_is_shown_only_with_its_permission(actor: Actor) -> None:
    found = await ask(actor, INTROSPECTION)
    assert "CorePeopleRow" in {t["name"] for t in found["data"]["__schema"]["types"]}

    refused = await ask(actor.without("core.graphql.introspect"), INTROSPECTION, status=403)
    hidden = await ask(
        actor.without("core.graphql.introspect"), '{ ...A } fragment A on Query { __type(name: "Query") { name } }', status=403
    )
    assert codes(refused) == codes(hidden) == {"FORBIDDEN"}
    assert "errors" not in await ask(actor.without("core.graphql.introspect"), "{ __typename }")


async def test_a_query_is_read_and_checked_once(actor: Actor) -> None:
    query = "query Kept { corePeople { nodes { id } } }"
    await ask(actor, query)
    first = api_of(actor.house, actor.scope.plugins).prepared[query]
    await ask(actor, query)

    assert api_of(actor.house, actor.scope.plugins).prepared[query] is first
    assert first.quick[""] is not None


async def test_a_name_chooses_among_operations(actor: Actor) -> None:
    query = "query A { corePeople { nodes { id } } } query B { coreRoles { nodes { id } } }"

    def body(name: str) -> bytes:
        return json.dumps({"query": query, "operationName": name}).encode()

    scope = actor.through("graphql").scope

    assert list(json.loads((await answer(actor.house, scope, body("B"), "application/json"))[1])["data"]) == ["coreRoles"]
    for name in ("", "C"):
        assert codes(json.loads((await answer(actor.house, scope, body(name), "application/json"))[1])) == {"QUERY_INVALID"}


async def test_one_request_takes_one_connection_at_a_time(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most = 0, 0
    page = Reader.page

    async def counted(self: Reader, query: Query, wish: Wish) -> Rows:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        try:
            return await page(self, query, wish)
        finally:
            at_once -= 1

    monkeypatch.setattr(Reader, "page", counted)
    fields = " ".join(f"f{n}: corePeople @include(if: true) {{ nodes {{ id }} }}" for n in range(5))

    assert len((await ask(actor, f"{{ {fields} }}"))["data"]) == 5
    assert most == 1
