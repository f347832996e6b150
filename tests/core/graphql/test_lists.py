"""Queries as connections: rows, cursors, filters, totals, on the short way and on the long one alike."""

from decimal import Decimal

import pytest

from dapur.contract import Column
from dapur.graphql.scalars import fixed
from dapur.house import House
from dapur.testing.companies import Actor, new_member
from tests.core.graphql.asking import ask, codes, data

PAGE = """query Page($first: Whole, $after: String, $sort: [CorePeopleSort!]) {
  corePeople(first: $first, after: $after, sort: $sort) {
    nodes { id name email lastOpenedAt status }
    edges { cursor node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totals { count }
  }
}"""
LONG_WAY = PAGE.replace("nodes {", "nodes @include(if: true) {")


async def five(actor: Actor) -> None:
    for name in ("Ani", "Budi", "Citra", "Dewi"):
        await new_member(actor, "clerk", name=name)


async def test_a_page_has_its_rows_cursors_and_totals(actor: Actor) -> None:
    await five(actor)

    found = (await data(actor, PAGE, first=2))["corePeople"]

    assert [n["name"] for n in found["nodes"]] == ["Ani", "Budi"]
    assert [e["node"]["name"] for e in found["edges"]] == ["Ani", "Budi"]
    assert found["pageInfo"]["hasNextPage"]
    assert not found["pageInfo"]["hasPreviousPage"]
    assert found["pageInfo"]["endCursor"] == found["edges"][1]["cursor"]
    assert found["totals"] == {"count": 5}


async def test_cursors_walk_every_row_once_and_back(actor: Actor) -> None:
    await five(actor)
    seen, after = [], None
    while True:
        found = (await data(actor, PAGE, first=2, after=after))["corePeople"]
        seen += [n["name"] for n in found["nodes"]]
        if not found["pageInfo"]["hasNextPage"]:
            break
        after = found["pageInfo"]["endCursor"]
    back = await data(
        actor, "query B($c: String) { corePeople(last: 4, before: $c) { nodes { name } } }", c=found["pageInfo"]["startCursor"]
    )

    assert seen == ["Ani", "Budi", "Citra", "Dewi", "Uji Coba"]
    assert [n["name"] for n in back["corePeople"]["nodes"]] == seen[:4]


@pytest.mark.parametrize("variables", [{}, {"first": 2}, {"first": 3, "sort": ["NAME_DESC"]}])
async def test_the_short_and_the_long_way_answer_the_same(actor: Actor, variables: dict[str, object]) -> None:
    await five(actor)

    assert await data(actor, PAGE, **variables) == await data(actor, LONG_WAY, **variables)


async def test_filters_search_and_aliases(actor: Actor) -> None:
    await five(actor)

    found = await data(
        actor,
        '{ some: corePeople(search: "i", filter: {status: ["active"]}, sort: [NAME_DESC]) { rows: nodes { who: name } }'
        ' none: corePeople(filter: {status: ["disabled"]}) { nodes { name } totals { count } } }',
    )

    assert [n["who"] for n in found["some"]["rows"]][-3:] == ["Citra", "Budi", "Ani"]
    assert found["none"] == {"nodes": [], "totals": {"count": 0}}


async def test_fragments_take_the_short_way_too(actor: Actor) -> None:
    found = await data(
        actor,
        "query { corePeople { ...Page } } fragment Page on CorePeopleConnection { nodes { ... { name } ...Id } }"
        " fragment Id on CorePeopleRow { id }",
    )

    assert found == {"corePeople": {"nodes": [{"name": "Uji Coba", "id": actor.scope.user}]}}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: 501", "TOO_MANY_ROWS"),
        ("first: 0", "TOO_SMALL"),
        ('first: "x"', "NOT_A_NUMBER"),
        ("first: 1.5", "NOT_WHOLE"),
        ('after: "bukan"', "BAD_CURSOR"),
        ('after: "WyJhIl0"', "BAD_CURSOR"),
        ('after: "WzEsICJhIl0"', "BAD_CURSOR"),
        ('after: "WyJhIiwgMV0", before: "WyJhIiwgMV0"', "NOT_ALLOWED"),
        ('filter: {status: ["lost"]}', "NOT_ALLOWED"),
    ],
)
async def test_what_does_not_fit_is_refused_at_its_field(actor: Actor, arguments: str, code: str) -> None:
    for query in ("{ corePeople(%s) { nodes { name } } }", "{ corePeople(%s) @include(if: true) { nodes { name } } }"):
        found = await ask(actor, query % arguments)

        assert codes(found) == {code}
        assert found["data"] == {"corePeople": None}
        assert found["errors"][0]["path"] == ["corePeople"]


