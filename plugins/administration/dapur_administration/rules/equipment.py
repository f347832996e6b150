"""What is in a room, written in one line and kept as single words: "Proyektor, papan tulis"."""

import re
from collections.abc import Iterable, Sequence


def pieces(text: str) -> list[str]:
    """The single things of a line, each once, in their order."""
    found: dict[str, str] = {}
    for part in re.split("[,;]", text):
        if named := " ".join(part.split()):
            found.setdefault(named.casefold(), named)
    return list(found.values())


def has(equipment: Iterable[str], wanted: str) -> bool:
    """Whether it is among them, however it is spelled in capitals."""
    return wanted.casefold() in {one.casefold() for one in equipment}


def offered(rooms: Iterable[Sequence[str]]) -> list[str]:
    """Everything that some room has, each once, by the alphabet."""
    known: dict[str, str] = {}
    for equipment in rooms:
        for one in equipment:
            known.setdefault(one.casefold(), one)
    return [known[key] for key in sorted(known)]
