"""What ran in somebody's database is never edited: a change is a migration of its own (docs/decisions/migrations-as-plain-files.md)."""

import importlib
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from dapur.database.migrate import MigrationError, migrations_of, pending
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase

LANDED = Path(__file__).with_name("landed_migrations.txt")
"""A line for each, as sha256sum writes it. What lands is added; no line is ever changed."""


def test_no_landed_migration_was_edited_or_removed(registry: Registry) -> None:
    stands = {f"{m.plugin}/{m.name}": m.digest.hex() for folder in registry.migrations() for m in migrations_of(*folder)}
    landed = {name: digest for digest, name in map(str.split, LANDED.read_text().splitlines())}

    assert {name: stands.get(name) for name in landed} == landed


def test_a_form_that_nobody_names_is_refused(registry: Registry, database: TestDatabase) -> None:
    folders = registry.migrations()
    with psycopg.connect(database.owner_url) as connection:
        assert pending(connection, folders) == []
        connection.execute(
            "update core.migration set digest = decode('00', 'hex') where plugin = 'core' and name = '0008_mail.sql'"
        )
        with pytest.raises(MigrationError, match=r"0008_mail\.sql of core was edited after it ran here"):
            pending(connection, folders)
        connection.rollback()


FIRST_FORM = """
drop function logistics.hold_stock;
drop function logistics.post_document;
create function logistics.hold_stock(bigint, bigint[], bigint[]) returns void language sql as 'select';
create function logistics.post_document(bigint, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb) returns void language sql as 'select';
alter table logistics.move alter constraint move_company_id_document_id_fkey not deferrable;
"""
STANDS = """
select array(select pg_get_functiondef(oid) from pg_proc where pronamespace = 'logistics'::regnamespace
        and proname in ('hold_stock', 'post_document') order by proname),
    (select condeferred from pg_constraint where conname = 'move_company_id_document_id_fkey')
"""


def test_stock_that_was_numbered_first_is_brought_to_what_its_file_says(owner_url: str) -> None:
    """Logistics' 0002 ran in two forms. 0006 says anew what it changes of it."""
    level = importlib.import_module("dapur_logistics.migrations.0005_number_last").migrate
    expired = files("dapur_logistics.migrations").joinpath("0006_expired_stock.sql").read_text("utf-8")
    with psycopg.connect(owner_url) as connection:
        as_it_is = connection.execute(STANDS).fetchone()
        connection.execute(FIRST_FORM)
        assert connection.execute(STANDS).fetchone() != as_it_is
        level(connection)
        connection.execute("drop function logistics.expired_stock")
        connection.execute(expired.encode())
        level(connection)

        assert connection.execute(STANDS).fetchone() == as_it_is
        connection.rollback()


KEPT = """
select pg_get_functiondef('core.forget_loose_files'::regproc), array(select name from core.attachment_table order by name)
"""


def test_files_of_mails_are_brought_to_be_kept_as_their_file_says(owner_url: str) -> None:
    """Core's 0008 ran in two forms."""
    level = files("dapur.migrations").joinpath("0013_mail_files.sql").read_text("utf-8")
    with psycopg.connect(owner_url) as connection:
        as_it_is = connection.execute(KEPT).fetchone()
        connection.execute("delete from core.attachment_table where name = 'core.mail_file'")
        connection.execute(
            "create or replace function core.forget_loose_files(p_company bigint) returns bigint language sql as 'select 0'"
        )
        connection.execute(level.encode())

        assert connection.execute(KEPT).fetchone() == as_it_is
        connection.rollback()
