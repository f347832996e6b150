"""Whether two names could be one: a slip of the finger, another spelling."""

from difflib import SequenceMatcher

SHORTEST = 8
ALIKE = 0.9


def are_near(one: str, other: str) -> bool:
    """Whether two keys (letters and digits, no legal form) are the same or nearly so.

    Short names only when they are the same; names with other digits ("Cabang 1", "Cabang 2") never.
    """
    if not one or not other:
        return False
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST or _digits(one) != _digits(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _digits(key: str) -> str:
    return "".join(c for c in key if c.isdigit())
