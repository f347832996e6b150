"""What was earned and spent: movements without the entries that close a year, so that a closed year still shows its profit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from dapur.queries.reader import Reader
from dapur_accounting.reports.balances import Balance, read_balances


async def read_results(reader: Reader, spans: Sequence[tuple[date, date]], known: datetime | None) -> list[dict[int, Balance]]:
    """Balances of several spans, one after the other. Their opening and closing are the ledger's; the movement is not."""
    return [await _results(reader, first, last, known) for first, last in spans]


async def _results(reader: Reader, first: date, last: date, known: datetime | None) -> dict[int, Balance]:
    balances = await read_balances(reader, first, last, known)
    rows = await reader.rows(
        "select account_id, debit, credit from accounting.closing_moves(%s, %s, %s, %s)", reader.scope.company, first, last, known
    )
    for account, debit, credit in rows:
        balance = balances[account]
        balances[account] = replace(balance, debit=balance.debit - debit, credit=balance.credit - credit)
    return balances
