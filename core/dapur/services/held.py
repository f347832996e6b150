"""What somebody still holds that belongs to the company: a device, a seat, a document that is checked out, an advance.

    held = [thing for service in work.find_all(HeldByPerson) for thing in await service.held(party, user)]

Several departments offer it, each for what it hands out. Who keeps employments asks before a leaving is completed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dapur.contract import Words


@dataclass(frozen=True)
class HeldThing:
    """One thing. code: how its department names it ("LT-001"). reason: what is to be done about it, in words.

    address: its page inside the company.
    """

    code: str
    reason: Words
    address: str


class HeldByPerson(Protocol):
    """Offered readable by every department that hands things out."""

    async def held(self, party: int, user: int | None) -> Sequence[HeldThing]:
        """What this person (party of base; the user who signs in, if any) holds now, in an order that stays."""
        ...
