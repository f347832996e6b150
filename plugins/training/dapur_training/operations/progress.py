"""Progress in lessons: kept for each of them, so that learning goes on at the very place, on any device."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.complete import complete_when_done
from dapur_training.operations.learner import myself
from dapur_training.operations.refusals import NOT_ENROLLED

Lesson = Annotated[int, Shown(_("Lesson"), kind="hidden")]


class KeepPlace(Form):
    """Where somebody is in a lesson."""

    lesson: Lesson
    at_second: Annotated[int, Field(ge=0, le=1_000_000), Shown(_("Second of the video"), kind="hidden")] = 0


class FinishLesson(Form):
    """Which lesson is done."""

    lesson: Lesson


class PlaceKept(Result):
    """The lesson; next: the one after it that is not done (None: none is left); certificate: one that was earned by it."""

    lesson: int
    course: int
    next: int | None = None
    certificate: int | None = None


@operation("training.keep_place", title=_("Keep one's place"), permission="training.learn", audit_verb=_("opened the lesson"))
async def keep_place(work: Work, form: KeepPlace) -> PlaceKept:
    """Note that a lesson was opened, and how far its video was seen. It never undoes that the lesson was done."""
    party = await myself(work)
    course, _version = await _enrolled(work, party, form.lesson)
    await work.run(
        "insert into training.lesson_progress (company_id, party_id, lesson_id, at_second) values (%s, %s, %s, %s)"
        " on conflict (company_id, party_id, lesson_id) do update set opened_at = core.now(), at_second = excluded.at_second",
        *(work.scope.company, party, form.lesson, form.at_second),
    )
    return PlaceKept(lesson=form.lesson, course=course)


@operation("training.finish_lesson", title=_("Done, next"), permission="training.learn", audit_verb=_("finished the lesson"))
async def finish_lesson(work: Work, form: FinishLesson) -> PlaceKept:
    """Note that a lesson is done. The last one completes a course without a quiz."""
    party = await myself(work)
    course, version = await _enrolled(work, party, form.lesson)
    await work.run(
        "insert into training.lesson_progress (company_id, party_id, lesson_id, done_at) values (%s, %s, %s, %s)"
        " on conflict (company_id, party_id, lesson_id) do update set opened_at = core.now(),"
        " done_at = coalesce(training.lesson_progress.done_at, excluded.done_at)",
        *(work.scope.company, party, form.lesson, work.now),
    )
    following = await next_lesson(work, party, version, form.lesson)
    certificate = await complete_when_done(work, party, course, version) if following is None else None
    return PlaceKept(lesson=form.lesson, course=course, next=following, certificate=certificate)


async def next_lesson(work: Work, party: int, version: int, after: int) -> int | None:
    """The next lesson that is not done, looked for from this one on and then from the first."""
    found = await work.value(
        "select l.id from training.lesson l join training.lesson here on here.company_id = l.company_id and here.id = %s"
        " where l.company_id = %s and l.version_id = %s and not exists (select from training.lesson_progress p"
        " where p.company_id = l.company_id and p.party_id = %s and p.lesson_id = l.id and p.done_at is not null)"
        " order by l.position <= here.position, l.position limit 1",
        *(after, work.scope.company, version, party),
    )
    return None if found is None else int(found)


async def _enrolled(work: Work, party: int, lesson: int) -> tuple[int, int]:
    """(course, version) of a lesson of a course in which they are enrolled. Raises Refused."""
    row = await work.row(
        "select e.course_id, e.version_id from training.lesson l join training.enrolment e on e.company_id = l.company_id"
        " and e.version_id = l.version_id and e.state <> 'withdrawn' where l.company_id = %s and l.id = %s and e.party_id = %s limit 1",
        *(work.scope.company, lesson, party),
    )
    if row is None:
        raise Refused(*NOT_ENROLLED, field="lesson")
    return row["course_id"], row["version_id"]
