"""What somebody still owes the company: open items on their name, such as an advance that was not settled."""

from dataclasses import dataclass

from dapur.contract import Service, _
from dapur.language.numbers import Money
from dapur.services.held import HeldByPerson, HeldThing
from dapur_base.reading import Source, rows_of

OWED = """
    select i.entry_id, coalesce(d.number, e.number), i.open_amount, i.currency from accounting.open_item i
    join accounting.entry e on e.company_id = i.company_id and e.id = i.entry_id
    left join accounting.document d on d.company_id = i.company_id and d.entry_id = i.entry_id
    where i.company_id = %s and i.party_id = %s and i.open_amount > 0 and i.closed_on = 'infinity' order by i.date, i.entry_id
"""


@dataclass(frozen=True)
class Advances:
    """Fulfils `HeldByPerson`."""

    source: Source

    async def held(self, party: int, user: int | None) -> list[HeldThing]:
        """What is open in the company's favour, the oldest first."""
        rows = await rows_of(self.source, OWED, self.source.scope.company, party)
        words = _("{amount} is owed; settle it")
        return [
            HeldThing(number, words.fill(amount=Money(amount, currency)), f"accounting/entries/{entry}")
            for entry, number, amount, currency in rows
        ]


HELD = Service(HeldByPerson, Advances, readable=True)
