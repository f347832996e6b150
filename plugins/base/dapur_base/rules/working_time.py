"""Working time between instants, and the moment at which some of it has passed. Instants are aware; answers are UTC."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dapur.contract import Refused, _
from dapur_base.rules.calendar import Calendar, Reason, reason_off
from dapur_base.rules.clock import instant, local_day
from dapur_base.rules.working_days import FURTHEST, ONE, days

NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """Time from an instant until another (half open). end: None while it still runs."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A piece of time that counted. Its day is the calendar's."""

    day: date
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day on which nothing counted, and why. name: of the holiday or the calendar's own day."""

    day: date
    reason: Reason
    name_id: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment, and what produced it: the pieces that counted, and the days in between that did not.

    at: None while a pause has begun before the time was up and still lasts.
    """

    at: datetime | None
    counted: tuple[Counted, ...]
    skipped: tuple[Skipped, ...] = ()


def windows_from(calendar: Calendar, start: datetime) -> Iterator[Counted]:
    """The calendar's windows as instants, from an instant on; the one that is under way begins there."""
    start = start.astimezone(UTC)
    day = local_day(calendar.clock, start)
    empty = 0
    while empty < FURTHEST:
        windows = calendar.windows_on(day)
        for opens, closes in windows:
            begin, end = max(start, instant(calendar.clock, day, opens)), instant(calendar.clock, day, closes)
            if begin < end:
                yield Counted(day, begin, end)
        empty = 0 if windows else empty + 1
        day += ONE
    raise Refused(
        "BASE_NO_WORKING_DAY", _("The calendar {name} has no working day then. Give it hours.").fill(name=calendar.name)
    )


def all_time_from(calendar: Calendar, start: datetime) -> Iterator[Counted]:
    """Every hour of the clock, day by day: three times 24 hours are 72 hours, whatever the calendar says."""
    start = start.astimezone(UTC)
    day = local_day(calendar.clock, start)
    while True:
        end = instant(calendar.clock, day + ONE, 0)
        yield Counted(day, start, end)
        start, day = end, day + ONE


def without(pieces: Iterable[Counted], pauses: Sequence[Interval]) -> Iterator[Counted]:
    """The pieces outside the pauses. They end where a pause begins that still lasts."""
    ordered = sorted(pauses, key=lambda pause: pause.start)
    for piece in pieces:
        start = piece.start
        for pause in ordered:
            if pause.start >= piece.end or (pause.end is not None and pause.end <= start):
                continue
            if pause.start > start:
                yield Counted(piece.day, start, pause.start.astimezone(UTC))
            if pause.end is None:
                return
            start = pause.end.astimezone(UTC)
        if start < piece.end:
            yield Counted(piece.day, start, piece.end)


def worked(pieces: Iterable[Counted], until: datetime) -> timedelta:
    """How much of the pieces lies before an instant."""
    total = NOTHING
    for piece in pieces:
        if piece.start >= until:
            break
        total += min(piece.end, until.astimezone(UTC)) - piece.start
    return total


def working_time(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Interval] = ()) -> timedelta:
    """Working time between two instants, pauses left out. Nothing when the end is not after the start."""
    return worked(without(windows_from(calendar, start), pauses), end) if end > start else NOTHING


def paused_time(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Interval]) -> timedelta:
    """Working time between two instants that fell into pauses."""
    return working_time(calendar, start, end) - working_time(calendar, start, end, pauses)


def clock_starts(calendar: Calendar, at: datetime) -> datetime:
    """The first working instant at or after an instant."""
    return next(windows_from(calendar, at)).start


def taken(pieces: Iterable[Counted], target: timedelta) -> tuple[datetime | None, tuple[Counted, ...]]:
    """When the pieces add up to the target, and the pieces that did. At a window's end when they do so exactly there."""
    counted: list[Counted] = []
    left = target
    for piece in pieces:
        if piece.length >= left:
            last = Counted(piece.day, piece.start, piece.start + left)
            return last.end, (*counted, last)
        counted.append(piece)
        left -= piece.length
    return None, tuple(counted)


def add_working_time(calendar: Calendar, start: datetime, target: timedelta, pauses: Sequence[Interval] = ()) -> datetime | None:
    """When so much working time has passed since an instant. None while a pause that began before then still lasts.

    No time passes at once: an instant and nothing is that instant. Raises ValueError when the target is negative.
    """
    return due(calendar, start, target, pauses).at


def due(
    calendar: Calendar, start: datetime, target: timedelta, pauses: Sequence[Interval] = (), *, by_the_clock: bool = False
) -> Due:
    """The due moment with its explanation. by_the_clock: every hour counts, not only the working ones (24 hours)."""
    if target < NOTHING:
        raise ValueError("time is added, never taken away")
    if target == NOTHING:
        return Due(start.astimezone(UTC), ())
    source = all_time_from(calendar, start) if by_the_clock else windows_from(calendar, start)
    at, counted = taken(without(source, pauses), target)
    return Due(at, counted, () if by_the_clock or at is None else _skipped(calendar, start, at))


def _skipped(calendar: Calendar, start: datetime, at: datetime) -> tuple[Skipped, ...]:
    first, last = local_day(calendar.clock, start), local_day(calendar.clock, at)
    return tuple(_why(calendar, day, reason) for day in days(first, last) if (reason := reason_off(calendar, day)))


def _why(calendar: Calendar, day: date, reason: Reason) -> Skipped:
    own, holiday = calendar.own_days.get(day), calendar.holiday_on(day)
    if own is not None:
        return Skipped(day, reason, own.name, own.name)
    return Skipped(day, reason, holiday.name_id, holiday.name_en) if holiday else Skipped(day, reason)
