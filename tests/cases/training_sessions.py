"""Seats, waiting lists, and attendance."""

import asyncio
import random
from collections.abc import Coroutine, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from dapur.queries.plan import Wish
from tests.cases.training import moment_of

if TYPE_CHECKING:
    from tests.cases.training import Person, School

TELLING = {"capacity", "min_attendance_percent"}
FIRST_DAY = date(2026, 3, 2)
STARTS = datetime.fromisoformat("2026-10-12T09:00+07:00")
EARLY = datetime.fromisoformat("2026-02-01T09:00+07:00")


async def begin(school: "School") -> None:
    """A session with the people that are given."""
    given = school.given
    school.set_clock(EARLY)
    if "min_attendance_percent" in given:
        await _course_of_days(school)
        return
    course = await school.course("KURSUS", kind="session")
    starts = moment_of(given.get("starts", STARTS))
    planned = await school.boss.perform(
        "training.plan_session",
        course=course,
        capacity=given["capacity"],
        has_waiting_list=given.get("waitlist", True),
        promote_until_hours=given.get("auto_promote_until_hours_before", 24),
        opens=f"{starts:%H:%M}",
        days=[{"day": starts.date()}],
    )
    school.things |= {"session": planned.id, "capacity": given["capacity"], "after": [], "n": {}}
    for name in (*given.get("booked", ()), *given.get("waiting", ())):
        await (await school.person(name)).actor.perform("training.book_seat", session=planned.id)


async def _course_of_days(school: "School") -> None:
    given = school.given
    skill = await school.skill("KURSUS")
    course = await school.course(
        "KURSUS", kind="session", min_attendance_percent=given["min_attendance_percent"], gives=[{"skill": skill, "level": 2}]
    )
    days = [FIRST_DAY + timedelta(days=n) for n in range(given["days"])]
    planned = await school.boss.perform(
        "training.plan_session", course=course, capacity=len(given["people"]), days=[{"day": day} for day in days]
    )
    school.things |= {"session": planned.id, "days": days}
    for name in given["people"]:
        await (await school.person(name)).actor.perform("training.book_seat", session=planned.id)
    excused = {(name, text) for name, texts in given.get("leave_in_hr", {}).items() for text in texts}
    for number, day in enumerate(days, 1):
        school.set_clock(datetime(day.year, day.month, day.day, 18))
        people = [
            {
                "party": school.people[name].party,
                "is_present": bool(present[number - 1]),
                "excuse": "leave" if (name, f"day {number}") in excused else "",
            }
            for name, present in given["people"].items()
        ]
        await school.boss.perform("training.note_attendance", session=planned.id, day=day, people=people)


async def signup(school: "School", step: Mapping[str, Any]) -> None:
    """Each in turn."""
    for name in step.get("people") or [f"p{len(school.people) + n}" for n in range(1, step.get("n", 1) + 1)]:
        await (await school.person(name)).actor.perform("training.book_seat", session=school.things["session"])
    await _snapshot(school, "signup")


async def concurrent(school: "School", step: Mapping[str, Any]) -> None:
    """All at once, each in a transaction of their own: one action so often, or several."""
    deeds: list[Coroutine[Any, Any, Any]] = []
    for action in step.get("actions") or [step["action"]]:
        count = action.get("n") or step.get("n", 1)
        if action["do"] == "signup":
            deeds += [_book(school, person) for person in await _newcomers(school, action, count)]
        else:
            deeds += [_cancel(school, name) for name in _some(await _names(school, "booked"), count)]
    await asyncio.gather(*deeds)
    await _snapshot(school, "concurrent")


async def _newcomers(school: "School", action: Mapping[str, Any], count: int) -> list["Person"]:
    known = len(school.people)
    return [await school.person(name) for name in action.get("people") or [f"p{known + n}" for n in range(1, count + 1)]]


async def _book(school: "School", person: "Person") -> None:
    await person.actor.perform("training.book_seat", session=school.things["session"])


async def _cancel(school: "School", name: str) -> None:
    await school.people[name].actor.perform("training.cancel_seat", session=school.things["session"])


def _some(names: Sequence[str], count: int) -> list[str]:
    """Thrown, and the same in every run."""
    return random.Random(count).sample(names, count)


