"""Numbers by which a country knows people, organisations and places, as a country pack reads them.

    identifiers = reader.find(Identifiers)
    if identifiers is not None and TAX_NUMBER in identifiers.kinds:
        read = identifiers.read(TAX_NUMBER, "01.312.166.0-091.000")
        if read.reason:
            raise Refused("…", read.problem, field="tax_number")

`find` gives None while no pack is on: then a number is taken as it is typed. Kinds are the same everywhere; what stands
behind one is the country's (in Indonesia a tax number is an NPWP, a national identity number a NIK).
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Protocol

from dapur.contract.words import Words

TAX_NUMBER = "tax_number"
NATIONAL_ID = "national_id"
PLACE_OF_BUSINESS = "place_of_business"
BUSINESS_LICENCE = "business_licence"
FAMILY_CARD = "family_card"
HEALTH_INSURANCE = "health_insurance"
WORK_INSURANCE = "work_insurance"


@dataclass(frozen=True, slots=True)
class ReadIdentifier:
    """What a typed number is.

    number: as it is kept, without signs in between ("" when it does not fit); text: as people write it.
    form: which form of the kind it is, in the country's words ("npwp15"); reason: "" when it fits, else the first
    check that failed ("length", "check digit"); problem: the same as a sentence that says what to do.
    facts: what the number itself says (birth date, sex, branch), by names that the pack documents.
    """

    kind: str
    number: str
    text: str
    form: str = ""
    reason: str = ""
    problem: Words = ""
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


class Identifiers(Protocol):
    """Reads and checks numbers of one country. Readable: operations, queries and pages find it."""

    @property
    def kinds(self) -> Set[str]:
        """The kinds that this country checks."""
        ...

    def read(self, kind: str, text: str) -> ReadIdentifier:
        """Check a number of this kind, written with or without signs in between. Raises KeyError for a kind it does not know."""
        ...
