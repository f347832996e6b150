"""Lists count days where the company is, on the clock that is set; midnight in Jakarta is 17:00 UTC of the day before."""

from collections.abc import AsyncIterator
from datetime import date

import pytest_asyncio

from dapur.plugins.registry import Registry
from dapur.queries.plan import Wish
from dapur.testing.companies import new_company
from dapur.testing.databases import TestDatabase
from tests.clock import at, clocked_house
from tests.plugins.accounting.books import Books, open_books
from tests.plugins.accounting.invoicing import codes, document, line, new_party, seen


@pytest_asyncio.fixture(loop_scope="session")
async def dated(registry: Registry, database: TestDatabase) -> AsyncIterator[Books]:
    """Books of a company in Jakarta on a house whose clock the test sets."""
    async with clocked_house(registry, database) as house:
        yield await open_books(await new_company(house))


async def test_a_rate_and_a_due_day_come_at_midnight_of_the_companys_zone(dated: Books, database: TestDatabase) -> None:
    before, after = "2026-04-09 16:30+00", "2026-04-09 17:30+00"
    with at(database, before):
        tax = (await codes(dated.actor))["PPN"]
        await dated.actor.perform("accounting.set_tax_rate", tax=tax, starts="2026-04-10", percent="20", source="Uji")
        sold = await document(dated, "post_invoice", await new_party(dated.actor), line(500_000), due="2026-04-09")

    async def told() -> tuple[str, str, str]:
        items = await dated.actor.page("accounting.open_items", Wish(filters={"entry": sold.entry}))
        invoice, rate = await seen(dated, "accounting.invoices", sold.id), await seen(dated, "accounting.tax_codes", tax)
        return f"{rate['percent']:.0f}", invoice["status"], items.dicts()[0]["status"]

    with at(database, before):
        assert await told() == ("11", "unpaid", "open")
    with at(database, after):
        assert await told() == ("20", "overdue", "overdue")


async def test_lines_are_found_by_the_day_on_which_they_were_posted_there(dated: Books, database: TestDatabase) -> None:
    with at(database, "2026-04-09 17:30+00"):
        made = await dated.post("2026-04-01", "1101 500", "4101 -500")

    async def on(*days: date | None) -> int:
        wish = Wish(filters={"entry": made.id, "posted": days})
        return len((await dated.actor.page("accounting.lines", wish)).rows)

    ninth, tenth = date(2026, 4, 9), date(2026, 4, 10)
    assert [await on(ninth, ninth), await on(tenth, tenth), await on(tenth, None), await on(None, ninth)] == [0, 2, 2, 0]
