"""What a plugin adds beside its queries and operations: figures, and columns on rows of others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Annotated, Any

import pytest

from dapur.contract import Form, GraphQLColumn, GraphQLFigure, GraphQLTypes, PluginInfo, Result, Shown, hookimpl
from dapur.house import House
from dapur.plugins.registry import PluginError, Registry, build
from dapur.queries.reader import Reader
from dapur.testing.companies import Actor
from tests.core.graphql.asking import ask, codes, data


class LoudAsked(Form):
    times: Annotated[int, Shown("Times")]


class Loud(Result):
    said_aloud: str


async def shout(reader: Reader, asked: LoudAsked) -> Loud:
    return Loud(said_aloud=reader.company.code.upper() * asked.times)


async def badges(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> list[Loud | None]:
    return [Loud(said_aloud=row["name"].upper()) if row["name"] else None for row in rows]


FIGURE = GraphQLFigure("shop.shout", "core.people.read", LoudAsked, Loud, shout, "The company, aloud.")
COLUMN = GraphQLColumn("shop.badge", "core.people", "core.people.manage", Loud | None, ("name",), badges, "A badge.")


def with_plugin(registry: Registry, *types: GraphQLTypes) -> Registry:
    plugin = SimpleNamespace(
        describe_plugin=hookimpl(lambda: PluginInfo("shop", "Shop", "1")), register_graphql_types=hookimpl(lambda: types)
    )
    return build([*((p.info.name, p.module) for p in registry.plugins), ("shop", plugin)])


@pytest.fixture
async def shopper(actor: Actor, registry: Registry) -> Actor:
    """Somebody in a company with the plugin on, in a process that has it installed."""
    installed = with_plugin(registry, GraphQLTypes((FIGURE,), (COLUMN,)))
    house = House(installed, actor.house.url)
    house.pools = actor.house.pools
    return replace(actor, house=house, scope=replace(actor.scope, plugins=actor.scope.plugins | {"shop"}))


async def test_a_figure_answers_its_type(shopper: Actor) -> None:
    found = await data(shopper, "{ shopShout(input: {times: 2}) { saidAloud } }")

    code = await shopper.code()
    assert found == {"shopShout": {"saidAloud": code.upper() * 2}}


async def test_a_column_stands_on_anothers_rows_also_without_the_columns_it_needs(shopper: Actor) -> None:
    found = await data(shopper, "{ corePeople { nodes { id shopBadge { saidAloud } } totals { count } } }")

    assert found["corePeople"]["nodes"] == [{"id": shopper.scope.user, "shopBadge": {"saidAloud": "UJI COBA"}}]


async def test_both_are_refused_without_their_permission(shopper: Actor) -> None:
    figure = await ask(shopper.without("core.people.read"), "{ shopShout(input: {times: 2}) { saidAloud } }")
    column = await ask(shopper.without("core.people.manage"), "{ corePeople { nodes { shopBadge { saidAloud } } } }")

    assert codes(figure) == codes(column) == {"FORBIDDEN"}


async def test_both_are_gone_while_the_plugin_is_off(shopper: Actor) -> None:
    off = replace(shopper, scope=replace(shopper.scope, plugins=shopper.scope.plugins - {"shop"}))

    for query in ("{ shopShout(input: {times: 2}) { saidAloud } }", "{ corePeople { nodes { shopBadge { saidAloud } } } }"):
        assert codes(await ask(off, query, status=400)) == {"QUERY_INVALID"}


@pytest.mark.parametrize("permission", ["", "shop.nothing"])
def test_a_field_without_a_known_permission_stops_the_start(registry: Registry, permission: str) -> None:
    with pytest.raises(PluginError, match=r"shop.*permission"):
        with_plugin(registry, GraphQLTypes((replace(FIGURE, permission=permission),))).check()
