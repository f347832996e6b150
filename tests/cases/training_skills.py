"""Skill gaps, the courses that close them, and duties by position."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dapur.contract import Sheet
from dapur_training.duty_days import duties_of
from tests.cases.training import LATE, day_of

if TYPE_CHECKING:
    from tests.cases.training import School

TELLING = {"levels", "gaps", "rules"}
BEGIN = date(2025, 1, 1)


async def begin(school: "School") -> None:
    """Skills of a position and of people; courses that give them; or duties."""
    if "rules" in school.given:
        await _rules(school)
        return
    school.set_clock(LATE)
    code = school.given.get("position", "JABATAN")
    position = await school.position(code)
    for skill, level in _required(school.given).items():
        await school.boss.perform("training.require_skill", position=position, skill=await school.skill(skill), level=level)
    for name, levels in school.given["levels"].items():
        person = await school.person(name)
        await school.boss.perform("base.assign_person", party=person.party, position=position, from_day=BEGIN)
        for skill, level in levels.items():
            raw = {"party": person.party, "skill": await school.skill(skill), "level": level, "from_day": BEGIN}
            await school.boss.perform("training.assess_skill", note="Menurut kasus", **raw)
    for course, facts in school.given.get("courses", {}).items():
        gives = [{"skill": await school.skill(skill), "level": level} for skill, level in facts["gives"].items()]
        await school.course(course, gives=gives)
    school.things["position"] = position


def _required(given: Mapping[str, Any]) -> dict[str, int]:
    if "required" in given:
        return dict(given["required"])
    return {
        skill: given["levels"].get(name, {}).get(skill, 0) + missing
        for name, gaps in given["gaps"].items()
        for skill, missing in gaps.items()
    }


async def _rules(school: "School") -> None:
    school.set_clock(datetime(2026, 1, 1, 9))
    for rule in school.given["rules"]:
        await school.course(rule["course"])
        await school.boss.perform(
            "training.save_duty",
            course=school.courses[rule["course"]],
            position=await school.position(rule["position"]) if "position" in rule else None,
            within_days=rule["within_days"],
            control=rule["control"],
            from_day=BEGIN,
        )


async def _matrix(school: "School") -> Sheet:
    return await school.boss.report("training.gap_matrix", position=school.things["position"], day=LATE.date())


async def gap_matrix(school: "School", step: Mapping[str, Any]) -> None:
    """The report, read by its keys."""
    sheet = await _matrix(school)
    names = {skill: code for code, skill in school.skills.items()}
    columns = [names[int(c.name.removeprefix("skill_"))] for c in sheet.columns if c.name.startswith("skill_")]
    people = [row for row in sheet.rows if row.style == "line"]
    rows = {row.key: row for row in sheet.rows}
    school.things |= {
        "gap": {row.cells[0]: dict(zip(columns, row.cells[1:-2], strict=True)) for row in people},
        "total_gap": {row.cells[0]: row.cells[-2] for row in people},
        "coverage_percent": {row.cells[0]: str(row.cells[-1]) for row in people},
        "meets": dict(zip(columns, rows["meets"].cells[1:-2], strict=True)),
        "team_gap": rows["team"].cells[-2],
    }


async def plan(school: "School", step: Mapping[str, Any]) -> None:
    """The report of courses."""
    sheet = await school.boss.report("training.course_plan", position=school.things["position"], day=LATE.date())
    school.things["plan"] = {row.cells[0]: row.cells[1].split(", ") for row in sheet.rows}


async def complete(school: "School", step: Mapping[str, Any]) -> None:
    """Somebody completed a course."""
    day = day_of(step.get("on", LATE.date()))
    if "on" in step:
        school.set_clock(datetime(day.year, day.month, day.day, 9))
    name = step.get("person") or step["employee"]
    await school.certified(name, step["course"], day)
    if "rules" in school.given:
        school.things["after_complete_open"] = [d["course"] for d in await _open(school, name, day)]


async def gap(school: "School", step: Mapping[str, Any]) -> None:
    """What is missing to somebody now."""
    await gap_matrix(school, step)
    name = step["person"]
    school.things["gap_after"] = {name: {s: n for s, n in school.things["gap"][name].items() if n}}


async def citra_wms(school: "School") -> int:
    """A course never lowers a level."""
    reader = await school.boss.reader()
    party = school.people["citra"].party
    return int(
        await reader.value(
            "select training.skill_level(%s, %s, %s, %s)", reader.scope.company, party, school.skills["WMS"], LATE.date()
        )
    )


async def place(school: "School", step: Mapping[str, Any]) -> None:
    """Somebody is hired, or moves."""
    day = day_of(step["on"])
    school.set_clock(datetime(day.year, day.month, day.day, 9))
    person = await school.person(step["employee"])
    await school.boss.perform(
        "base.assign_person", party=person.party, position=await school.position(step["position"]), from_day=day
    )
    name = "after_hire" if step["do"] == "hire" else "after_return"
    school.things[name] = await _open(school, step["employee"], day)


async def duties(school: "School", step: Mapping[str, Any]) -> None:
    """What binds somebody on a day, and what does no longer."""
    day = day_of(step["on"])
    found = await duties_of(await school.boss.reader(), school.people[step["employee"]].party, day)
    school.things[f"on_{day}"] = {
        "open": [d.course_code for d in found if d.state == "open"],
        "dropped": [{"course": d.course_code, "because": "position changed"} for d in found if d.state == "dropped"],
    }


async def _open(school: "School", name: str, day: date) -> list[dict[str, str]]:
    found = await duties_of(await school.boss.reader(), school.people[name].party, day)
    return [{"course": d.course_code, "due": d.due.isoformat()} for d in found if d.state == "open" and d.due]


def knows(school: "School", name: str) -> bool:
    """What a step left under this name."""
    return name in school.things


async def any_check(school: "School", name: str) -> Any:
    """What a step left."""
    return school.things[name]


STEPS = {"gap_matrix": gap_matrix, "plan": plan, "complete": complete, "gap": gap, "hire": place, "move": place, "duties": duties}
CHECKS = {"citra_wms_level": citra_wms}
