"""Captions (WebVTT, W3C Candidate Recommendation of 4 April 2019) read as a transcript: what is said, and from when."""

import re
from dataclasses import dataclass
from html import unescape

_TIMES = re.compile(r"(?:(\d{2,}):)?(\d{2}):(\d{2})\.\d{3}[ \t]+-->")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Line:
    """What is said from a second of the film on."""

    second: int
    text: str


def transcript(captions: str) -> list[Line]:
    """The lines in order, speakers by name; notes, styles and what cannot be read are left out."""
    blocks = re.split(r"\n[ \t]*\n", captions.replace("\r\n", "\n").replace("\r", "\n"))
    return [line for line in map(_line, blocks) if line is not None]


def _line(block: str) -> Line | None:
    rows = block.strip().split("\n")
    place = next((number for number, row in enumerate(rows[:2]) if _TIMES.match(row)), None)
    if place is None:
        return None
    text = " ".join(" ".join(rows[place + 1 :]).split())
    plain = unescape(_TAG.sub("", _VOICE.sub(r"\1: ", text))).strip()
    hours, minutes, seconds = (int(part or 0) for part in _TIMES.match(rows[place]).groups())  # type: ignore[union-attr]
    return Line(hours * 3600 + minutes * 60 + seconds, plain) if plain else None
