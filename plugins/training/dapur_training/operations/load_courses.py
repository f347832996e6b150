"""The courses that come with Dapur: one for each of the six families, in Indonesian and English."""

from typing import Any

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work
from dapur_training.data import Library, library
from dapur_training.operations.drafts import Gives, PublishVersion, SaveVersion, publish_version, save_version
from dapur_training.operations.lessons import SaveLesson, save_lesson
from dapur_training.operations.questions import AddQuestion, SavePool, add_question, save_pool
from dapur_training.operations.quizzes import Part, SaveQuiz, save_quiz
from dapur_training.operations.save_course import SaveCourse, save_course


class LoadCourses(Form):
    """Nothing to choose."""


class CoursesLoaded(Result):
    """How many courses were added; those that are here stay as they are."""

    added: int


@operation(
    "training.load_courses",
    title=_("Load the courses that come with Dapur"),
    permission="training.course.manage",
    audit_verb=_("loaded courses"),
)
async def load_courses(work: Work, form: LoadCourses) -> CoursesLoaded:
    """Add the six basic courses with their quizzes and skills. A course or skill whose code is here is left alone."""
    skills = await _skills(work)
    known = {row["code"] for row in await work.rows("select code from training.course where company_id = %s", work.scope.company)}
    new = [course for course in library() if course.code not in known]
    for course in new:
        await _load(work, course, skills[course.skill.code])
    return CoursesLoaded(added=len(new))


async def _skills(work: Work) -> dict[str, int]:
    for course in library():
        await work.run(
            "insert into training.skill (company_id, code, name_id, name_en, family) values (%s, %s, %s, %s, %s)"
            " on conflict (company_id, code) do nothing",
            *(work.scope.company, course.skill.code, course.skill.name_id, course.skill.name_en, course.family),
        )
    rows = await work.rows("select code, id from training.skill where company_id = %s", work.scope.company)
    return {row["code"]: row["id"] for row in rows}


async def _load(work: Work, course: Library, skill: int) -> None:
    saved = await save_course.run(
        work, SaveCourse(code=course.code, title_id=course.title_id, title_en=course.title_en, family=course.family)
    )
    for lesson in course.lessons:
        await save_lesson.run(work, SaveLesson(version_id=saved.draft, **lesson))
    quiz = await _quiz(work, course)
    minutes = sum(lesson["minutes"] for lesson in course.lessons) + course.quiz_minutes
    await save_version.run(
        work,
        SaveVersion(
            id=saved.draft,
            summary_id=course.summary_id,
            summary_en=course.summary_en,
            minutes=minutes,
            quiz=quiz,
            gives=(Gives(skill=skill, level=course.skill.level),),
        ),
    )
    await publish_version.run(work, PublishVersion(id=saved.draft))


async def _quiz(work: Work, course: Library) -> int:
    pool = await save_pool.run(work, SavePool(name=await _free_pool_name(work, course.code)))
    for question in course.questions:
        await add_question.run(work, AddQuestion.model_validate({"pool": pool.id, **question}))
    facts: dict[str, Any] = {"name": course.code, "pass_percent": course.pass_percent, "parts": (Part(pool=pool.id),)}
    return int((await save_quiz.run(work, SaveQuiz(**facts))).id)


async def _free_pool_name(work: Work, code: str) -> str:
    taken = await work.rows("select name from training.question_pool where company_id = %s", work.scope.company)
    names = {row["name"] for row in taken}
    return next(name for name in (code, *(f"{code} {n}" for n in range(2, 1000))) if name not in names)
