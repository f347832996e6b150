"""An office with a kind of letter, a unit and a room."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest_asyncio

from dapur.testing.companies import Actor


@dataclass(frozen=True)
class Office:
    """Somebody with every right, and what is there to work with."""

    actor: Actor
    place: int
    unit: int
    kind: int
    room: int

    async def draft(self, **more: object) -> int:
        """A draft of a letter."""
        raw = {"unit_id": self.unit, "kind_id": self.kind, "recipient": "PT Baja", "subject": "Uji", **more}
        return int((await self.actor.perform("administration.write_letter", raw)).id)

    async def issued(self, day: str = "2026-08-03") -> int:
        """An issued letter."""
        letter = await self.draft()
        await self.actor.perform("administration.issue_letter", id=letter, letter_date=day)
        return letter

    async def tomorrow(self) -> date:
        """By the company's clock."""
        return (await self.actor.reader()).today + timedelta(days=1)

    async def book(self, starts: str, ends: str, day: str = "2027-03-02", **more: object) -> int:
        """A booking."""
        raw = {"room_id": self.room, "title": "Rapat", "day": day, "starts": starts, "ends": ends, **more}
        return int((await self.actor.perform("administration.book_room", raw)).id)


@pytest_asyncio.fixture(loop_scope="session")
async def office(actor: Actor) -> Office:
    """In a fresh company."""
    place = await actor.perform("administration.save_office", code="JKT", name="Jakarta")
    unit = await actor.perform("base.save_organisation_unit", code="HRD", name="Personalia")
    pattern = "{number}/{unit}/{roman}/{year}"
    names = {"code": "UJI", "name_id": "Uji", "name_en": "Test", "pattern": pattern, "counter": "unit"}
    kind = await actor.perform("administration.save_letter_kind", names)
    room = await actor.perform("administration.save_room", code="MERAPI", name="Merapi", office_id=place.id)
    return Office(actor, place.id, unit.id, kind.id, room.id)
