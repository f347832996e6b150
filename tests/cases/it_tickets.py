"""Tickets: calendars, targets, states, and what the clock shows."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.testing.companies import new_member
from dapur_base.calendars import calendar_of, clock_starts, paused_time, working_time
from dapur_it.clocks import promises_of, spans_of
from dapur_it.handlers import HANDLERS
from dapur_it.rules.clock import escalation_moments, pauses, read_clock
from tests.cases.hearing import hear

if TYPE_CHECKING:
    from dapur_base.calendars import Calendar
    from tests.cases.administration import Office

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST_DAY = {"Mon-Fri": 5, "Mon-Sat": 6, "Mon-Sun": 7}
MINUTE = timedelta(minutes=1)


def moment(value: Any) -> datetime:
    """A moment of the case, whichever way YAML read it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


# -- given ------------------------------------------------------------------------------------------------


async def keep(office: "Office", value: Any) -> None:
    """Looked at when it is needed."""


async def given_calendar(office: "Office", value: Any) -> None:
    """The calendar of the case."""
    await _queue_with_calendar(office, office.given)


async def given_calendars(office: "Office", value: list[Mapping[str, Any]]) -> None:
    """One calendar an office."""
    for facts in value:
        await _queue_with_calendar(office, facts)


async def _queue_with_calendar(office: "Office", facts: Mapping[str, Any]) -> None:
    hours = ", ".join(facts["windows"])
    week: dict[str, Any] = {day: hours if number < LAST_DAY[facts["working_days"]] else "" for number, day in enumerate(DAYS)}
    name = facts["calendar"]
    made = await office.boss.perform("base.add_calendar", name=name, zone=facts["timezone"], days_off="none", **week)
    for day in facts["holidays"]:
        await office.boss.perform("base.set_calendar_day", calendar_id=made.id, day=str(day), name="Libur")
    await _targets(office, made.id)
    queue = await office.boss.perform("it.save_queue", name=name, calendar_id=made.id)
    office.things.setdefault("calendars", {})[name] = made.id
    office.things.setdefault("queues", {})[name] = queue.id


async def _targets(office: "Office", calendar: int) -> None:
    given = office.given
    by_priority = {p: {"resolution_minutes": m} for p, m in given.get("targets", {}).items()}
    usual = {name: given.get(name) for name in ("response_minutes", "resolution_minutes")}
    for priority, minutes in (by_priority or {given.get("priority", "P3"): usual}).items():
        await office.boss.perform("it.set_target", calendar_id=calendar, priority=priority, **minutes)


async def given_escalations(office: "Office", value: list[Mapping[str, Any]]) -> None:
    """Whoever is told is a person of the company."""
    (queue,) = office.things["queues"].values()
    for level in value:
        told = await new_member(office.boss, "it_support", name=level["to"])
        office.people[level["to"]] = told
        await office.boss.perform("it.add_escalation_level", queue_id=queue, percent=level["percent"], user_id=told.scope.user)


# -- steps ------------------------------------------------------------------------------------------------


async def create_ticket(office: "Office", step: Mapping[str, Any]) -> None:
    """A ticket at a moment."""
    office.set_clock(moment(step["at"]))
    queues = office.things["queues"]
    name = step.get("office") or next(iter(queues))
    priority = step.get("priority") or office.given.get("priority", "P3")
    made = await office.boss.perform("it.open_ticket", title="Tidak bisa cetak", queue_id=queues[name], priority=priority)
    tickets = office.things.setdefault("tickets", {})
    tickets[step.get("ref") or step.get("office") or str(len(tickets))] = (made.id, name)
    office.things.setdefault("first_due", (await _row(office))["resolution_due"])
    await _moments(office)


async def set_state(office: "Office", step: Mapping[str, Any]) -> None:
    """Another state of the only ticket."""
    office.set_clock(moment(step["at"]))
    await office.boss.perform("it.set_state", id=_ticket(office)[0], state=step["state"])
    if step["state"] == "open":
        office.things["reopened"] = await _reading(office, moment(step["at"]))
        await _moments(office)


async def set_priority(office: "Office", step: Mapping[str, Any]) -> None:
    """Another priority."""
    office.set_clock(moment(step["at"]))
    await office.boss.perform("it.set_priority", id=_ticket(office)[0], priority=step["priority"])


async def read_due(office: "Office", step: Mapping[str, Any]) -> None:
    """What the clock shows at a moment."""
    office.set_clock(moment(step["at"]))
    office.things["read"] = await _reading(office, moment(step["at"]))


