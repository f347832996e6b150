"""Days as people type them: 1/12-3/12, 1/12, 28/12-2/1, 2026-12-01 to 2026-12-03, besok, +3."""

import re
from datetime import date, timedelta

_BETWEEN = re.compile(r"\s*(?:\bs/d\b|\bsd\b|\bsampai\b|\bto\b|–|—|\.\.|(?<=\d)\s*-\s*(?=\d{1,2}(?:/|$))|\s-\s)\s*")
_WORDS = {"hari ini": 0, "today": 0, "=": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
_DAY = re.compile(r"(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?)?")


def read_range(text: str, today: date) -> tuple[date, date] | None:
    """First and last day, or None where the text is no days. Without a year the nearest one that is not long past is meant."""
    parts = [part for part in _BETWEEN.split(text.strip().lower()) if part]
    if not 1 <= len(parts) <= 2:
        return None
    first = _read(parts[0], today, None)
    if first is None:
        return None
    last = _read(parts[1], today, first) if len(parts) == 2 else first
    return (first, last) if last is not None else None


def _read(text: str, today: date, after: date | None) -> date | None:
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if re.fullmatch(r"\+\d{1,3}", text):
        return today + timedelta(days=int(text[1:]))
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = _DAY.fullmatch(text)
        return _nearest(found, today, after) if found else None


def _nearest(found: re.Match[str], today: date, after: date | None) -> date | None:
    day, month, year = (int(part) if part else None for part in found.groups())
    base = after or today
    assert day is not None
    try:
        if year is not None and month is not None:
            return date(year if year > 99 else 2000 + year, month, day)
        if month is None:
            return date(base.year, base.month, day)
        near = date(base.year, month, day)
        late = near < base if after else near < base - timedelta(days=180)
        return date(base.year + 1, month, day) if late else near
    except ValueError:
        return None
