"""A company with data in it: what the plugins' demo data and plausible input leave behind."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from dapur.companies.demo import Stage, demos_of
from dapur.contract import Scope
from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import (
    TestDatabase,
    comment_of,
    copy_database,
    database_named,
    drop_database,
    fresh_database,
    locked,
    set_comment,
)
from dapur.testing.inputs import plausible
from dapur.testing.repeats import ends_the_session
from dapur.testing.strangers import known_ids

RUN = "DAPUR_TEST_RUN"
"""Environment variable that all workers of one run of tests have in common."""


@asynccontextmanager
async def lived_in_house(registry: Registry, name: str, plugins: Sequence[str]) -> AsyncIterator[tuple[Actor, TestDatabase]]:
    """Somebody with every right in such a company, in a database of this name. plugins: those that live in it.

    The company is made once a run of tests; each worker gets a copy.
    """
    template = await _template(registry, plugins)
    database = copy_database(template, name)
    facts = json.loads(comment_of(template))
    house = await House(registry, database.app_url, database.owner_url, pool_size=16).open()
    everything = frozenset(registry.permissions)
    scope = Scope(facts["company"], facts["user"], "page", everything, frozenset(facts["plugins"]))
    try:
        yield Actor(house, scope, facts["email"]), database
    finally:
        await house.close()
        drop_database(database)


def template_prefix() -> str:
    """How the databases begin that this run's copies are made of."""
    return f"dapur_lived_{os.environ[RUN]}_"


async def _template(registry: Registry, plugins: Sequence[str]) -> str:
    """The name of the database that copies are made of, filled when nobody did yet."""
    name = template_prefix() + hashlib.sha256(" ".join([*registry.names, "", *plugins]).encode()).hexdigest()[:8]
    with locked(Path(tempfile.gettempdir()) / f"{name}.lock"):
        if not comment_of(name):
            database = fresh_database(registry, name)
            house = await House(registry, database.app_url, database.owner_url, pool_size=16).open()
            try:
                actor = await _lived_in(house, plugins)
            finally:
                await house.close()
            facts = {"company": actor.scope.company, "user": actor.scope.user, "email": actor.email}
            set_comment(name, json.dumps({**facts, "plugins": sorted(actor.scope.plugins)}))
    return name


def drop_templates() -> None:
    """Remove what this run's copies were made of."""
    for lock in Path(tempfile.gettempdir()).glob(f"{template_prefix()}*.lock"):
        drop_database(database_named(lock.stem))
        lock.unlink()


async def _lived_in(house: House, plugins: Sequence[str]) -> Actor:
    """A company in which everything that can be guessed was done twice."""
    actor = await new_company(house)
    await _run_demos(actor, plugins)
    for _ in range(2):
        await _do_everything(actor, plugins)
    return actor


async def _run_demos(actor: Actor, plugins: Sequence[str]) -> None:
    house = await House(actor.house.registry, actor.house.url, actor.house.owner_url, pool_size=4, clock_is_set=True).open(
        follow=False
    )
    scope = replace(actor.scope, door="setup")
    with psycopg.connect(house.owner_url, autocommit=True) as clock:
        stage = Stage(house, scope, _Everybody(scope.user), lambda _: None, house.moment(), clock)
        try:
            for fill in demos_of(house.registry, plugins):
                await fill(stage)
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


async def _do_everything(actor: Actor, plugins: Sequence[str]) -> None:
    ids: dict[str, Any] = await known_ids(actor)
    for operation in actor.house.registry.operations.values():
        if operation.plugin not in plugins or ends_the_session(operation):
            continue
        own: list[int] = next((v for k, v in ids.items() if k.startswith(operation.plugin) and v), [1])
        with contextlib.suppress(Exception):  # a bug found here is told by the check of operations
            await actor.through(sorted(operation.doors)[0]).perform(operation, plausible(operation.input, ids, own[0]))
