"""E-mail addresses as people write them."""

import re

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")


def is_address(text: str) -> bool:
    """Whether a text is one plain address: name@domain, without a display name."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None
