"""Forward migrations: numbered SQL or Python files per plugin, core first, then in dependency order.

A migration is `NNNN_name.sql` (plain SQL) or `NNNN_name.py` with `migrate(connection)`, run in one
transaction as the owner under one advisory lock. What ran is kept in `core.migration` with a hash of
the file, so that an edited landed file is noticed. Under FORCE row security an owner's UPDATE touches
nothing: Python migrations walk the companies with `each_company`.
"""

import hashlib
import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import psycopg

LOCK = 0x64617075  # "dapu"


@dataclass(frozen=True)
class Migration:
    """One file of one plugin."""

    plugin: str
    name: str
    source: str
    package: str

    @property
    def digest(self) -> bytes:
        """Hash of the file's text."""
        return hashlib.sha256(self.source.encode()).digest()


class MigrationError(Exception):
    """The database cannot be brought up to date; the sentence says why."""


def migrations_of(plugin: str, package: str) -> list[Migration]:
    """The migrations of a plugin, in order."""
    found = [
        Migration(plugin, item.name, item.read_text("utf-8"), package)
        for item in files(package).iterdir()
        if item.name[:4].isdigit() and item.name.endswith((".sql", ".py"))
    ]
    return sorted(found, key=lambda m: m.name)


def each_company(connection: psycopg.Connection) -> Iterator[int]:
    """Every company in turn, with row security set to it."""
    for (company,) in connection.execute("select id from core.company_codes()").fetchall():
        connection.execute("select set_config('dapur.company', %s, true)", (str(company),))
        yield company


def pending(connection: psycopg.Connection, plugins: Sequence[tuple[str, str]]) -> list[Migration]:
    """What has not run yet. Raises MigrationError when a file that ran was edited since."""
    done = _done(connection)
    todo = []
    for plugin, package in plugins:
        for migration in migrations_of(plugin, package):
            digest = done.get((plugin, migration.name))
            if digest is None:
                todo.append(migration)
            elif digest != migration.digest and digest not in _earlier_forms(migration):
                raise MigrationError(
                    f"The migration {migration.name} of {plugin} was edited after it ran here. "
                    "Restore the file, and put the change into a new migration."
                )
    return todo


def _earlier_forms(migration: Migration) -> Sequence[bytes]:
    """Digests of other forms in which this file ran somewhere: its package names them in EARLIER_FORMS, a later migration levels them."""
    forms: Mapping[str, Sequence[str]] = getattr(importlib.import_module(migration.package), "EARLIER_FORMS", {})
    return [bytes.fromhex(form) for form in forms.get(migration.name, ())]


def migrate(owner_url: str, plugins: Sequence[tuple[str, str]], report: Callable[[str], None] = lambda _: None) -> int:
    """Bring the database up to date; `plugins` are (name, migrations package) in order. Returns how many ran."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (LOCK,))
        _prepare(connection)
        todo = pending(connection, plugins)
        for migration in todo:
            report(f"{migration.plugin}: {migration.name}")
            _run(connection, migration)
        return len(todo)


def _run(connection: psycopg.Connection, migration: Migration) -> None:
    with connection.transaction():
        if migration.name.endswith(".sql"):
            connection.execute(migration.source.encode())
        else:
            importlib.import_module(f"{migration.package}.{migration.name[:-3]}").migrate(connection)
        connection.execute(
            "insert into core.migration (plugin, name, digest) values (%s, %s, %s)",
            (migration.plugin, migration.name, migration.digest),
        )


def _prepare(connection: psycopg.Connection) -> None:
    connection.execute(
        "create schema if not exists core;"
        "create table if not exists core.migration (plugin text not null, name text not null, digest bytea not null,"
        " ran_at timestamptz not null default now(), primary key (plugin, name))"
    )


def _done(connection: psycopg.Connection) -> dict[tuple[str, str], bytes]:
    if connection.execute("select to_regclass('core.migration')").fetchone() == (None,):
        return {}
    rows = connection.execute("select plugin, name, digest from core.migration").fetchall()
    return {(plugin, name): bytes(digest) for plugin, name, digest in rows}
