"""A small school for the tests: somebody who learns, a course with lessons and a quiz."""

from dataclasses import dataclass
from typing import Any

from dapur.testing.companies import Actor, new_member


@dataclass(frozen=True)
class Learner:
    """Somebody who learns: as a person of base, and signed in."""

    party: int
    actor: Actor


async def new_learner(boss: Actor, name: str = "Rina") -> Learner:
    """A clerk who is a person."""
    actor = await new_member(boss, "clerk", name=name)
    saved = await boss.perform("base.save_party", name=name, kind="person", user=actor.scope.user)
    return Learner(saved.id, actor)


async def new_quiz(boss: Actor, code: str, questions: int = 2, **facts: Any) -> int:
    """A quiz whose right answer is always a."""
    pool = await boss.perform("training.save_pool", name=code)
    options = [{"text_id": "Ya", "is_right": True}, {"text_id": "Tidak"}]
    for number in range(questions):
        await boss.perform("training.add_question", pool=pool.id, body_id=f"{code} {number}", options=options)
    return int((await boss.perform("training.save_quiz", name=code, parts=[{"pool": pool.id}], **facts)).id)


async def new_course(boss: Actor, code: str, *, lessons: int = 0, kind: str = "self_paced", **facts: Any) -> int:
    """A published course."""
    saved = await boss.perform("training.save_course", code=code, title_id=code, title_en=code, kind=kind)
    for number in range(1, lessons + 1):
        await boss.perform("training.save_lesson", version_id=saved.draft, title_id=f"Materi {number}", body_id="**Isi**")
    await boss.perform("training.save_version", id=saved.draft, **facts)
    await boss.perform("training.publish_version", id=saved.draft)
    return int(saved.id)


async def lessons_of(boss: Actor, course: int) -> list[int]:
    """The lessons of what is published, in order."""
    reader = await boss.reader()
    rows = await reader.rows(
        "select l.id from training.lesson l join training.course_version v on v.company_id = l.company_id and v.id = l.version_id"
        " where l.company_id = %s and v.course_id = %s order by v.number desc, l.position",
        *(reader.scope.company, course),
    )
    return [row[0] for row in rows]
