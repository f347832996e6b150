"""A payment run as it stands, for approval, for the bank's file, and for booking."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from dapur.contract import NotFound
from dapur_base.reading import Source, rows_of

RUN = """
    select r.id, coalesce(nullif(r.number, ''), '#' || r.id), r.bank_account_id, b.name, b.number, b.holder, b.bank_code, b.currency,
        r.day, r.status, r.total, r.made_by
    from accounting.payment_run r
    join accounting.bank_account b on b.company_id = r.company_id and b.id = r.bank_account_id
    where r.company_id = %s and r.id = %s
"""
ITEMS = """
    select i.id, i.entry_id, i.line_no, i.party_id, p.name, i.amount, coalesce(nullif(e.reference, ''), e.number), i.party_account_id,
        coalesce(a.number, ''), coalesce(a.holder, ''), coalesce(a.bank_code, ''), coalesce(a.bic, ''), coalesce(a.email, ''), i.payment_id
    from accounting.payment_run_item i
    join base.party p on p.company_id = i.company_id and p.id = i.party_id
    join accounting.entry e on e.company_id = i.company_id and e.id = i.entry_id
    left join accounting.party_account a on a.company_id = i.company_id and a.id = i.party_account_id
    where i.company_id = %s and i.run_id = %s order by p.name, i.party_id, e.date, i.entry_id, i.line_no
"""


@dataclass(frozen=True)
class RunItem:
    """One bill of a run, and where its money goes."""

    id: int
    entry: int
    line: int
    party: int
    party_name: str
    amount: Decimal
    reference: str
    party_account: int | None
    number: str
    holder: str
    bank_code: str
    bic: str
    email: str
    payment: int | None


@dataclass(frozen=True)
class Run:
    """A run with its items, by party."""

    id: int
    number: str
    bank: int
    bank_name: str
    bank_number: str
    bank_holder: str
    bank_code: str
    currency: str
    day: date
    status: str
    total: Decimal
    made_by: int
    items: Sequence[RunItem]

    def by_party(self) -> list[list[RunItem]]:
        """Items that are paid together: of one party into one account."""
        found: dict[tuple[int, int | None], list[RunItem]] = {}
        for item in self.items:
            found.setdefault((item.party, item.party_account), []).append(item)
        return list(found.values())


async def read_run(source: Source, number: int) -> Run:
    """The run. Raises NotFound."""
    found = await rows_of(source, RUN, source.scope.company, number)
    if not found:
        raise NotFound(field="id")
    items: Sequence[RunItem] = [RunItem(*row) for row in await rows_of(source, ITEMS, source.scope.company, number)]
    facts = dict(zip((f.name for f in fields(Run)), found[0], strict=False))
    return Run(**facts, items=items)
