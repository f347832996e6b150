"""The service LedgerReading: balances by role, for reports of other departments."""

from datetime import date
from decimal import Decimal

from dapur.contract import Service
from dapur.services.ledger import LedgerReading
from dapur_base.reading import Source, rows_of

BALANCE = (
    "select r.account_id, (select sum(debit - credit) from accounting.sums_through(%s, %s) s where s.account_id = r.account_id)"
    " from accounting.account_role r where r.company_id = %s and r.role = %s"
)


class Balances:
    """The ledger of one company, read in a transaction or by a report."""

    def __init__(self, source: Source) -> None:
        self.source = source

    async def balance(self, role: str, day: date) -> Decimal | None:
        """What stands on the role's account at the end of a day, debit positive."""
        company = self.source.scope.company
        rows = await rows_of(self.source, BALANCE, company, day, company, role)
        return Decimal(rows[0][1] or 0) if rows else None


LEDGER_READING = Service(LedgerReading, Balances, readable=True)
