"""Quizzes: scores, attempts, time."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.contract import DapurError
from dapur_training.grades import Grade, grade_of
from dapur_training.rules.scoring import rounded
from tests.cases.training import moment_of, told

if TYPE_CHECKING:
    from tests.cases.training import School

TELLING = {"quiz"}
PLAIN = [{"marks": "4"}] * 25
"""Where a case says only percentages: 25 questions of 4 marks, so that each answer is 4 percent."""


async def begin(school: "School") -> None:
    """The quiz in a course, and somebody who takes it."""
    await school.person("ani")
    await quiz_of(school, "KUIS", school.given["quiz"])
    await _enrol(school, "KUIS")
    school.things["n"] = 0


async def quiz_of(school: "School", code: str, quiz: Mapping[str, Any]) -> None:
    """A course with this quiz. Questions remember their ids and right answers in `things`."""
    pool = await school.boss.perform("training.save_pool", name=code)
    asked = quiz.get("questions", PLAIN)
    for number, question in enumerate(asked, 1):
        name = question.get("id", f"Q{number}")
        right = question.get("right", ["a"])
        options = [{"text_id": key, "is_right": key in right} for key in question.get("options", "abcd")]
        raw = {"body_id": name, "marks": question["marks"], "wrong_costs": question.get("wrong_costs", "0")}
        if "text" in question:
            raw |= {"kind": "text", "accepted": "|".join(question["text"]), "ignore_case": question.get("ignore_case", False)}
        else:
            raw |= {"options": options, "is_partial": question.get("partial", False)}
        await school.boss.perform("training.add_question", pool=pool.id, **raw)
    saved = await school.boss.perform(
        "training.save_quiz",
        name=code,
        pass_percent=quiz["pass_percent"],
        max_attempts=quiz.get("max_attempts"),
        time_limit_minutes=quiz.get("time_limit_minutes"),
        grading=quiz.get("grading", "highest"),
        parts=[{"pool": pool.id}],
    )
    school.things |= {"quiz": saved.id, "questions": [q.get("id", f"Q{n}") for n, q in enumerate(asked, 1)], "code": code}
    await school.course(code, kind="self_paced", quiz=saved.id)


async def _enrol(school: "School", code: str) -> None:
    await school.people["ani"].actor.perform("training.enrol_myself", course=school.courses[code])


async def _begin_attempt(school: "School") -> Any:
    return await school.people["ani"].actor.perform("training.start_attempt", course=school.courses[school.things["code"]])


async def _answer(school: "School", attempt: int, position: int, given: Any) -> None:
    raw = {"typed": given} if isinstance(given, str) else {"chosen": given}
    await school.people["ani"].actor.perform("training.save_answer", attempt=attempt, position=position, **raw)


async def submit(school: "School", step: Mapping[str, Any]) -> Any:
    """Hand in the open attempt, or take the quiz with so many right answers, or these."""
    if "at" in step:
        return await _submit_open(school, step)
    if "score" in step:
        total, score = Decimal(step["quiz"]["total"]), Decimal(step["score"])
        parts = [{"marks": str(score)}, {"marks": str(total - score)}]
        await quiz_of(school, "KUIS-2", {**step["quiz"], "questions": parts})
        await _enrol(school, "KUIS-2")
    attempt = (await _begin_attempt(school)).id
    for position, given in _answers(school, step):
        await _answer(school, attempt, position, given)
    result = await school.people["ani"].actor.perform("training.submit_attempt", attempt=attempt)
    school.things["n"] += 1
    school.things[f"after_{school.things['n']}"] = await _grade(school)
    found = {"score": told(result.score), "out_of": told(result.out_of), "percent": str(result.percent), "passed": result.passed}
    if "answers" not in step:
        return found
    by_question = await _by_question(school, attempt)
    return {"by_question": by_question, "score": found["score"], "percent": found["percent"], "passed": found["passed"]}


def _answers(school: "School", step: Mapping[str, Any]) -> list[tuple[int, Any]]:
    names = school.things["questions"]
    if "answers" in step:
        return [(names.index(name) + 1, given) for name, given in step["answers"].items()]
    if "score" in step:
        return [(1, ["a"])]
    right = int(step["correct"]) if "correct" in step else int(Decimal(step["percent"]) / 4)
    return [(position, ["a"]) for position in range(1, right + 1)]


async def _by_question(school: "School", attempt: int) -> dict[str, str]:
    reader = await school.boss.reader()
    rows = await reader.rows(
        "select earned from training.attempt_question where company_id = %s and attempt_id = %s order by position",
        *(reader.scope.company, attempt),
    )
    return {name: told(earned) for name, (earned,) in zip(school.things["questions"], rows, strict=True)}


async def _grade(school: "School", policy: Any = None) -> Grade:
    return await grade_of(await school.boss.reader(), school.people["ani"].party, school.things["quiz"], policy)


async def _submit_open(school: "School", step: Mapping[str, Any]) -> None:
    school.set_clock(moment_of(step["at"]))
    result = await school.people["ani"].actor.perform("training.submit_attempt", attempt=school.things["attempt"])
    counted = int(result.score / 4) == school.things["saved"]
    school.things["submit"] = {
        "closed_at": result.closed_at.astimezone(ZoneInfo("Asia/Jakarta")).isoformat(timespec="minutes"),
        "late": result.late,
        "graded_from": "last save before closing" if counted else "something else",
    }


async def start(school: "School", step: Mapping[str, Any]) -> None:
    """Begin an attempt; a refusal is what the case looks at."""
    if "at" in step:
        school.set_clock(moment_of(step["at"]))
    try:
        begun = await _begin_attempt(school)
    except DapurError as refused:
        school.things["fourth_start"] = {"refused": school.code_of(refused.code)}
        return
    school.things["attempt"] = begun.id


async def save(school: "School", step: Mapping[str, Any]) -> None:
    """So many answers, one by one, all of them right."""
    school.set_clock(moment_of(step["at"]))
    for position in range(1, step["answers"] + 1):
        await _answer(school, school.things["attempt"], position, ["a"])
    school.things["saved"] = step["answers"]


async def unenrol(school: "School", step: Mapping[str, Any]) -> None:
    """Leave the course."""
    school.set_clock(moment_of(step["at"]))
    await school.people["ani"].actor.perform("training.leave_course", course=school.courses["KUIS"])


async def enrol(school: "School", step: Mapping[str, Any]) -> None:
    """Come back."""
    school.set_clock(moment_of(step["at"]))
    await _enrol(school, "KUIS")
    school.things["used"] = (await _grade(school)).used


async def resume(school: "School", step: Mapping[str, Any]) -> None:
    """Go on."""
    school.set_clock(moment_of(step["at"]))
    begun = await _begin_attempt(school)
    school.things["resume"] = {"attempt": begun.number, "saved_answers": begun.saved_answers, "minutes_left": begun.minutes_left}


async def grant(school: "School", step: Mapping[str, Any]) -> None:
    """One more attempt."""
    await school.boss.perform(
        "training.grant_attempt", party=school.people["ani"].party, quiz=school.things["quiz"], reason=step["reason"]
    )


async def after_three(school: "School") -> dict[str, Any]:
    """The grade when three attempts were closed."""
    return _told(school.things["after_3"])


async def after_grant(school: "School") -> dict[str, Any]:
    """The grade in the end."""
    grade = await _grade(school)
    return {**_told(grade), "attempts": grade.used}


async def other_policies(school: "School") -> dict[str, str]:
    """The same three attempts under other policies: in a quiz of its own each, so that the fourth is left out."""
    found = {}
    for policy in ("latest", "average", "first"):
        await quiz_of(school, f"KUIS-{policy}", {**school.given["quiz"], "grading": policy})
        await _enrol(school, f"KUIS-{policy}")
        for percent in ("60", "72", "68"):
            await submit(school, {"percent": percent})
        found[policy] = _told(await _grade(school))["grade"]
    return found


def _told(grade: Grade) -> dict[str, Any]:
    assert grade.percent is not None
    return {"grade": told(rounded(grade.percent)), "passed": grade.passed}


async def used_after_enrol(school: "School") -> int:
    """Attempts that are used up."""
    return int(school.things["used"])


async def attempts_left(school: "School") -> int | None:
    """Attempts that are left."""
    return (await _grade(school)).left


def knows(school: "School", name: str) -> bool:
    """What a step left under this name."""
    return name in ("fourth_start", "resume", "submit")


async def any_check(school: "School", name: str) -> Any:
    """What a step left."""
    return school.things[name]


STEPS = {
    "submit": submit,
    "start": start,
    "save": save,
    "unenrol": unenrol,
    "enrol": enrol,
    "resume": resume,
    "grant_attempt": grant,
}
CHECKS = {
    "after_3": after_three,
    "after_grant": after_grant,
    "other_policies_after_3": other_policies,
    "attempts_used_after_enrol": used_after_enrol,
    "attempts_left": attempts_left,
}
