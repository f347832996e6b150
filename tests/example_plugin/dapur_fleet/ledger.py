"""What a trip costs, told to accounting where it is on."""

from datetime import date
from decimal import Decimal

from dapur.operations.work import Work
from dapur.services.ledger import EntryDraft, LedgerLine, LedgerPosting


async def post_trip(work: Work, trip: int, day: date, text: str, cost: Decimal) -> str:
    """The number of the posted entry, or "" while accounting is off (the trip keeps its cost)."""
    ledger = work.find(LedgerPosting)
    if ledger is None or cost == 0:
        return ""
    lines = (LedgerLine("expense", debit=cost, description=text), LedgerLine("payable", credit=cost, description=text))
    posted = await ledger.post(EntryDraft(day, lines, "fleet", "trip", str(trip), trip, text, f"TRIP-{trip}"))
    return posted.number
