"""Lines that were posted before there were open items become items, and reversed ones are settled."""

from datetime import date
from importlib import import_module

import psycopg

from dapur.testing.companies import Actor
from dapur.testing.databases import TestDatabase
from dapur_accounting.migrations import __name__ as package
from tests.plugins.accounting.books import Books
from tests.plugins.accounting.test_open_items import owed, party


async def test_the_migration_makes_items_of_old_lines(books: Books, actor: Actor, database: TestDatabase) -> None:
    who = await party(books)
    kept, turned = await owed(books, "2026-02-02", "1000", who), await owed(books, "2026-02-02", "500", who)
    await actor.perform("accounting.reverse_entry", id=turned, date="2026-02-14")
    company = actor.scope.company
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(company),))
        for table in ("allocation_part", "allocation"):
            connection.execute(f"alter table accounting.{table} disable trigger append_only".encode())
        for table in ("allocation_part", "allocation", "open_item"):
            connection.execute(f"delete from accounting.{table} where company_id = %s".encode(), (company,))
        migration = import_module(f"{package}.0011_items_of_old_lines")
        for statement in (migration.ITEMS, migration.REVERSALS):
            connection.execute(statement.encode(), (company,))
        rows = connection.execute(
            "select entry_id, open_base from accounting.open_items_on(%s, 'receivable', %s)", (company, date(2026, 2, 14))
        ).fetchall()
        assert rows == [(kept, 1000)]
        assert connection.execute("select * from accounting.untied_accounts(%s, '2026-02-14')", (company,)).fetchall() == []
        connection.rollback()
