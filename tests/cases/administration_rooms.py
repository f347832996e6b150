"""Rooms: bookings that touch, series over days off and changes of the clock, many at once, requests that wait."""

import asyncio
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.contract import DapurError, Refused
from dapur.testing.companies import Actor
from dapur_administration.rooms import rooms_of, taken
from tests.cases.administration_tasks import given_holidays

if TYPE_CHECKING:
    from tests.cases.administration import Office

DAY = date(2026, 8, 20)
BEGIN = datetime(2026, 7, 1, 9)
CODES = {"ADMINISTRATION_ROOM_TAKEN": "conflict", "ADMINISTRATION_BOOKING_EMPTY": "empty"}
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


async def _keep(office: "Office", _value: Any) -> None:
    """Looked at when a step needs it."""


# -- given ------------------------------------------------------------------------------------------------


async def given_room(office: "Office", code: str) -> None:
    await _room(office, code, str(office.given.get("timezone", "Asia/Jakarta")))


async def given_rooms(office: "Office", zones: Mapping[str, str]) -> None:
    for code, zone in zones.items():
        await _room(office, code, zone)


async def _room(office: "Office", code: str, zone: str) -> None:
    office.set_clock(BEGIN)
    place = await office.boss.perform("administration.save_office", code=f"O-{code}", name=code, zone=zone)
    made = await office.boss.perform(
        "administration.save_room", _facts(office, code, place.id, office.given.get("buffer_minutes", 0))
    )
    office.things |= {f"room {code}": made.id, "place": place.id, "room": made.id}


def _facts(office: "Office", code: str, place: int, buffer: int) -> dict[str, Any]:
    waits = office.given.get("needs_confirmation", False)
    hours = {"opens": "00:00", "closes": "24:00"}
    return {"code": code, "name": code, "office_id": place, "buffer": buffer, "needs_confirmation": waits, **hours}


async def given_booked(office: "Office", spans: list[Any]) -> None:
    for span in spans:
        first, last = (span["from"], span["to"]) if isinstance(span, dict) else span
        await _book(office, first, last)


# -- steps ------------------------------------------------------------------------------------------------


def _clock(text: Any) -> tuple[date, str]:
    """Day and time of "09:00" (on the day of the case) or "2026-08-24T09:30…", as it stands there."""
    text = str(text)
    return (date.fromisoformat(text[:10]), text[11:16]) if "T" in text else (DAY, text)


async def _book(office: "Office", first: Any, last: Any, who: Actor | None = None, **more: Any) -> Any:
    (day, starts), (_day, ends) = _clock(first), _clock(last)
    raw = {"room_id": office.things["room"], "title": "Rapat", "day": day, "starts": starts, "ends": ends, **more}
    return await (who or office.boss).perform("administration.book_room", raw)


def _refusal(refused: DapurError) -> dict[str, Any]:
    code = CODES.get(refused.code, refused.code)
    held = refused.problems[0].data.get("taken", "")
    return {"refused": code} | ({"with": held.rpartition(" ")[0]} if held else {})


async def book(office: "Office", step: Mapping[str, Any]) -> Any:
    if "slot" in office.given:
        first, last = office.given["slot"]
        await _book(office, first, last)
        return None
    rooms = step.get("rooms", [step["room"]] if "room" in step else [])
    times = (office.given["meeting"]["from"], office.given["meeting"]["to"]) if "rooms" in step else (step["from"], step["to"])
    if rooms:
        office.things["room"] = office.things[f"room {rooms[0]}"]
    try:
        done = await _book(office, *times, other_rooms=[{"room_id": office.things[f"room {code}"]} for code in rooms[1:]])
    except Refused as refused:
        told = _refusal(refused)
        return told if not rooms else {"refused": told["refused"], "with_shown_locally": refused.problems[0].data["taken"]}
    if len(rooms) > 1:
        office.things["shown"] = dict(zip(rooms, [await _shown(office, number) for number in done.bookings], strict=True))
    return None


async def _shown(office: "Office", booking: int) -> str:
    reader = await office.boss.reader()
    row = await reader.one(reader.house.registry.queries["administration.bookings"], booking)
    room = (await rooms_of(reader, [row["room_id"]]))[0]
    return room.local(row["starts_at"], row["ends_at"])


async def set_buffer(office: "Office", step: Mapping[str, Any]) -> None:
    facts = _facts(office, office.given["room"], office.things["place"], step["minutes"])
    await office.boss.perform("administration.save_room", facts, id=office.things["room"])


async def book_series(office: "Office", step: Mapping[str, Any]) -> None:
    (day, starts), (_day, ends) = _clock(step["from"]), _clock(step["to"])
    office.things["series"] = {
        "room_id": office.things["room"],
        "title": "Rapat mingguan",
        "day": day,
        "starts": starts,
        "ends": ends,
        "rule": step["rrule"],
        "on_holiday": step["on_holiday"],
    }
    try:
        await office.boss.perform("administration.book_series", office.things["series"], on_conflict=step["on_conflict"])
    except Refused as refused:
        days = list(refused.problems[0].data["occurrences"])
        nothing = len((await office.boss.page("administration.bookings")).rows) == len(office.given["booked"])
        office.things["first"] = {"refused": CODES[refused.code], "occurrences": days, "nothing_booked": nothing}