async def working_minutes(office: "Office", step: Mapping[str, Any]) -> None:
    """Of the case's calendar."""
    found = working_time(await _calendar(office), moment(step["from"]), moment(step["to"]))
    office.things["minutes"] = found // MINUTE


async def close(office: "Office", step: Mapping[str, Any]) -> None:
    """A ticket is closed."""
    office.set_clock(moment(step["at"]))
    ticket, _queue = office.things["tickets"][step["ref"]]
    office.things[f"due {step['ref']}"] = (await _row(office, step["ref"]))["resolution_due"]
    await office.boss.perform("it.set_state", id=ticket, state="closed")


async def add_holiday(office: "Office", step: Mapping[str, Any]) -> None:
    """A day off, and what IT does when it hears of it."""
    office.set_clock(moment(step["at"]))
    office.things["before"] = {ref: (await _row(office, ref))["resolution_due"] for ref in office.things["tickets"]}
    (calendar,) = office.things["calendars"].values()
    await office.boss.perform("base.set_calendar_day", calendar_id=calendar, day=str(step["date"]), name="Libur mendadak")
    await hear(office.house, office.boss.scope.company, HANDLERS[0])


# -- reading ----------------------------------------------------------------------------------------------


def _ticket(office: "Office", ref: str = "") -> tuple[int, str]:
    tickets = office.things["tickets"]
    found: tuple[int, str] = tickets[ref] if ref else list(tickets.values())[-1]
    return found


async def _row(office: "Office", ref: str = "") -> dict[str, Any]:
    reader = await office.boss.reader()
    return await reader.one(office.house.registry.queries["it.tickets"], _ticket(office, ref)[0])


async def _calendar(office: "Office", name: str = "") -> "Calendar":
    calendars = office.things["calendars"]
    return await calendar_of(await office.boss.reader(), calendars[name or next(iter(calendars))])


async def _reading(office: "Office", now: datetime) -> Any:
    ticket, name = _ticket(office)
    reader = await office.boss.reader()
    _calendar_id, promise = (await promises_of(reader, [ticket]))[ticket]
    spans = (await spans_of(reader, [ticket]))[ticket]
    calendar = await _calendar(office, name)
    office.things["paused"] = paused_time(calendar, promise.created, now, pauses(spans)) // MINUTE
    return read_clock(calendar, promise.created, promise.resolution_minutes, spans, now)


async def _moments(office: "Office") -> None:
    ticket, name = _ticket(office)
    reader = await office.boss.reader()
    _calendar_id, promise = (await promises_of(reader, [ticket]))[ticket]
    if promise.resolution_minutes is None:
        return
    percents = [level["percent"] for level in office.given.get("escalations", ())]
    spans = (await spans_of(reader, [ticket]))[ticket]
    calendar = await _calendar(office, name)
    found = escalation_moments(calendar, promise.created, promise.resolution_minutes, percents, spans)
    key = "with_pause" if "without_pause" in office.things else "without_pause"
    office.things[key] = {str(percent): _shown(office, due) for percent, due in found.items()}


def _shown(office: "Office", value: datetime | None, zone: str = "") -> Any:
    return None if value is None else _iso(value, zone or office.given.get("timezone", "Asia/Jakarta"))


def _iso(value: datetime, zone: str) -> str:
    local = value.astimezone(ZoneInfo(zone))
    return local.isoformat(timespec="minutes")


# -- checks -----------------------------------------------------------------------------------------------


async def due(office: "Office") -> Any:
    """Of the only ticket."""
    return _shown(office, (await _row(office))["resolution_due"])


async def response_due(office: "Office") -> Any:
    """Of the only ticket."""
    return _shown(office, (await _row(office))["response_due"])


async def due_before_pause(office: "Office") -> Any:
    """As it was when the ticket began."""
    return _shown(office, office.things["first_due"])


