"""The clock of a ticket: every piece of time, what it counted as, and so why it is due when it is due."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dapur.contract import Column, Form, NotFound, Report, ReportRow, Sheet, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, format_moment
from dapur.queries.reader import Reader
from dapur_base.calendars import Calendar, Due, calendar_of, working_time
from dapur_it.clocks import promises_of, spans_of
from dapur_it.operations.ticket_rows import TICKET
from dapur_it.rules.clock import Reading, Span, read_clock, whole_minutes
from dapur_it.rules.deadlines import Promise
from dapur_it.words import STATES

BUCKETS: dict[str, Words] = {"worked": _("counts"), "pending": _("clock stands"), "solved_wait": _("solved")}
WHY_OFF: dict[str, Words] = {
    "own": _("day off"),
    "holiday": _("public holiday"),
    "joint_leave": _("joint leave"),
    "weekend": _("weekend"),
}
COLUMNS = (
    Column("what", _("What"), "text", phone=1),
    Column("from_at", _("From"), "time", phone=2),
    Column("to_at", _("Until"), "time", phone=2),
    Column("minutes", _("Working minutes"), "integer", phone=1),
    Column("counts", _("Counts as"), "text", phone=2),
)


class WhichClock(Form):
    """The ticket."""

    ticket: TICKET


async def build(reader: Reader, form: WhichClock) -> Sheet:
    """States with their working minutes; then, for each target, the pieces that add up to its due moment."""
    found = (await promises_of(reader, [form.ticket])).get(form.ticket)
    if found is None:
        raise NotFound(field="ticket")
    calendar, promise = await calendar_of(reader, found[0]), found[1]
    spans = (await spans_of(reader, [form.ticket]))[form.ticket]
    rows = [*_states(reader, calendar, spans)]
    for title, minutes in ((_("First answer"), promise.response_minutes), (_("Solution"), promise.resolution_minutes)):
        if minutes is not None:
            rows += _target(reader, title, read_clock(calendar, promise.created, minutes, spans, reader.now), minutes)
    return Sheet(_("Clock of a ticket"), COLUMNS, rows, head=await _head(reader, form.ticket, calendar, promise))


def _states(reader: Reader, calendar: Calendar, spans: list[Span]) -> Iterator[ReportRow]:
    words = {choice.value: choice.title for choice in STATES}
    yield ReportRow((_say(reader, _("States")), None, None, None, ""), style="heading")
    for span in spans:
        minutes = whole_minutes(working_time(calendar, span.start, span.end or reader.now))
        counts = _say(reader, BUCKETS[span.bucket])
        yield ReportRow((_say(reader, words[span.state]), span.start, span.end, minutes, counts), level=1)


def _target(reader: Reader, title: Words, reading: Reading, minutes: int) -> Iterator[ReportRow]:
    yield ReportRow((_say(reader, title), None, None, minutes, _say(reader, _("promised"))), style="heading")
    yield from _pieces(reader, reading.due)
    left = None if reading.left is None else whole_minutes(reading.left)
    if reading.due.at is None:
        yield ReportRow((_say(reader, _("The clock stands; left then")), None, None, left, ""), style="subtotal")
        return
    yield ReportRow((_say(reader, _("Due")), None, reading.due.at, None, ""), style="subtotal")


def _pieces(reader: Reader, due: Due) -> Iterator[ReportRow]:
    off = {skipped.day: skipped for skipped in due.skipped}
    language = reader.scope.language
    shown: set[Any] = set()
    for piece in due.counted:
        for day in sorted(d for d in off if d < piece.day and d not in shown):
            shown.add(day)
            name = off[day].name_en if language == "en" else off[day].name_id
            yield ReportRow((format_date(day, language), None, None, 0, name or _say(reader, WHY_OFF[off[day].reason])), level=1)
        length = whole_minutes(piece.length)
        yield ReportRow((format_date(piece.day, language), piece.start, piece.end, length, _say(reader, _("counts"))), level=1)


async def _head(reader: Reader, ticket: int, calendar: Calendar, promise: Promise) -> list[tuple[Words, Words]]:
    rows = await reader.rows(
        "select number, title from it.ticket where company_id = %s and id = %s", reader.scope.company, ticket
    )
    number, title = rows[0]
    return [
        (_("Ticket"), f"{number} · {title}"),
        (_("Opened"), _moment(reader, promise.created, calendar)),
        (_("Working calendar"), f"{calendar.name} ({calendar.zone})"),
    ]


def _moment(reader: Reader, at: datetime, calendar: Calendar) -> str:
    return format_moment(at, calendar.zone, reader.scope.language)


def _say(reader: Reader, words: Words) -> str:
    return translate(words, reader.scope.language)


CLOCK = Report(
    "it.clock",
    _("Clock of a ticket"),
    "it.ticket.read",
    WhichClock,
    build,
    "The intervals of a ticket, and the pieces of working time that make its due moments.",
)
