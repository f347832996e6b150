"""Days as people type them: 1/12-3/12, 1-3/12, 28/12-2/1, 1/12, besok, +3, 2026-12-01 – 2026-12-03."""

import re
from datetime import date, timedelta

from dapur.language.dates import parse_date

_BETWEEN = re.compile(r"\s*(?:–|—|\.\.)\s*|\s+(?:-|s/d|sd|sampai|hingga|to|until)\s+")
_HYPHEN = re.compile(r"(?<=[\d/])-(?=\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?)?$)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {"hari ini": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}


def read_range(text: str, language: str, today: date) -> tuple[date, date]:
    """First and last day. A last day without year comes after the first. Raises Unclear with what to write."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) == 1 and not _ISO.search(text):
        parts = _HYPHEN.split(parts[0])
    if len(parts) != 2:
        day = _day(text.strip(), language, today)
        return day, day
    if parts[0].isdigit() and len(parts[0]) <= 2:
        last = _day(parts[1], language, today)
        return _day(f"{parts[0]}/{last.month}/{last.year}", language, today), last
    first = _day(parts[0], language, today)
    last = _day(parts[1], language, first)
    if last < first and re.fullmatch(r"\d{1,2}/\d{1,2}", parts[1]):
        last = _day(f"{parts[1]}/{first.year + 1}", language, first)
    return first, last


def _day(text: str, language: str, today: date) -> date:
    known = _WORDS.get(text.casefold())
    return today + timedelta(days=known) if known is not None else parse_date(text, language, today)
