"""Names of time zones."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """Every zone that this installation knows; read from the disk once, for that takes a hundredth of a second."""
    return frozenset(available_timezones())
