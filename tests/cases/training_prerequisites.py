"""Prerequisites: refused at enrolment and at the session's day."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dapur.contract import DapurError
from tests.cases.training import LATE, day_of, moment_of, year_before

if TYPE_CHECKING:
    from tests.cases.training import School

TELLING = {"courses"}


async def begin(school: "School") -> None:
    """The courses that are needed before, the courses that need them, proofs, and sessions."""
    school.set_clock(LATE)
    asked = {code: groups_of(facts["requires"]) for code, facts in school.given["courses"].items() if "requires" in facts}
    for code in dict.fromkeys(c for groups in asked.values() for _need, group in groups for c in group):
        await school.course(code, validity_months=12 if "certificates" in school.given else None)
    for code, groups in asked.items():
        requires = [
            {"course": school.courses[course], "group": number, "need": need}
            for number, (need, group) in enumerate(groups, 1)
            for course in group
        ]
        await school.course(code, requires=requires)
    for name, courses in school.given.get("people", {}).items():
        for course in courses:
            await school.certified(name, course, LATE.date())
    for proof in school.given.get("certificates", ()):
        await school.certified(proof["person"], proof["course"], year_before(day_of(proof["valid_through"])))
    for session in school.given.get("sessions", ()):
        planned = await school.boss.perform(
            "training.plan_session",
            course=school.courses[next(iter(asked))],
            capacity=10,
            days=[{"day": day_of(session["date"])}],
        )
        school.things[session["id"]] = planned.id


def groups_of(rule: Any) -> list[tuple[int, list[str]]]:
    """(how many, of which courses) for each part of a rule."""
    if isinstance(rule, str):
        return [(1, [rule])]
    if "all" in rule:
        return [group for part in rule["all"] for group in groups_of(part)]
    return [(rule.get("at_least", 1), list(rule.get("any", rule.get("of", []))))]


async def enrol(school: "School", step: Mapping[str, Any]) -> None:
    """In a course, or for a seat of a session."""
    person = await school.person(step["person"])
    if "at" in step:
        school.set_clock(moment_of(step["at"]))
    if "session" in step:
        await person.actor.perform("training.book_seat", session=school.things[step["session"]])
    else:
        await person.actor.perform("training.enrol_myself", course=school.courses[step["course"]])


def facts_of(refused: DapurError) -> dict[str, Any]:
    """What is missing, or what has ended."""
    data = dict(refused.problems[0].data)
    if "missing" in data:
        data["missing"] = [_group(one["courses"], one["need"]) for one in data["missing"]]
    return data


def _group(courses: list[str], need: int) -> Any:
    if len(courses) == 1:
        return courses[0]
    return {"any": courses} if need == 1 else {"at_least": need, "of": courses}


STEPS = {"enrol": enrol}
CHECKS: dict[str, Any] = {}
