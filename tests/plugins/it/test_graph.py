"""What a failure hits: PostgreSQL's walk agrees with the rule as it reads in Python, on graphs with every kind of group."""

import random

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import ReportRow
from dapur.queries.reader import Reader
from dapur.testing.companies import Actor
from dapur_it.graph import impact, neighbourhood
from dapur_it.rules.layout import layers_of
from tests.plugins.it.impact_rule import Impact, NeedGroup, Rule, impact_of

NODES, ROUNDS = 40, 60


def some_groups(nodes: list[int], dice: random.Random) -> list[NeedGroup]:
    """Each node but the lowest needs some below it: all of a few, and now and then any, or at least so many, of others."""
    groups = []
    for place, node in enumerate(nodes[5:], 5):
        below = nodes[max(0, place - 12) : place]
        groups.append(NeedGroup(node, "all", dice.sample(below, dice.randrange(1, 3))))
        if dice.random() < 0.6:
            several = dice.sample(below, 4)
            rule: Rule = dice.choice(("any", "at_least"))
            groups.append(NeedGroup(node, rule, several, dice.randrange(1, 5) if rule == "at_least" else 1))
    return groups


def write(app_url: str, company: int, dice: random.Random) -> tuple[list[int], list[NeedGroup]]:
    """A graph, as the application may write it."""
    with psycopg.connect(app_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(company),))
        sql = "insert into it.component (company_id, code, name, kind) select %s, 'N' || n, 'N', 'server' from generate_series(1, %s) n returning id"
        nodes = sorted(row[0] for row in connection.execute(sql, (company, NODES)).fetchall())
        groups = some_groups(nodes, dice)
        for group in groups:
            connection.execute(
                "with g as (insert into it.need_group (company_id, component_id, rule, least) values (%s, %s, %s, %s)"
                " returning id, component_id, is_redundant) insert into it.need (company_id, group_id, component_id, needs_id,"
                " is_redundant) select %s, id, component_id, unnest(%s::bigint[]), is_redundant from g",
                (
                    *(company, group.component, group.rule, group.least if group.rule == "at_least" else None),
                    *(company, list(group.needs)),
                ),
            )
    return nodes, groups


async def hit(reader: Reader, failed: list[int]) -> Impact:
    found = await impact(reader, failed, NODES)
    assert (found.down, found.degraded) == tuple(sum(one.is_down is down for one in found.page) for down in (True, False))
    return Impact(*(frozenset(one.id for one in found.page if one.is_down is down) for down in (True, False)))


async def test_the_walk_hits_what_the_rule_says(actor: Actor, app_url: str) -> None:
    dice = random.Random(20_000)
    reader = await actor.reader()
    nodes, groups = write(app_url, actor.scope.company, dice)
    degraded = 0
    for _round in range(ROUNDS):
        failed = dice.sample(nodes[:20], dice.randrange(0, 6))
        found = await hit(reader, failed)
        assert found == impact_of(failed, groups), failed
        degraded += len(found.degraded)
    assert degraded > ROUNDS, "groups with redundancy were put to the test"


async def test_a_page_of_the_report_goes_on_where_the_last_one_ended(actor: Actor, app_url: str) -> None:
    nodes, _groups = write(app_url, actor.scope.company, random.Random(3))
    down = ",".join(f"N{n}" for n in (1, 2, 3))
    whole = await actor.report("it.impact", down=down)

    rows: list[ReportRow] = []
    cursor, pages = "", 0
    while cursor or not pages:
        sheet = await actor.report("it.impact", down=down, size=7, cursor=cursor)
        rows, cursor, pages = [*rows, *sheet.rows], sheet.more, pages + 1

    assert [row.key for row in rows] == [row.key for row in whole.rows]
    assert (len(rows) > 20, pages) == (True, -(-len(rows) // 7))
    assert dict(sheet.head) == dict(whole.head), "the counts are those of all"
    edges = await neighbourhood(await actor.reader(), nodes[20], 4, 8)
    assert len(edges) < 40, "only what is near is read"


@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40))
def test_every_line_of_the_picture_leads_downwards(pairs: set[tuple[int, int]]) -> None:
    edges = [(upper, lower) for upper, lower in pairs if upper < lower]

    layer = layers_of(list(range(13)), edges)

    assert all(layer[upper] < layer[lower] for upper, lower in edges)


async def test_no_script_says_of_a_need_that_it_is_redundant(actor: Actor, app_url: str) -> None:
    write(app_url, actor.scope.company, random.Random(5))
    with psycopg.connect(app_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        sql = (
            "insert into it.need (company_id, group_id, component_id, needs_id, is_redundant) select n.company_id, n.group_id,"
            " n.component_id, (select min(id) from it.component where company_id = n.company_id), not n.is_redundant"
            " from it.need n order by n.id desc limit 1"
        )
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute(sql)
