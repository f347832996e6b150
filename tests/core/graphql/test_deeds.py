"""Operations as mutations: problems as data, keys, dry runs, the audit log, the caller's language."""

from typing import Any

import psycopg

from dapur.testing.companies import Actor
from dapur.testing.traces import traces_of
from tests.core.graphql.asking import ask, data

INVITE = """mutation Invite($input: CoreInvitePersonInput!, $key: String, $dry: Boolean! = false) {
  coreInvitePerson(input: $input, idempotencyKey: $key, dryRun: $dry) {
    result { id }
    problems { field code message }
    replayed
    wouldChange { table action rows }
  }
}"""


async def invite(actor: Actor, key: str | None = None, dry: bool = False, languages: str = "", **fields: Any) -> dict[str, Any]:
    roles = [r["id"] for r in (await actor.page("core.roles")).dicts()][:1]
    given = {"email": "baru@example.id", "name": "Baru", "roles": roles, **fields}
    found = await ask(actor, INVITE, languages, input=given, key=key, dry=dry)
    assert "errors" not in found, found
    return dict(found["data"]["coreInvitePerson"])


async def test_a_mutation_does_what_the_operation_does(actor: Actor) -> None:
    done = await invite(actor)

    rows = (await actor.page("core.invitations")).dicts()
    assert [r["id"] for r in rows] == [done["result"]["id"]]
    assert (done["problems"], done["replayed"], done["wouldChange"]) == ([], False, None)


async def test_what_is_wrong_comes_back_as_problems_at_the_callers_fields(actor: Actor) -> None:
    refused = await invite(actor, email="bukan alamat", name="")

    assert refused["result"] is None
    assert {p["field"] for p in refused["problems"]} == {"email", "name"}
    assert all(p["code"].isupper() and p["message"] for p in refused["problems"])


async def test_problems_are_said_in_the_language_asked_for_else_the_persons(actor: Actor) -> None:
    said = [
        (await invite(actor, name="", languages=asked))["problems"][0]["message"]
        for asked in ("en-GB,en;q=0.9", "fr, id;q=0.5, en;q=0.1", "", "de")
    ]

    assert said == ["Enter the name.", "Isi nama.", "Isi nama.", "Isi nama."]


async def test_a_repeated_key_answers_the_same_and_does_nothing(actor: Actor) -> None:
    first = await invite(actor, key="undangan-1")
    before = traces_of(actor.house.owner_url, actor.scope.company)
    again = await invite(actor, key="undangan-1")

    assert again["result"] == first["result"]
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert traces_of(actor.house.owner_url, actor.scope.company) == before


async def test_a_key_with_other_input_is_refused(actor: Actor) -> None:
    await invite(actor, key="undangan-1")
    refused = await invite(actor, key="undangan-1", name="Lain")

    assert [p["code"] for p in refused["problems"]] == ["KEY_REUSED"]


async def test_a_key_that_is_too_long_is_refused_at_its_field(actor: Actor) -> None:
    refused = await invite(actor, key="k" * 201)

    assert [(p["field"], p["code"]) for p in refused["problems"]] == [("idempotencyKey", "KEY_TOO_LONG")]


async def test_a_dry_run_says_what_it_would_change_and_leaves_nothing(actor: Actor) -> None:
    before = traces_of(actor.house.owner_url, actor.scope.company)
    tried = await invite(actor, key="undangan-1", dry=True)

    assert tried["result"]
    assert {"table": "core.invitation", "action": "inserted", "rows": 1} in tried["wouldChange"]
    assert traces_of(actor.house.owner_url, actor.scope.company) == before
    assert not (await invite(actor, key="undangan-1"))["replayed"]


async def test_the_audit_log_names_the_door(actor: Actor, owner_url: str) -> None:
    done = await invite(actor)

    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        found = owner.execute(
            "select operation, door from core.audit_log where subject = 'core.invitation' and row_key like %s",
            (f"%{done['result']['id']}%",),
        ).fetchall()
    assert found == [("core.invite_person", "graphql")]


async def test_mutations_of_one_request_run_in_order_each_for_itself(actor: Actor) -> None:
    found = await data(
        actor,
        'mutation { a: coreSaveRole(input: {title: "Kasir", permissions: []}) { result { id } problems { code } }'
        ' b: coreSaveRole(input: {title: "Kasir", permissions: []}) { result { id } problems { code } }'
        ' c: coreSaveRole(input: {title: "Gudang", permissions: []}) { result { id } problems { code } } }',
    )

    assert found["a"]["result"]
    assert found["b"] == {"result": None, "problems": [{"code": "ROLE_EXISTS"}]}
    assert found["c"]["result"]