async def book_series_again(office: "Office", step: Mapping[str, Any]) -> None:
    done = await office.boss.perform("administration.book_series", office.things["series"], on_conflict=step["on_conflict"])
    skipped = {one.day.isoformat(): one.reason for one in done.skipped}
    office.things["second"] = {"booked": [day.isoformat() for day in done.booked], "skipped": skipped}


def _series(office: "Office", name: str, count: int) -> dict[str, Any]:
    told = office.given[f"series_{name}"]
    found = re.fullmatch(r"(\w+) ([\d:]+)-([\d:]+) from ([\d-]+)", told["local"])
    assert found is not None
    first = date.fromisoformat(found[4])
    assert first.weekday() == WEEKDAYS.index(found[1])
    times = {"starts": found[2], "ends": found[3], "day": first, "count": count, "zone": told["anchor"]}
    return {"room_id": office.things["room"], "on_holiday": "keep", **times}


async def expand(office: "Office", step: Mapping[str, Any]) -> None:
    """The dates as the report tells them, before anything is booked: on the clock of the series and on that of the room."""
    name = step["series"]
    office.things["count"] = step["count"]
    sheet = await office.boss.report("administration.series_dates", **_series(office, name, step["count"]))
    anchor = office.given[f"series_{name}"]["anchor"].rpartition("/")[2].lower()
    rows = []
    for row in sheet.rows:
        shown = {anchor: str(row.cells[2])[:5], "jakarta": str(row.cells[3])[:5]}
        if anchor == "jakarta":
            starts = datetime.fromisoformat(f"{row.key}T{shown['jakarta']}").replace(tzinfo=ZoneInfo("Asia/Jakarta"))
            shown["amsterdam"] = f"{starts.astimezone(ZoneInfo('Europe/Amsterdam')):%H:%M}"
        rows.append({"date": row.key, **shown})
    office.things[f"series {name}"] = rows


async def book_both_in_room(office: "Office", _step: Mapping[str, Any]) -> None:
    for name in ("a", "b"):
        try:
            await office.boss.perform("administration.book_series", _series(office, name, office.things["count"]), title=name)
        except Refused as refused:
            office.things["conflicts"] = list(refused.problems[0].data["occurrences"])


async def request(office: "Office", step: Mapping[str, Any]) -> str:
    who = await office.person(step["ref"], "accountant")
    first, last = step["slot"].split("-")
    done = await _book(office, first, last, who)
    office.things[step["ref"]] = done.id
    return str(done.state)


async def confirm(office: "Office", step: Mapping[str, Any]) -> Any:
    try:
        done = await office.boss.perform("administration.confirm_booking", id=office.things[step["ref"]])
    except Refused as refused:
        held = refused.problems[0].data["booking"]
        return {"refused": CODES[refused.code], "with": next(r for r in ("Q1", "Q2") if office.things.get(r) == held)}
    return done.state


async def cancel(office: "Office", step: Mapping[str, Any]) -> str:
    return str((await office.boss.perform("administration.cancel_booking", id=office.things[step["ref"]])).state)


# -- checks -----------------------------------------------------------------------------------------------


async def booked(office: "Office") -> int:
    first, last = (datetime.fromisoformat(str(moment)) for moment in office.given["slot"])
    return len(await taken(await office.boss.reader(), [office.things["room"]], first, last))


async def always_one(office: "Office") -> str:
    """The same a hundred times, each on another day."""
    first, last = (datetime.fromisoformat(str(moment)) for moment in office.given["slot"])
    for number in range(1, 101):
        starts, ends_at = ((moment + timedelta(days=number)).isoformat() for moment in (first, last))
        ends = await asyncio.gather(*(_book(office, starts, ends_at) for _ten in range(10)), return_exceptions=True)
        refused = [end.code for end in ends if isinstance(end, Refused)]
        if (len(ends) - len(refused), set(refused)) != (1, {"ADMINISTRATION_ROOM_TAKEN"}):
            return f"{len(ends) - len(refused)} on day {number}"
    return "always exactly 1"


def _thing(name: str) -> Any:
    async def read(office: "Office") -> Any:
        return office.things.get(name)

    return read


GIVEN = {
    "timezone": _keep,
    "holidays": given_holidays,
    "room": given_room,
    "rooms": given_rooms,
    "buffer_minutes": _keep,
    "needs_confirmation": _keep,
    "booked": given_booked,
    "meeting": _keep,
    "series_a": _keep,
    "series_b": _keep,
    "slot": _keep,
}
TELLING = {"room", "rooms"}
STEPS = {
    "book": book,
    "set_buffer": set_buffer,
    "book_series": book_series,
    "book_series_again": book_series_again,
    "expand": expand,
    "book_both_in_room": book_both_in_room,
    "request": request,
    "confirm": confirm,
    "cancel": cancel,
}
CHECKS = {
    "first": _thing("first"),
    "second": _thing("second"),
    "shown": _thing("shown"),
    "a": _thing("series a"),
    "b": _thing("series b"),
    "conflicts": _thing("conflicts"),
    "booked": booked,
    "repeat_100_times": always_one,
}
