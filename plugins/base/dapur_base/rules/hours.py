"""Working hours of a day as people write them ("08:00-12:00, 13:00-17:00"), and as minutes of the day."""

import re
from collections.abc import Iterable, Sequence

from dapur.contract import Refused, _

DAY = 24 * 60
Windows = tuple[tuple[int, int], ...]
"""Half-open windows of a day in minutes since midnight, in order and apart: ((480, 720), (780, 1020))."""

_WINDOW = re.compile(r"^(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})$")


def read_hours(text: str, field: str = "") -> Windows:
    """Windows from their text; empty text is a day without hours. 24:00 is the end of the day.

    Windows that touch become one. Raises Refused (BASE_HOURS_UNREADABLE, BASE_HOURS_OVERLAP) at `field`.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    return joined(sorted(_window(part, field) for part in parts), field)


def _window(text: str, field: str) -> tuple[int, int]:
    found = _WINDOW.match(text)
    opens, closes = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])) if found else (0, 0)
    if found is None or int(found[2]) > 59 or int(found[4]) > 59 or not opens < closes <= DAY:
        sentence = _("{text} is not a window of hours. Write it like 08:00-12:00, and end a day at 24:00.")
        raise Refused("BASE_HOURS_UNREADABLE", sentence.fill(text=text), field=field)
    return opens, closes


def joined(windows: Sequence[tuple[int, int]], field: str = "") -> Windows:
    """Sorted windows, those that touch made one. Raises Refused (BASE_HOURS_OVERLAP)."""
    made: list[tuple[int, int]] = []
    for opens, closes in windows:
        if made and opens < made[-1][1]:
            sentence = _("Two windows overlap at {time}. Change one of them.")
            raise Refused("BASE_HOURS_OVERLAP", sentence.fill(time=clock(opens)), field=field)
        if made and opens == made[-1][1]:
            made[-1] = (made[-1][0], closes)
        else:
            made.append((opens, closes))
    return tuple(made)


def clock(minute: int) -> str:
    """A minute of the day: 510 is 08:30, 1440 is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def write_hours(windows: Iterable[tuple[int, int]]) -> str:
    """Windows as text."""
    return ", ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in windows)


def week_of(days: Sequence[Windows]) -> list[tuple[int, int]]:
    """Windows of seven days (Monday first) as minutes of the week, as the database keeps them."""
    return [(day * DAY + opens, day * DAY + closes) for day, windows in enumerate(days) for opens, closes in windows]


def days_of(week: Iterable[tuple[int, int]]) -> tuple[Windows, ...]:
    """Minutes of the week as windows of seven days; what crosses midnight is cut there."""
    days: list[list[tuple[int, int]]] = [[] for _day in range(7)]
    for start, end in week:
        while start < end:
            midnight = (start // DAY + 1) * DAY
            stop = min(end, midnight)
            days[start // DAY].append((start % DAY, stop - start // DAY * DAY))
            start = stop
    return tuple(tuple(sorted(day)) for day in days)
