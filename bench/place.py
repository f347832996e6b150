"""Where it is measured: an embedded server with its safe settings, a fresh database, a company with books."""

import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from dapur.database import embedded
from dapur.database.migrate import migrate
from dapur.house import House
from dapur.plugins.registry import Registry, discover
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase, named

FOLDER = Path(tempfile.gettempdir()) / "dapur-bench"

RAW = """
create schema bench;
create table bench.counter (company_id bigint, journal_id bigint, period text, last bigint not null, primary key (company_id, journal_id, period));
create table bench.entry (like accounting.entry including defaults including generated);
alter table bench.entry add primary key (company_id, id);
create table bench.line (like accounting.line including defaults including generated);
alter table bench.line add primary key (company_id, entry_id, line_no);
create index on bench.line (company_id, account_id, date, entry_id, line_no);
create sequence bench.entry_id;
grant usage on schema bench to dapur_app;
grant select, insert, update, delete, truncate on all tables in schema bench to dapur_app;
grant usage, select, update on all sequences in schema bench to dapur_app;
"""


@dataclass(frozen=True)
class Place:
    """A database with all migrations and the raw tables beside them."""

    registry: Registry
    database: TestDatabase


@contextmanager
def place() -> Iterator[Place]:
    """A fresh database on a server with safe settings; gone afterwards."""
    addresses = embedded.start(FOLDER, lambda _: None)
    name = f"bench_{secrets.token_hex(4)}"
    registry = discover()
    registry.check()
    with psycopg.connect(named(addresses.owner_url, "postgres"), autocommit=True) as connection:
        connection.execute(f'create database "{name}"'.encode())
    database = TestDatabase(named(addresses.app_url, name), named(addresses.owner_url, name))
    try:
        migrate(database.owner_url, registry.migrations())
        with psycopg.connect(database.owner_url, autocommit=True) as connection:
            connection.execute(RAW.encode())
        yield Place(registry, database)
    finally:
        with psycopg.connect(named(addresses.owner_url, "postgres"), autocommit=True) as connection:
            connection.execute(f'drop database "{name}" with (force)'.encode())
        if addresses.started:
            embedded.stop(FOLDER)


@asynccontextmanager
async def bookkeeper(where: Place) -> AsyncIterator[Actor]:
    """Somebody in a company with the Indonesian chart, on a house of its own."""
    house = await House(where.registry, where.database.app_url, where.database.owner_url, pool_size=8).open(follow=False)
    try:
        yield await new_company(house)
    finally:
        await house.close()
