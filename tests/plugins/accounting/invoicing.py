"""Short ways to write invoices and bills in tests."""

from decimal import Decimal
from typing import Any

from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.accounting.books import Books

DAY = "2026-03-10"


async def new_party(actor: Actor, name: str = "Nova", **facts: Any) -> int:
    """A customer and supplier with a tax number."""
    raw = {
        "name": name,
        "is_customer": True,
        "is_supplier": True,
        "tax_number": "0013000666091000",
        "is_different": True,
        **facts,
    }
    return int((await actor.perform("base.save_party", raw)).id)


async def codes(actor: Actor) -> dict[str, int]:
    """Tax codes by their code."""
    rows = (await actor.page("accounting.tax_codes", Wish(columns=("id", "code"), limit=200))).dicts()
    return {row["code"]: row["id"] for row in rows}


def line(price: Any, **facts: Any) -> dict[str, Any]:
    """A line of one piece."""
    return {"text": "Barang", "unit_price": str(price), **facts}


async def document(books: Books, operation: str, party: int, *lines: dict[str, Any], **facts: Any) -> Any:
    """Perform save_ or post_ with these lines, on DAY unless another day is given."""
    return await books.actor.perform(f"accounting.{operation}", {"party": party, "date": DAY, "lines": list(lines), **facts})


async def entry_of(books: Books, entry: int) -> dict[str, Decimal]:
    """Debit less credit by account code of an entry."""
    wish = Wish(columns=("code", "debit", "credit"), filters={"entry": entry}, limit=200)
    found: dict[str, Decimal] = {}
    for row in (await books.actor.page("accounting.lines", wish)).dicts():
        found[row["code"]] = found.get(row["code"], Decimal(0)) + row["debit"] - row["credit"]
    return found


async def seen(books: Books, query: str, number: int) -> dict[str, Any]:
    """A row of a query by its number."""
    return await (await books.actor.reader()).one(books.actor.house.registry.queries[query], number)
