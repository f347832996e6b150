"""What somebody still holds of administration: documents that are checked out."""

from dataclasses import dataclass

from dapur.contract import Service, _
from dapur.services.held import HeldByPerson, HeldThing
from dapur_base.reading import Source, rows_of

CHECKED_OUT = (
    "select id, number, title from administration.document where company_id = %s and checked_out_by = %s order by number"
)


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
        return [HeldThing(number, words.fill(title=title), f"administration/documents/{n}") for n, number, title in rows]


HELD = Service(HeldByPerson, Documents, readable=True)
