"""What somebody still holds of IT: devices, and seats of licences."""

from dataclasses import dataclass

from dapur.contract import Service, _
from dapur.services.held import HeldByPerson, HeldThing
from dapur_base.reading import Source, rows_of

DEVICES = """
    select a.id, a.code, a.name from it.holding h join it.asset a on a.company_id = h.company_id and a.id = h.asset_id
    where h.company_id = %s and h.holder_id = %s and h.to_day is null order by a.code
"""
SEATS = """
    select l.id, l.name from it.seat s join it.licence l on l.company_id = s.company_id and l.id = s.licence_id
    where s.company_id = %s and s.holder_id = %s and s.taken_at is not null order by l.name
"""


@dataclass(frozen=True)
class Devices:
    """Fulfils `HeldByPerson`."""

    source: Source

    async def held(self, party: int, user: int | None) -> list[HeldThing]:
        """Devices first, then seats."""
        company = self.source.scope.company
        devices = await rows_of(self.source, DEVICES, company, party)
        seats = await rows_of(self.source, SEATS, company, party)
        return [
            *(HeldThing(code, _("{device}: IT takes it back").fill(device=name), f"it/assets/{n}") for n, code, name in devices),
            *(HeldThing(name, _("Seat of a licence: IT frees it"), f"it/licences/{n}") for n, name in seats),
        ]


HELD = Service(HeldByPerson, Devices, readable=True)
