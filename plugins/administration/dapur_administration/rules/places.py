"""Texts with places to fill, such as {recipient}: what is open, and what is filled."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([\w ]{1,60})\}")
WHEN_ISSUED = frozenset({"number", "date"})
"""Known only once the letter is issued."""


def open_places(text: str) -> list[str]:
    """Names of the places of a text, each once, in order; without those that issuing fills."""
    return [name for name in dict.fromkeys(_PLACE.findall(text)) if name not in WHEN_ISSUED]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every place filled for which there is a value; the others stay open."""
    return _PLACE.sub(lambda place: values.get(place[1], "") or place[0], text)
