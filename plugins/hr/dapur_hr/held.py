"""What is still with a person, as every department that is on says."""

from dapur.services.held import HeldByPerson, HeldThing
from dapur_base.reading import Source


async def held_by(source: Source, party: int, user: int | None) -> list[HeldThing]:
    """Everything of the company's that is with them."""
    return [thing for service in source.find_all(HeldByPerson) for thing in await service.held(party, user)]
