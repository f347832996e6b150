"""Names of time zones."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

from dapur.contract.words import _


@cache
def known_zones() -> frozenset[str]:
    """Every zone that this installation knows; read from the disk once, for that takes a hundredth of a second."""
    return frozenset(available_timezones())


def _known(name: str) -> str:
    if name not in known_zones():
        raise ValueError(_("There is no time zone of this name. Choose one of the list."))
    return name


ZoneName = Annotated[str, AfterValidator(_known)]
"""The name of a zone that this installation knows: a field of a form."""
