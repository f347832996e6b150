"""Free text on one line of an hledger journal: what would end it there is written in percent signs, as in addresses."""

import re
import unicodedata
from urllib.parse import quote, unquote

_CODES = re.compile("(?:%[0-9A-F]{2})+")


def coded(text: str) -> str:
    """Text without commas, semicolons, line ends and spaces at its ends."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    return "".join(quote(c, safe="") if n < first or n >= last or _ends(c) else c for n, c in enumerate(text))


def decoded(text: str) -> str:
    """What `coded` was given."""
    return _CODES.sub(lambda found: unquote(found[0]), text)


def _ends(character: str) -> bool:
    return character in "%,;" or unicodedata.category(character) == "Cc"
