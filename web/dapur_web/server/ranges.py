"""Which part of a file a request asks for (RFC 9110 §14.2, §13.1.5): one range of bytes, so that a film can be sought."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes\s*=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from `first` to `last`, both included, counted from 0."""

    first: int
    last: int


class NotSatisfiable(Exception):
    """The range begins behind the end of the file (416)."""


def asked_span(wanted: str, if_range: str, tag: str, size: int) -> Span | None:
    """The part that the headers Range and If-Range ask for; None: the whole. Raises NotSatisfiable.

    The whole is sent, too, for what a server may pass over: several ranges, other units, what cannot be read, and a part of
    another content than `tag` names (a date never names it: none is told). size: bytes, at least 1.
    """
    found = _ONE.fullmatch(wanted.strip())
    if found is None or (if_range and if_range.strip() != tag):
        return None
    first, last = found.groups()
    if not first:
        return _ending(last, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotSatisfiable
    return Span(int(first), min(int(last), size - 1) if last else size - 1)


def _ending(length: str, size: int) -> Span | None:
    """The last `length` bytes."""
    if not length:
        return None
    if int(length) == 0:
        raise NotSatisfiable
    return Span(max(0, size - int(length)), size - 1)
