"""Short ways to write books in tests: accounts by code, lines as text, reports as figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Sheet
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor


class Books:
    """The books of one company, as one person sees them."""

    def __init__(self, actor: Actor, accounts: dict[str, int], journals: dict[str, int]) -> None:
        self.actor, self.accounts, self.journals = actor, accounts, journals

    def lines(self, *lines: str) -> list[dict[str, Any]]:
        """Lines such as "1101 +500" (debit) and "4101 -500" (credit)."""
        found = []
        for text in lines:
            code, amount = text.split()[:2]
            value = Decimal(amount)
            side = {"debit": str(value)} if value >= 0 else {"credit": str(-value)}
            found.append({"account": self.accounts[code], **side})
        return found

    async def post(self, day: str, *lines: str, journal: str = "JU", **facts: Any) -> Any:
        """Post an entry."""
        raw = {"journal": self.journals[journal], "date": day, "lines": self.lines(*lines), **facts}
        return await self.actor.perform("accounting.post_entry", raw)

    async def trial(self, first: str, last: str, **more: Any) -> dict[str, tuple[Decimal, ...]]:
        """Opening, debit, credit, closing by account."""
        return figures(await self.actor.report("accounting.trial_balance", first=first, last=last, **more))

    async def closing(self, code: str, on: str, **more: Any) -> Decimal:
        """What stands on an account at the end of a day, debit positive."""
        return (await self.trial(on, on, **more)).get(code, (Decimal(0),) * 4)[3]


def figures(sheet: Sheet) -> dict[str, tuple[Decimal, ...]]:
    """The money of a report's rows by key."""
    money = [n for n, c in enumerate(sheet.columns) if c.kind == "money"]
    return {row.key: tuple(row.cells[n] for n in money) for row in sheet.rows if row.key}


async def open_books(actor: Actor) -> Books:
    """The books of the actor's company."""
    accounts = await actor.page("accounting.accounts", Wish(limit=500))
    journals = await actor.page("accounting.journals", Wish(limit=50))
    codes = {
        str(r["code"]) or str(r["path"]): int(r["id"])
        for r in [dict(zip(accounts.cells, row, strict=True)) for row in accounts.rows]
    }
    return Books(actor, codes, {str(r["code"]): int(r["id"]) for r in journals.dicts()})


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)
