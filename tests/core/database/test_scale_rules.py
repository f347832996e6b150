"""Every table of every schema can be distributed by company, and shows one company to nobody else."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor
from dapur.testing.tables import company_keys_missing, definers_without_path, tables_without_guard, triggers_that_join

SETTING = "( SELECT (NULLIF(current_setting('dapur.company'::text, true), ''::text))::bigint AS \"nullif\")"
TABLES = """
    select format('%I.%I', n.nspname, c.relname), case c.oid when 'core.company'::regclass then 'id' else 'company_id' end
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname = any (%s)
      and (c.oid = 'core.company'::regclass
           or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped))
    order by 1
"""
POLICIES = """
    select format('%I.%I', schemaname, tablename), qual, with_check from pg_policies
    where schemaname = any (%s) and policyname = 'company' order by 1
"""
PATHS = """
    select p.oid::regprocedure::text, c from pg_proc p cross join unnest(p.proconfig) c
    where p.prosecdef and p.pronamespace::regnamespace::text = any (%s) and c like 'search_path=%%' order by 1
"""


@pytest.fixture
def schemas(registry: Registry) -> list[str]:
    return ["core", *(s.name for s in registry.schemas if s.name != "core")]


@pytest.fixture
def owner(owner_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        yield connection


def company_tables(owner: psycopg.Connection, schemas: list[str]) -> list[tuple[str, str]]:
    return owner.execute(TABLES.replace("%I", "%%I").encode(), (schemas,)).fetchall()


def test_every_policy_reads_the_setting_once_a_query(owner: psycopg.Connection, schemas: list[str]) -> None:
    policies = owner.execute(POLICIES.replace("%I", "%%I").encode(), (schemas,)).fetchall()

    assert len(policies) > 20
    for table, using, check in policies:
        column = "id" if table == "core.company" else "company_id"
        assert using == check == f"({column} = {SETTING})", table


def test_no_table_of_the_session_comes_before_a_definers_own(owner: psycopg.Connection, schemas: list[str]) -> None:
    paths = owner.execute(PATHS.encode(), (schemas,)).fetchall()

    assert len(paths) > 20
    assert [(name, path) for name, path in paths if not re.fullmatch(r"search_path=pg_catalog(, \w+)*, pg_temp", path)] == []


def test_the_rules_hold_and_a_planted_violation_is_found(owner_url: str, owner: psycopg.Connection, schemas: list[str]) -> None:
    for check in (tables_without_guard, triggers_that_join, definers_without_path):
        assert check(owner_url, schemas) == []
    owner.execute(b"""
        create schema planted;
        create table planted.loose (company_id bigint, id bigint primary key);
        grant select on planted.loose to dapur_app;
        create function planted.led() returns int language sql security definer as 'select 1';
        create function planted.joins() returns trigger language plpgsql as
            'begin perform 1 from fresh f join planted.loose l using (id); return null; end';
        create trigger joins after insert on planted.loose referencing new table as fresh
            for each statement execute function planted.joins()""")
    try:
        for found in (
            tables_without_guard(owner_url, ["planted"]),
            company_keys_missing(owner_url, ["planted"]),
            triggers_that_join(owner_url, ["planted"]),
            definers_without_path(owner_url, ["planted"]),
        ):
            assert len(found) == 1, found
    finally:
        owner.execute(b"drop schema planted cascade")


def test_two_companies_never_see_each_other(
    lived_in: Actor, stranger: Actor, owner: psycopg.Connection, schemas: list[str]
) -> None:
    """Every table: nothing of others is read, changed or written; without a company, nothing at all."""
    seen, app_url = 0, lived_in.house.url
    for table, column in company_tables(owner, schemas):
        ours, theirs = lived_in.scope.company, stranger.scope.company
        seen += tried(app_url, ours, f"select count(*) from {table} where {column} = {ours}") or 0
        for sql in (
            f"select count(*) from {table} where {column} is distinct from {theirs}",
            f"with gone as (delete from {table} where {column} = {ours} returning 1) select count(*) from gone",
            f"with moved as (update {table} set {column} = {column} where {column} = {ours} returning 1) select count(*) from moved",
        ):
            assert not tried(app_url, theirs, sql), sql
        assert not tried(app_url, None, f"select count(*) from {table}"), table
        if may_insert(owner, table):
            with pytest.raises(psycopg.Error) as raised:
                run(app_url, theirs, f"insert into {table} ({column}) overriding system value values ({ours})")
            assert raised.value.sqlstate == "42501", (table, raised.value)
    assert seen > 50, "there is something to see"


def may_insert(owner: psycopg.Connection, table: str) -> bool:
    row = owner.execute("select has_table_privilege('dapur_app', %s, 'insert')", (table,)).fetchone()
    return row == (True,)


def tried(url: str, company: int | None, sql: str) -> int | None:
    """The count, or None where the role may not do this at all."""
    try:
        return run(url, company, sql)
    except psycopg.errors.InsufficientPrivilege:
        return None


def run(url: str, company: int | None, sql: str) -> int:
    with psycopg.connect(url) as connection:
        if company is not None:
            connection.execute("select core.begin_read(%s, 1)", (company,))
        row = connection.execute(sql.encode()).fetchone()
        connection.rollback()
    return int(row[0]) if row else 0
