"""A company with data in it: what the plugins' demo data and plausible input leave behind."""

import contextlib
from dataclasses import replace
from typing import Any

import psycopg

from dapur.companies.demo import Stage
from dapur.house import House
from dapur.testing.companies import Actor, new_company
from dapur.testing.inputs import plausible
from dapur.testing.repeats import ends_the_session
from dapur.testing.strangers import known_ids


async def new_lived_in(house: House) -> Actor:
    """A company in which everything that can be guessed was done twice."""
    actor = await new_company(house)
    await _run_demos(actor)
    for _ in range(2):
        await _do_everything(actor)
    return actor


async def _run_demos(actor: Actor) -> None:
    house = await House(actor.house.registry, actor.house.url, actor.house.owner_url, pool_size=4, clock_is_set=True).open(
        follow=False
    )
    scope = replace(actor.scope, door="setup")
    with psycopg.connect(house.owner_url, autocommit=True) as clock:
        stage = Stage(house, scope, _Everybody(scope.user), lambda _: None, house.moment(), clock)
        try:
            for name in house.registry.names:
                for setup in house.registry.setups[name]:
                    if setup.demo is not None:
                        await setup.demo(stage)
        finally:
            stage.set_clock(None)
            await house.close()


class _Everybody(dict[str, int]):
    """All demo people are this one person."""

    def __init__(self, user: int) -> None:
        super().__init__()
        self.user = user

    def __missing__(self, name: str) -> int:
        return self.user


async def _do_everything(actor: Actor) -> None:
    ids: dict[str, Any] = await known_ids(actor)
    for operation in actor.house.registry.operations.values():
        if ends_the_session(operation):
            continue
        own: list[int] = next((v for k, v in ids.items() if k.startswith(operation.plugin) and v), [1])
        with contextlib.suppress(Exception):  # a bug found here is told by the check of operations
            await actor.through(sorted(operation.doors)[0]).perform(operation, plausible(operation.input, ids, own[0]))
