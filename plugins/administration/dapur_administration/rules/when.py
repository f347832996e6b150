"""A day and a time as people write them: "besok 10-11", "Senin 13.30-15", "2/3 9-10:30", "10-11"."""

import re
from datetime import date, timedelta

from dapur.language.dates import parse_date, weekday

NEAR = {"hari ini": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2, "day after tomorrow": 2}
_TIMES = re.compile(r"(?:^|\s)(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|sampai|s/d|to|until)\s*(\d{1,2})(?:[.:](\d{2}))?$")
_ZONE = re.compile(r"\s*\b(?:wib|wita|wit)$")


def read_when(text: str, language: str, today: date) -> tuple[date, str, str]:
    """Day, begin and end ("09:00"). Without a day today is meant. Raises ValueError for what is no day and time."""
    typed = _ZONE.sub("", " ".join(text.replace("\u00a0", " ").casefold().split()))
    found = _TIMES.search(typed)
    if found is None:
        raise ValueError(text)
    starts, ends = _clock(found[1], found[2]), _clock(found[3], found[4])
    return _day(typed[: found.start()].rstrip(" ,"), language, today), starts, ends


def _clock(hour: str, minute: str | None) -> str:
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise ValueError(f"{hour}:{minute}")
    return f"{hours:02d}:{minutes:02d}"


def _day(words: str, language: str, today: date) -> date:
    if not words:
        return today
    if words in NEAR:
        return today + timedelta(days=NEAR[words])
    week = (today + timedelta(days=n) for n in range(1, 8))
    named = next((day for day in week if words in {weekday(day, tongue).casefold() for tongue in ("id", "en")}), None)
    return named or parse_date(words, language, today)