async def cancel_random_booked(school: "School", step: Mapping[str, Any]) -> None:
    """So many of those with a seat give it back."""
    for name in _some(await _names(school, "booked"), step["n"]):
        await _cancel(school, name)
    await _snapshot(school, "cancel_random_booked")


async def cancel(school: "School", step: Mapping[str, Any]) -> None:
    """Somebody gives the seat back."""
    if "at" in step:
        school.set_clock(moment_of(step["at"]))
    await school.people[step["person"]].actor.perform("training.cancel_seat", session=school.things["session"])
    await _snapshot(school, "cancel")


async def set_capacity(school: "School", step: Mapping[str, Any]) -> None:
    """More or fewer seats."""
    await school.boss.perform("training.change_session", id=school.things["session"], capacity=step["to"])
    school.things["capacity"] = step["to"]
    await _snapshot(school, "set_capacity")


async def _snapshot(school: "School", verb: str) -> None:
    """What stands after the step, under its number and under its verb's number."""
    booked, waiting = await _names(school, "booked"), await _names(school, "waiting")
    now: dict[str, Any] = {"booked": booked, "waiting": waiting}
    left = school.things["capacity"] - len(booked)
    now |= {"free": left} if left > 0 else {"over": -left} if left < 0 else {}
    school.things["after"].append(now)
    count = school.things["n"][verb] = school.things["n"].get(verb, 0) + 1
    school.things |= {f"after_{len(school.things['after'])}": now, f"after_{verb}_{count}": now}
    if count == 1:
        school.things[f"after_{verb}"] = now


async def _bookings(school: "School", state: str) -> list[dict[str, Any]]:
    wish = Wish(columns=("id", "name", "position"), filters={"session": school.things["session"], "status": [state]}, limit=200)
    return (await school.boss.page("training.bookings", wish)).dicts()


async def _names(school: "School", state: str) -> list[str]:
    return [row["name"] for row in await _bookings(school, state)]


async def booked(school: "School") -> int:
    """How many have a seat."""
    return len(await _names(school, "booked"))


async def waiting(school: "School") -> int:
    """How many wait."""
    return len(await _names(school, "waiting"))


async def positions(school: "School") -> list[int]:
    """Places in the line."""
    return [row["position"] for row in await _bookings(school, "waiting")]


async def duplicates(school: "School") -> int:
    """People who stand there twice."""
    names = [*await _names(school, "booked"), *await _names(school, "waiting")]
    return len(names) - len(set(names))


async def never_more(school: "School") -> bool:
    """No more seats than there are."""
    return await booked(school) <= int(school.things["capacity"])


async def close_course(school: "School", step: Mapping[str, Any]) -> None:
    """On the evening of the last day."""
    last = school.things["days"][-1]
    school.set_clock(datetime(last.year, last.month, last.day, 18))
    closed = await school.boss.perform("training.close_session", id=school.things["session"])
    for person in closed.people:
        found: dict[str, Any] = {"percent": str(person.percent), "completed": person.completed}
        if person.excused:
            numbers = [school.things["days"].index(day) + 1 for day in person.excused]
            found["note"] = f"day {numbers[0]} excused by leave, still not attended"
        school.things[school.name_of(person.party)] = found


async def certificates(school: "School") -> int:
    """Issued ones."""
    return len((await school.boss.page("training.certificates")).rows)


async def skill_map_updated(school: "School") -> list[str]:
    """Who has the skill now."""
    rows = (await school.boss.page("training.skill_proofs", Wish(columns=("id", "name"), sort=("name",)))).dicts()
    return [row["name"] for row in rows]


def knows(school: "School", name: str) -> bool:
    """Snapshots by step, results by person."""
    return name in school.things


async def any_check(school: "School", name: str) -> Any:
    """What a step left."""
    return school.things[name]


STEPS = {
    "signup": signup,
    "cancel": cancel,
    "cancel_random_booked": cancel_random_booked,
    "set_capacity": set_capacity,
    "concurrent": concurrent,
    "close_course": close_course,
}
CHECKS = {
    "booked": booked,
    "waiting": waiting,
    "positions": positions,
    "duplicates": duplicates,
    "never_more_than_capacity": never_more,
    "certificates": certificates,
    "skill_map_updated": skill_map_updated,
}
