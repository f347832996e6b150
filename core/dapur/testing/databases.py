"""Real databases for tests: one server for the whole run, one template with all migrations, a copy per worker."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from dapur.database.migrate import migrate, migrations_of
from dapur.plugins.registry import Registry


@dataclass(frozen=True)
class TestDatabase:
    """Addresses of one database: as the application, and as the owner (migrations, the test clock)."""

    app_url: str
    owner_url: str
    __test__ = False


def named(url: str, database: str) -> str:
    """The address of another database on the same server."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{database}", parts.query, ""))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _server_lock() -> AbstractContextManager[None]:
    return locked(Path(tempfile.gettempdir()) / f"dapur-tests-{os.getuid()}.lock")


def test_server() -> tuple[str, str]:
    """(application url, owner url) of the server for tests, started when nobody did yet.

    DAPUR_TEST_URLS="app_url owner_url" names another one; its owner must be allowed to create databases.
    """
    given = os.environ.get("DAPUR_TEST_URLS")
    if given:
        app, owner = given.split()
        return app, owner
    from dapur.database import embedded

    folder = Path(os.environ.get("DAPUR_TEST_DATA") or Path(tempfile.gettempdir()) / f"dapur-tests-{os.getuid()}")
    addresses = embedded.start(folder, lambda _: None, fast=True)
    return addresses.app_url, addresses.owner_url


def fresh_database(registry: Registry, name: str) -> TestDatabase:
    """A database of this name with all migrations, copied from a template that is made once per set of migrations."""
    _app, owner = test_server()
    template = _template_name(registry)
    with _server_lock(), psycopg.connect(named(owner, "postgres"), autocommit=True) as connection:
        _make_template(connection, owner, template, registry)
    return copy_database(template, name)


def database_named(name: str) -> TestDatabase:
    """The addresses of a database on the server for tests."""
    app, owner = test_server()
    return TestDatabase(named(app, name), named(owner, name))


def copy_database(template: str, name: str) -> TestDatabase:
    """A database of this name with all that the other one has. Nobody may be connected to the other one."""
    made = database_named(name)
    with _server_lock(), psycopg.connect(named(made.owner_url, "postgres"), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)'.encode())
        connection.execute(f'create database "{name}" template "{template}"'.encode())
    return made


def comment_of(name: str) -> str:
    """What was noted at the database, "" when there is none of this name."""
    question = "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname = %s"
    with psycopg.connect(named(test_server()[1], "postgres"), autocommit=True) as connection:
        row = connection.execute(question, (name,)).fetchone()
    return row[0] if row else ""


def set_comment(name: str, note: str) -> None:
    """Note something at the database."""
    with psycopg.connect(named(test_server()[1], "postgres"), autocommit=True) as connection:
        words = sql.SQL("comment on database {} is {}").format(sql.Identifier(name), sql.Literal(note))
        connection.execute(words)


def drop_database(database: TestDatabase) -> None:
    """Remove it again."""
    name = urlsplit(database.owner_url).path.lstrip("/")
    with psycopg.connect(named(database.owner_url, "postgres"), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)'.encode())


def _make_template(connection: psycopg.Connection, owner: str, template: str, registry: Registry) -> None:
    if connection.execute("select 1 from pg_database where datname = %s", (template,)).fetchone():
        return
    building = f"{template}_building"
    connection.execute(f'drop database if exists "{building}" with (force)'.encode())
    connection.execute(f'create database "{building}"'.encode())
    migrate(named(owner, building), registry.migrations())
    connection.execute(f'alter database "{building}" rename to "{template}"'.encode())


def _template_name(registry: Registry) -> str:
    digest = hashlib.sha256()
    for plugin, package in registry.migrations():
        for migration in migrations_of(plugin, package):
            digest.update(migration.name.encode() + migration.digest)
    return f"dapur_template_{digest.hexdigest()[:16]}"
