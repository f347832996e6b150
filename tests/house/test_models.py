"""The mapped classes and tables of every plugin say what the migrated database says."""

import importlib
import pkgutil

import psycopg
import pytest
from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql

from dapur.plugins.registry import Registry, discover
from dapur.testing.databases import TestDatabase

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
SAME = {"DECIMAL": "NUMERIC", "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}


def tables_of(registry: Registry) -> list[tuple[str, Table]]:
    return [(schema.name, inspect(model).local_table) for schema in registry.schemas for model in schema.models]


@pytest.mark.parametrize("name", [s.name for s in discover().schemas])
def test_models_match_the_migrated_database(registry: Registry, database: TestDatabase, name: str) -> None:
    differences = []
    with psycopg.connect(database.owner_url) as connection:
        for schema, table in tables_of(registry):
            if schema == name:
                differences += differences_of(connection, table)

    assert differences == []


@pytest.mark.parametrize("package", discover().packages)
def test_tables_name_columns_that_are_there_with_their_types(database: TestDatabase, package: str) -> None:
    differences = []
    with psycopg.connect(database.owner_url) as connection:
        for table in _read_tables(package):
            # A table that is only read names the columns that somebody reads.
            found = differences_of(connection, table)
            differences += [d for d in found if "not mapped" not in d and "empty" not in d]

    assert differences == []


def _read_tables(package: str) -> list[Table]:
    """The tables in modules called `tables`, `…_tables`, or in a package of that name."""
    root = importlib.import_module(package)
    names = [m.name for m in pkgutil.walk_packages(root.__path__, f"{package}.") if "tables" in m.name.removeprefix(package)]
    found = {id(t): t for name in names for t in vars(importlib.import_module(name)).values() if isinstance(t, Table)}
    return list(found.values())


def differences_of(connection: psycopg.Connection, table: Table) -> list[str]:
    rows = connection.execute(
        "select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull from pg_attribute a"
        " where a.attrelid = to_regclass(%s) and a.attnum > 0 and not a.attisdropped",
        (table.fullname,),
    ).fetchall()
    real = {column: (kind, fixed) for column, kind, fixed in rows}
    if not real:
        return [f"{table.fullname}: there is no such table"]
    found = [f"{table.fullname}.{c}: not mapped" for c in real.keys() - table.columns.keys()]
    found += [f"{table.fullname}.{c}: not in the database" for c in table.columns.keys() - real.keys()]
    for column in table.columns:
        if column.name in real:
            kind, fixed = real[column.name]
            mapped = column.type.compile(DIALECT).lower()
            if _plain(mapped) != _plain(kind):
                found.append(f"{table.fullname}.{column.name}: mapped as {mapped}, is {kind}")
            if column.nullable == fixed:
                found.append(
                    f"{table.fullname}.{column.name}: {'may' if fixed else 'may not'} be empty, the database says otherwise"
                )
    return found


def _plain(kind: str) -> str:
    """One spelling for what both mean: SQLAlchemy and PostgreSQL name a few types differently."""
    for long, short in (("character varying", "varchar"), ("character(", "char("), ("timestamp with time zone", "timestamptz")):
        kind = kind.replace(long, short)
    if kind.startswith(("varchar", "char", "character", "text", '"char"')):
        return "text"
    return kind.partition("(")[0] if kind.startswith("numeric") else kind
