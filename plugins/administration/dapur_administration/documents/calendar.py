"""Calendars as files (iCalendar, RFC 5545): what calendar programs read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDTH = 75


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry. starts, ends: instants, or a whole day where `day` is given."""

    uid: str
    title: str
    starts: datetime | None = None
    ends: datetime | None = None
    day: date | None = None
    place: str = ""
    is_sure: bool = True


def write_calendar(name: str, appointments: Sequence[Appointment], when: datetime) -> bytes:
    """The calendar file. Instants are written in UTC, so that every program shows them on its own clock."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dapur//Administration//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for one in appointments:
        lines += _event(one, when)
    return ("\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n").encode()


def _event(one: Appointment, when: datetime) -> list[str]:
    if one.day is not None:
        times = [f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}", f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"]
    else:
        assert one.starts is not None and one.ends is not None
        times = [f"DTSTART:{_moment(one.starts)}", f"DTEND:{_moment(one.ends)}"]
    place = [f"LOCATION:{_text(one.place)}"] if one.place else []
    state = "CONFIRMED" if one.is_sure else "TENTATIVE"
    head = ["BEGIN:VEVENT", f"UID:{one.uid}", f"DTSTAMP:{_moment(when)}", *times]
    return [*head, f"SUMMARY:{_text(one.title)}", *place, f"STATUS:{state}", "END:VEVENT"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line; what goes on begins with a space. No character is cut in two."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > WIDTH - bool(parts):
            parts.append(part)
            part = b""
        part += octets
    return "\r\n ".join(piece.decode() for piece in [*parts, part])
