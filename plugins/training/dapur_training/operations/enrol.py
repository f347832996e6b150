"""Enrolment in a course: by oneself, by a manager, by a duty."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.learner import check_team, myself
from dapur_training.operations.proofs import check_prerequisites
from dapur_training.operations.refusals import NOT_ENROLLED


class EnrolMyself(Form):
    """Which course."""

    course: Annotated[int, Shown(_("Course"), reference="training.courses")]


class EnrolPerson(Form):
    """Who takes which course, and by when."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    course: Annotated[int, Shown(_("Course"), reference="training.courses")]
    due: Annotated[date | None, Shown(_("Due"))] = None


class Enrolled(Result):
    """The enrolment. existing: they were enrolled already."""

    id: int
    course: int
    existing: bool = False


class LeaveCourse(Form):
    """Which course one leaves."""

    course: Annotated[int, Shown(_("Course"), reference="training.courses")]


@operation("training.enrol_myself", title=_("Begin course"), permission="training.learn", audit_verb=_("began the course"))
async def enrol_myself(work: Work, form: EnrolMyself) -> Enrolled:
    """Begin a course. What was done of it before, and attempts at its quiz, still count."""
    return await enrol(work, await myself(work), form.course, "self")


@operation("training.enrol_person", title=_("Enrol"), permission="training.team", audit_verb=_("enrolled somebody"))
async def enrol_person(work: Work, form: EnrolPerson) -> Enrolled:
    """Enrol somebody of one's team in a course, with a day by which it is due."""
    await check_team(work, form.party)
    return await enrol(work, form.party, form.course, "manager", form.due)


@operation("training.leave_course", title=_("Leave course"), permission="training.learn", audit_verb=_("left the course"))
async def leave_course(work: Work, form: LeaveCourse) -> Enrolled:
    """Leave a course. Progress and attempts stay with the person: coming back goes on where they were."""
    ended = await work.value(
        "update training.enrolment set state = 'withdrawn', ended_at = %s where company_id = %s and party_id = %s and course_id = %s"
        " and state = 'active' returning id",
        *(work.now, work.scope.company, await myself(work), form.course),
    )
    if ended is None:
        raise Refused(*NOT_ENROLLED, field="course")
    return Enrolled(id=ended, course=form.course)


async def enrol(work: Work, party: int, course: int, how: str, due: date | None = None) -> Enrolled:
    """Enrol in what is published now, unless they are enrolled. Raises Refused where something is needed before."""
    company = work.scope.company
    version = await published_version(work, course)
    known = await work.value(
        "select id from training.enrolment where company_id = %s and party_id = %s and course_id = %s and state = 'active'",
        *(company, party, course),
    )
    if known is not None:
        return Enrolled(id=known, course=course, existing=True)
    await check_prerequisites(work, party, version, work.today)
    made = await work.value(
        "insert into training.enrolment (company_id, party_id, course_id, version_id, how, due, enrolled_by)"
        " values (%s, %s, %s, %s, %s, %s, %s)"
        " on conflict (company_id, party_id, course_id) where state = 'active' do nothing returning id",
        *(company, party, course, version, how, due, work.actor),
    )
    return Enrolled(id=made, course=course) if made is not None else await enrol(work, party, course, how, due)


async def published_version(work: Work, course: int) -> int:
    """The newest published version. Raises NotFound, and Refused while nothing is published or it is no longer offered."""
    row = await work.row(
        "select c.is_closed, (select v.id from training.course_version v where v.company_id = c.company_id and v.course_id = c.id"
        " and v.published_at is not null order by v.number desc limit 1) as version from training.course c"
        " where c.company_id = %s and c.id = %s",
        *(work.scope.company, course),
    )
    if row is None:
        raise NotFound(field="course")
    if row["is_closed"]:
        raise Refused("TRAINING_COURSE_CLOSED", _("This course is no longer offered. Choose another one."), field="course")
    if row["version"] is None:
        raise Refused("TRAINING_NOTHING_PUBLISHED", _("This course is still being written. Choose another one."), field="course")
    return int(row["version"])
