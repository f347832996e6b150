"""Every field of the API: there while its department is on, refused to everybody who lacks the right."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from graphql import GraphQLSchema

from dapur.contract import GraphQLFigure
from dapur.graphql.door import answer, api_of
from dapur.graphql.naming import field_of
from dapur.graphql.schema import build, document_name, offered, report_name
from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor
from dapur.testing.inputs import plausible
from dapur.testing.strangers import all_keys, known_ids
from dapur.testing.traces import traces_of
from dapur.testing.visits import visiting
from tests.core.graphql.asking import ask, codes, data
from tests.core.graphql.requests_of import Requests


def fields_of(schema: GraphQLSchema) -> set[str]:
    assert schema.query_type
    assert schema.mutation_type
    return {*schema.query_type.fields, *schema.mutation_type.fields}


def figures_of(registry: Registry, plugins: Iterable[str]) -> list[GraphQLFigure]:
    return [figure for plugin in plugins for types in registry.graphql_types[plugin] for figure in types.figures]


def declared(registry: Registry, plugins: set[str]) -> set[str]:
    found = {field_of(q.name) for q in registry.queries.values() if q.plugin in plugins}
    found |= {report_name(r.name) for r in registry.reports.values() if r.plugin in plugins}
    found |= {document_name(d.name) for d in registry.documents.values() if d.plugin in plugins}
    found |= {field_of(figure.name) for figure in figures_of(registry, plugins)}
    return found | {field_of(o.name) for o in registry.operations.values() if o.plugin in plugins and offered(o)}


def test_everything_declared_is_a_field_and_nothing_else_is(registry: Registry) -> None:
    assert fields_of(build(registry, registry.names)) == declared(registry, set(registry.names))


def test_each_department_alone_makes_a_schema_of_its_own_fields(registry: Registry) -> None:
    for name in registry.names:
        assert fields_of(build(registry, {name})) == declared(registry, {"core", name})


def test_every_field_says_what_it_does_and_which_permission_it_needs(registry: Registry) -> None:
    schema = build(registry, registry.names)
    assert schema.query_type
    assert schema.mutation_type
    fields = {**schema.query_type.fields, **schema.mutation_type.fields}
    needed = {field_of(n): p for n, p, _r in Requests(registry).all()} | {
        report_name(r.name): r.permission for r in registry.reports.values()
    }
    needed |= {document_name(d.name): d.permission for d in registry.documents.values()}
    needed |= {field_of(figure.name): figure.permission for figure in figures_of(registry, registry.names)}

    silent = [n for n, f in fields.items() if needed[n] != "public" and f"`{needed[n]}`" not in (f.description or "")]

    assert silent == []


async def test_nobody_without_the_permission_gets_into_any_field(actor: Actor) -> None:
    wrong = []
    for name, permission, (text, variables) in Requests(actor.house.registry).all():
        if permission == "public":
            continue
        found = await ask(actor.without(permission), text, **variables)
        if _refusals(found) != {"FORBIDDEN"}:
            wrong.append((name, found))

    assert wrong == []


def _refusals(found: dict[str, Any]) -> set[str]:
    if "errors" in found:
        return codes(found)
    ((_field, payload),) = found["data"].items()
    return {p["code"] for p in payload.get("problems", [])}


async def test_a_department_that_is_off_has_no_fields_at_once(actor: Actor) -> None:
    registry = actor.house.registry
    requests = {name.partition(".")[0]: request for name, _permission, request in Requests(registry).all()}
    for plugin in {*registry.names} - {"core"}:
        off = replace(actor, scope=replace(actor.scope, plugins=actor.scope.plugins - {plugin}))
        assert not fields_of(api_of(actor.house, off.scope.plugins).schema) & declared(registry, {plugin}), plugin
        if plugin in requests:
            text, variables = requests[plugin]
            assert codes(await ask(off, text, status=400, **variables)) == {"QUERY_INVALID"}, text


async def test_switching_off_takes_the_fields_away_for_the_next_request(actor: Actor, house: House) -> None:
    token = await actor.perform("core.create_token", name="Uji", scopes=["*"])
    code = await actor.code()
    question = {"query": "{ accountingJournals { nodes { id } } }"}

    async with visiting(None, house) as client:
        client.headers["authorization"] = f"Bearer {token.token}"
        before = await client.post(f"/{code}/graphql", json=question)
        await actor.perform("core.switch_plugin_off", plugin="accounting")
        house.caches.drop("everything")
        after = await client.post(f"/{code}/graphql", json=question)

    assert "errors" not in before.json()
    assert codes(after.json()) == {"QUERY_INVALID"}


async def test_nobody_anonymous_gets_into_any_field(actor: Actor, other: Actor, house: House) -> None:
    theirs = await other.perform("core.create_token", name="Uji", scopes=["*"])
    code = await actor.code()
    visitors: list[dict[str, str]] = [{}, {"authorization": "Bearer dapur_bukan"}, {"authorization": f"Bearer {theirs.token}"}]

    async with visiting(None, house) as client:
        for headers in visitors:
            for name, _permission, (text, variables) in Requests(house.registry).all():
                got = await client.post(f"/{code}/graphql", json={"query": text, "variables": variables}, headers=headers)
                assert (got.status_code, codes(got.json())) == (401, {"UNAUTHENTICATED"}), name


async def test_a_signed_in_page_must_send_its_form_token(actor: Actor) -> None:
    code = await actor.code()

    async with visiting(actor) as client:
        got = await client.post(f"/{code}/graphql", json={"query": "{ corePeople { nodes { id } } }"})
        by_get = await client.get(f"/{code}/graphql", params={"query": "{ corePeople { nodes { id } } }"})

    assert got.status_code == 401
    assert by_get.status_code == 405


async def test_no_list_shows_another_companys_rows(lived_in: Actor, stranger: Actor) -> None:
    writer = Requests(lived_in.house.registry)
    for query in lived_in.house.registry.queries.values():
        if query.parameters is not None or list(query.key) != ["id"]:
            continue
        mine = {key[0] for key in await all_keys(lived_in, query)}
        text, variables = writer.of_query(query)
        shown = (await data(stranger, text, **variables))[field_of(query.name)]["nodes"]
        assert not mine & {n["id"] for n in shown}, query.name


async def test_no_mutation_touches_another_company(lived_in: Actor, stranger: Actor) -> None:
    ids = await known_ids(lived_in)
    before = traces_of(lived_in.house.owner_url, lived_in.scope.company)
    writer = Requests(lived_in.house.registry)
    failed = []
    for operation in lived_in.house.registry.operations.values():
        if not offered(operation):
            continue
        aimed = next((known[0] for name, known in ids.items() if known and name.partition(".")[0] == operation.plugin), 1)
        text, variables = writer.of_operation(operation, plausible(operation.input, ids, aimed))
        found = await ask(stranger, text, **variables)
        if "errors" in found:
            failed.append((operation.name, found["errors"]))

    assert failed == []
    assert traces_of(lived_in.house.owner_url, lived_in.scope.company) == before


async def test_a_fault_of_ours_shows_nothing_of_the_inside(actor: Actor, caplog: Any) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret of the house")

    report = next(iter(actor.house.registry.reports.values()), None)
    assert report
    build_before = report.build
    object.__setattr__(report, "build", broken)
    try:
        text, variables = next(r for n, _p, r in Requests(actor.house.registry).all() if n == report.name)
        body = json.dumps({"query": text, "variables": variables}).encode()
        status, raw = await answer(actor.house, actor.through("graphql").scope, body, "application/json")
    finally:
        object.__setattr__(report, "build", build_before)

    assert status == 200
    assert codes(json.loads(raw)) == {"FAILED"}
    assert b"secret" not in raw
    assert "GraphQL request" in caplog.text
