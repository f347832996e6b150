"""Names of uploaded files, made harmless: they come from strangers and end on other people's disks."""

import re
import unicodedata

LONGEST = 150
_BAD = re.compile(r'[\x00-\x1f\x7f"<>|:*?\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a path without control, direction and reserved characters; the ending is kept when it is cut."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    last = " ".join(_BAD.sub(" ", last).split()).strip(". ")
    if not last:
        return "file"
    if _RESERVED.match(last):
        last = f"_{last}"
    stem, dot, ending = last.rpartition(".")
    if dot and stem and len(ending) <= 10:
        return f"{stem[: LONGEST - len(ending) - 1].rstrip()}.{ending}"
    return last[:LONGEST]
