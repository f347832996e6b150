"""What of the books waits for a bank account: lines booked there that no statement showed, and open items of parties."""

from decimal import Decimal
from typing import Any

from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_accounting.rules.matching import BankLine, Candidate, Pool

LEDGER = """
    select o.entry_id, o.line_no, o.amount, o.date, o.party_id, coalesce(p.name, ''), o.number, o.reference, o.description
    from accounting.outstanding_bank_lines(%s, %s) o left join base.party p on p.company_id = %s and p.id = o.party_id
"""
ITEMS = """
    select i.entry_id, i.line_no, i.open_amount, i.date, i.party_id, coalesce(p.name, ''), e.number, e.reference, e.source_number,
        i.due, e.description
    from accounting.open_item i
    join accounting.entry e on e.company_id = i.company_id and e.id = i.entry_id
    left join base.party p on p.company_id = i.company_id and p.id = i.party_id
    where i.company_id = %s and i.closed_on = 'infinity' and i.open_amount <> 0 and i.currency = %s
"""
WAITING = """
    select l.id, l.day, l.amount, concat_ws(' ', l.memo, l.counterparty, l.reference)
    from accounting.unmatched_bank_lines(%s, %s) l order by l.position
"""


async def read_pool(source: Work | Reader, bank: int, currency: str, fee: Decimal) -> Pool:
    """Everything that a line of this account may be."""
    company = source.scope.company
    booked = [
        Candidate("ledger", entry, line, amount, day, party, name, (number, reference), None, text)
        for entry, line, amount, day, party, name, number, reference, text in await tuples(source, LEDGER, company, bank, company)
    ]
    items = [
        Candidate("item", entry, line, amount, day, party, name, (number, reference, origin), due, text)
        for entry, line, amount, day, party, name, number, reference, origin, due, text in await tuples(
            source, ITEMS, company, currency
        )
    ]
    return Pool.of([*booked, *items], fee)


async def read_waiting(source: Work | Reader, bank: int) -> list[BankLine]:
    """Statement lines that are matched to nothing, in the bank's order."""
    return [BankLine(*row) for row in await tuples(source, WAITING, source.scope.company, bank)]


async def tuples(source: Work | Reader, sql: str, *args: Any) -> list[tuple[Any, ...]]:
    """Rows as tuples, in an operation and in a read alike."""
    if isinstance(source, Reader):
        return await source.rows(sql, *args)
    cursor = await source.connection.execute(sql.encode(), args)
    return await cursor.fetchall()
