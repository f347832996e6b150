"""Numbers that a country pack knows how to check."""

from dapur.contract import Refused
from dapur.operations.work import Work
from dapur.services.identifiers import Identifiers, ReadIdentifier


def read_number(work: Work, kind: str, text: str, country: str, field: str) -> ReadIdentifier:
    """The number as it is kept. Raises Refused, with what to do, when a check fails.

    A number of another country, and one that no pack knows, is kept as it is typed.
    """
    identifiers = work.find(Identifiers) if country in ("", work.company.country) else None
    if identifiers is None or kind not in identifiers.kinds:
        return ReadIdentifier(kind, text, text)
    read = identifiers.read(kind, text)
    if read.reason:
        raise Refused("BASE_NUMBER_DOES_NOT_FIT", read.problem, field=field)
    return read
