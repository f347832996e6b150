"""What somebody still holds of administration: documents that are checked out."""

from dataclasses import dataclass

from dapur.contract import Service, _
from dapur.services.held import HeldByPerson, HeldThing
from dapur_base.reading import Source, rows_of

# A check-out ends by itself. Who may not read a document sees its number, as on a hold.
CHECKED_OUT = """
    select d.id, d.number, case when administration.may_read_document(d.company_id, d.id) then d.title else d.number end as shown
    from administration.document d
    where d.company_id = %s and d.checked_out_by = %s and d.checked_out_until > core.now() order by d.number
"""


@dataclass(frozen=True)
class Documents:
    """Fulfils `HeldByPerson`."""

    source: Source

    async def held(self, party: int, user: int | None) -> list[HeldThing]:
        """Only who signs in can have checked something out."""
        if user is None:
            return []
        rows = await rows_of(self.source, CHECKED_OUT, self.source.scope.company, user)
        words = _("{title}: is checked out; check it in")
        return [HeldThing(number, words.fill(title=title), f"administration/archive/{n}") for n, number, title in rows]


HELD = Service(HeldByPerson, Documents, readable=True)