async def while_paused(office: "Office") -> dict[str, Any]:
    """What was read in the pause; the list says the same."""
    read = office.things["read"]
    found = {"due": _shown(office, read.due.at), "breached": read.breached}
    if "targets" in office.given:
        return found
    return {**found, "elapsed_minutes": read.worked // MINUTE, "remaining_minutes": read.left // MINUTE}


async def paused_minutes(office: "Office") -> int:
    """Working time in pauses."""
    return int(office.things["paused"])


async def minutes(office: "Office") -> Any:
    """By bucket, or of a calendar."""
    if "minutes" in office.things:
        return office.things["minutes"]
    read = office.things["reopened"]
    return {"worked_clock": read.worked // MINUTE, "pending": read.pending // MINUTE, "solved_wait": read.solved_wait // MINUTE}


async def clock_starts_at(office: "Office") -> Any:
    """The first working minute of the only ticket."""
    return await _starts(office, "")


async def _starts(office: "Office", ref: str) -> Any:
    row = await _row(office, ref)
    return _shown(office, clock_starts(await _calendar(office, _ticket(office, ref)[1]), row["created_at"]))


async def tickets(office: "Office") -> list[dict[str, Any]]:
    """Both; where the clock starts only of the second, which begins in the lunch hour."""
    found = []
    for ref in office.things["tickets"]:
        row = await _row(office, ref)
        dues = {"response_due": _shown(office, row["response_due"]), "resolution_due": _shown(office, row["resolution_due"])}
        starts = await _starts(office, ref)
        created = _shown(office, row["created_at"])
        found.append(dues if starts == created else {"clock_starts": starts, **dues})
    return found


async def _of_office(office: "Office", name: str) -> dict[str, Any]:
    row = await _row(office, name)
    zone = next(c["timezone"] for c in office.given["calendars"] if c["calendar"] == name)
    return {"local_start": _shown(office, row["created_at"], zone), "due": _shown(office, row["response_due"], zone)}


async def jakarta(office: "Office") -> dict[str, Any]:
    """Of the office in Jakarta."""
    return await _of_office(office, "JKT-OFFICE")


async def jayapura(office: "Office") -> dict[str, Any]:
    """Of the office in Jayapura."""
    return await _of_office(office, "DJJ-OFFICE")


async def t1(office: "Office") -> dict[str, Any]:
    """The open one moved, and its last change names the calendar."""
    row = await _row(office, "T1")
    reader = await office.boss.reader()
    causes = await reader.rows(
        "select cause from it.due_change where company_id = %s and ticket_id = %s order by id desc limit 1",
        *(office.boss.scope.company, row["id"]),
    )
    assert causes == [("calendar",)], causes
    return {"due_before": _shown(office, office.things["before"]["T1"]), "due_after": _shown(office, row["resolution_due"])}


async def t2(office: "Office") -> dict[str, Any]:
    """The closed one stayed."""
    row = await _row(office, "T2")
    return {
        "due": _shown(office, row["resolution_due"]),
        "met": row["late"] is False,
        "unchanged": row["resolution_due"] == office.things["due T2"],
    }


async def without_pause(office: "Office") -> Any:
    """As it was before the pause."""
    return office.things["without_pause"]


async def with_pause(office: "Office") -> Any:
    """After the pause; and the job tells each once, inside windows only."""
    found: dict[str, str] = office.things["with_pause"]
    told = []
    for percent, at in found.items():
        for when in (datetime.fromisoformat(at) - MINUTE, datetime.fromisoformat(at), datetime.fromisoformat(at) + 2 * MINUTE):
            office.set_clock(when)
            told.append((percent, (await office.boss.through("job").perform("it.watch_clocks")).count))
    assert told == [(p, count) for p in found for count in (0, 1, 0)], told
    return found


GIVEN = {
    "timezone": keep,
    "working_days": keep,
    "windows": keep,
    "holidays": keep,
    "priority": keep,
    "resolution_minutes": keep,
    "response_minutes": keep,
    "pausing_states": keep,
    "targets": keep,
    "calendar": given_calendar,
    "calendars": given_calendars,
    "escalations": given_escalations,
}
TELLING = {"resolution_minutes", "response_minutes", "targets"}
STEPS = {
    "create_ticket": create_ticket,
    "set_state": set_state,
    "set_priority": set_priority,
    "read_due": read_due,
    "working_minutes": working_minutes,
    "close": close,
    "add_holiday": add_holiday,
}
CHECKS = {
    "due": due,
    "due_after": due,
    "response_due": response_due,
    "due_before_pause": due_before_pause,
    "while_paused": while_paused,
    "paused_working_minutes": paused_minutes,
    "minutes": minutes,
    "clock_starts": clock_starts_at,
    "tickets": tickets,
    "JKT-OFFICE": jakarta,
    "DJJ-OFFICE": jayapura,
    "T1": t1,
    "T2": t2,
    "without_pause": without_pause,
    "with_pause": with_pause,
}