async def test_a_day_filter_takes_days(actor: Actor) -> None:
    found = await ask(actor, '{ coreAudit(filter: {day: {from: "31/12/2026"}}) { nodes { id } } }')
    assert codes(found) == {"NOT_A_DATE"}

    found = await ask(actor, '{ coreAudit(filter: {day: {from: "2026-01-01"}}, first: 1) { nodes { id at } } }')
    assert found["data"]["coreAudit"]["nodes"]


async def test_a_column_of_another_right_refuses_the_list_and_names_the_right(actor: Actor, house: House) -> None:
    column = next(c for c in house.registry.queries["core.people"].columns if c.name == "email")
    assert isinstance(column, Column)
    object.__setattr__(column, "permission", "core.people.manage")
    try:
        poorer = actor.without("core.people.manage")
        seen = await data(poorer, "{ corePeople { nodes { name } } }")
        refused = await ask(poorer, "{ corePeople { nodes { name email } } }")
        assert "errors" not in await ask(actor, "{ corePeople { nodes { name email } } }")
    finally:
        object.__setattr__(column, "permission", "")

    assert seen["corePeople"]["nodes"] == [{"name": "Uji Coba"}]
    assert codes(refused) == {"FORBIDDEN"}
    assert refused["errors"][0]["extensions"]["problems"][0]["data"] == {"permission": "core.people.manage"}


async def test_money_is_exact_text_without_an_exponent_on_both_ways(actor: Actor) -> None:
    journal = (await actor.page("accounting.journals")).dicts()[0]["id"]
    cash, sales = (row["id"] for row in (await actor.page("accounting.posting_accounts")).dicts()[:2])
    lines = [{"account": cash, "debit": "125000000000000"}, {"account": sales, "credit": "125000000000000"}]
    today = (await actor.reader()).today.isoformat()
    await actor.perform("accounting.post_entry", journal=journal, date=today, lines=lines)
    query = "{ accountingEntries { nodes { date total reversalOfId } totals { count total } } }"

    short = await data(actor, query)
    long = await data(actor, query.replace("nodes {", "nodes @include(if: true) {"))

    (row,) = short["accountingEntries"]["nodes"]
    assert (row["date"], Decimal(row["total"]), row["reversalOfId"]) == (today, Decimal("125000000000000"), None)
    assert "E" not in row["total"]
    assert short == long


def test_a_tiny_zero_is_written_out() -> None:
    assert fixed(Decimal("0E-8")) == "0.00000000"


async def test_numbers_in_the_query_and_in_variables_reach_the_operation_digit_by_digit(actor: Actor) -> None:
    journal = (await actor.page("accounting.journals")).dicts()[0]["id"]
    post = "accountingPostEntry(dryRun: true, input: {journal: %d, date: %s, lines: [{account: 1, debit: %s}]})"
    literal = post % (journal, '"2026-02-31"', "0.12345678901234567890") + " { problems { field code } }"

    found = (await data(actor, f"mutation {{ {literal} }}"))["accountingPostEntry"]["problems"]

    assert {"field": "date", "code": "NOT_A_DATE"} in found
    assert {"field": "lines.0.debit", "code": "TOO_MANY_DECIMALS"} in found
