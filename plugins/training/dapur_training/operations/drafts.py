"""The draft of a course's content: started from what is published, changed, and published."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_training.operations.refusals import COURSE_UNKNOWN, EMPTY_QUIZ, PUBLISHED, QUIZ_UNKNOWN, SKILL_UNKNOWN

Level = Annotated[int, Field(ge=1, le=5)]


class StartVersion(Form):
    """Which course gets a new draft."""

    course: Annotated[int, Shown(_("Course"), reference="training.courses")]


class VersionSaved(Result):
    """The version."""

    id: int
    course: int
    version: int


class Required(Form):
    """A course that must be proven before. Courses of one group are alternatives."""

    course: Annotated[int, Shown(_("Course"), reference="training.courses")]
    group: Annotated[
        int | None, Field(ge=1, le=99), Shown(_("Group"), hint=_("Courses with the same number are alternatives"))
    ] = None
    need: Annotated[int | None, Field(ge=1, le=99), Shown(_("At least"), hint=_("How many of the group; empty: one"))] = None


class Gives(Form):
    """A skill that the course gives."""

    skill: Annotated[int, Shown(_("Skill"), reference="training.skills")]
    level: Annotated[Level, Shown(_("Level"))]


class SaveVersion(Form):
    """What a draft says besides its lessons."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]
    summary_id: Annotated[
        str, StringConstraints(max_length=2000), Shown(_("What it is about, Indonesian"), kind="note", width="wide")
    ] = ""
    summary_en: Annotated[
        str, StringConstraints(max_length=2000), Shown(_("What it is about, English"), kind="note", width="wide")
    ] = ""
    minutes: Annotated[int, Field(ge=0, le=100_000), Shown(_("Minutes"), width="narrow")] = 0
    quiz: Annotated[
        int | None, Shown(_("Quiz"), reference="training.quizzes", hint=_("Empty: reading all lessons is enough"))
    ] = None
    validity_months: Annotated[
        int | None, Field(ge=1, le=1200), Shown(_("Certificate holds (months)"), hint=_("Empty: without end"), width="narrow")
    ] = None
    renewal_window_days: Annotated[int, Field(ge=0, le=3650), Shown(_("Renewable so many days before"), width="narrow")] = 0
    min_attendance_percent: Annotated[Decimal, Field(ge=0, le=100), Shown(_("Attendance needed (percent)"), width="narrow")] = (
        Decimal(100)
    )
    requires: Annotated[tuple[Required, ...], Shown(_("Must be proven before"), kind="lines")] = ()
    gives: Annotated[tuple[Gives, ...], Shown(_("Skills that it gives"), kind="lines")] = ()
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PublishVersion(Form):
    """Which draft."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]


@operation(
    "training.start_version",
    title=_("Start new version"),
    permission="training.course.manage",
    audit_verb=_("started a new version"),
)
async def start_version(work: Work, form: StartVersion) -> VersionSaved:
    """Copy what is published into a draft. A course has one draft at most: an open one is given again."""
    company = work.scope.company
    known = await work.rows(
        "select id, published_at is null as is_draft, version from training.course_version where company_id = %s and course_id = %s"
        " order by number desc limit 1 for update",
        company,
        form.course,
    )
    if not known:
        raise NotFound(field="course")
    if known[0]["is_draft"]:
        return VersionSaved(id=known[0]["id"], course=form.course, version=known[0]["version"])
    old = known[0]["id"]
    new = await work.value(
        "insert into training.course_version (company_id, course_id, number, summary_id, summary_en, minutes, quiz_id,"
        " validity_months, renewal_window_days, min_attendance_percent) select company_id, course_id, number + 1, summary_id,"
        " summary_en, minutes, quiz_id, validity_months, renewal_window_days, min_attendance_percent from training.course_version"
        " where company_id = %s and id = %s returning id",
        company,
        old,
    )
    for columns, table in (
        ("position, title_id, title_en, body_id, body_en, minutes", "training.lesson"),
        ("group_number, course_id, need", "training.prerequisite"),
        ("skill_id, level", "training.course_skill"),
    ):
        await work.run(
            f"insert into {table} (company_id, version_id, {columns}) select company_id, %s, {columns} from {table}"
            " where company_id = %s and version_id = %s",
            new,
            company,
            old,
        )
    await work.run(
        "insert into training.lesson_file (company_id, owner_id, file_id, attached_by) select f.company_id, n.id, f.file_id,"
        " f.attached_by from training.lesson_file f join training.lesson o on o.company_id = f.company_id and o.id = f.owner_id"
        " join training.lesson n on n.company_id = o.company_id and n.version_id = %s and n.position = o.position"
        " where f.company_id = %s and o.version_id = %s and f.detached_at is null",
        new,
        company,
        old,
    )
    return VersionSaved(id=new, course=form.course, version=1)


@operation(
    "training.save_version",
    title=_("Save draft"),
    permission="training.course.manage",
    audit_verb=_("saved the draft"),
    conflicts={
        "course_version_quiz_fkey": ("quiz", *QUIZ_UNKNOWN),
        "prerequisite_course_fkey": ("requires", *COURSE_UNKNOWN),
        "prerequisite_pkey": ("requires", "TRAINING_NAMED_TWICE", _("Name each course once in a group.")),
        "course_skill_skill_fkey": ("gives", *SKILL_UNKNOWN),
        "course_skill_pkey": ("gives", "TRAINING_NAMED_TWICE", _("Name each skill once.")),
    },
)
async def save_version(work: Work, form: SaveVersion) -> VersionSaved:
    """Change what a draft says: what is needed before, what it gives, how long it holds."""
    company = work.scope.company
    row = await work.row(
        "update training.course_version set summary_id = %s, summary_en = %s, minutes = %s, quiz_id = %s, validity_months = %s,"
        " renewal_window_days = %s, min_attendance_percent = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, course_id as course, version",
        *(form.summary_id, form.summary_en, form.minutes, form.quiz, form.validity_months, form.renewal_window_days),
        *(form.min_attendance_percent, company, form.id, form.version, form.version),
    )
    if row is None:
        raise await untouched(work, "training.course_version", form.id)
    _check_requires(form, row["course"])
    await _replace_requires(work, form)
    await work.run("delete from training.course_skill where company_id = %s and version_id = %s", company, form.id)
    for gives in form.gives:
        await work.run(
            "insert into training.course_skill (company_id, version_id, skill_id, level) values (%s, %s, %s, %s)",
            *(company, form.id, gives.skill, gives.level),
        )
    return VersionSaved(**row)


def _check_requires(form: SaveVersion, course: int) -> None:
    for number, required in enumerate(form.requires):
        if required.course == course:
            raise Refused(
                "TRAINING_REQUIRES_ITSELF", _("A course cannot be needed before itself."), field=f"requires.{number}.course"
            )


async def _replace_requires(work: Work, form: SaveVersion) -> None:
    company = work.scope.company
    await work.run("delete from training.prerequisite where company_id = %s and version_id = %s", company, form.id)
    # A course without a group is needed by itself.
    free = 1 + max((r.group or 0 for r in form.requires), default=0)
    need = {r.group: r.need for r in form.requires if r.group is not None and r.need is not None}
    for required in form.requires:
        group = required.group
        if group is None:
            group, free = free, free + 1
        await work.run(
            "insert into training.prerequisite (company_id, version_id, group_number, course_id, need) values (%s, %s, %s, %s, %s)",
            *(company, form.id, group, required.course, need.get(required.group) or 1 if required.group else 1),
        )


@operation(
    "training.publish_version", title=_("Publish"), permission="training.course.manage", audit_verb=_("published the version")
)
async def publish_version(work: Work, form: PublishVersion) -> VersionSaved:
    """Open a draft to learners. It stays as it is from now on; whoever is enrolled in an older version finishes that one."""
    company = work.scope.company
    row = await work.row(
        "select v.course_id, v.quiz_id, v.published_at, c.kind,"
        " (select count(*) from training.lesson l where l.company_id = v.company_id and l.version_id = v.id) as lessons,"
        " (select count(*) from training.quiz_part p where p.company_id = v.company_id and p.quiz_id = v.quiz_id) as parts"
        " from training.course_version v join training.course c on c.company_id = v.company_id and c.id = v.course_id"
        " where v.company_id = %s and v.id = %s for update of v",
        company,
        form.id,
    )
    if row is None:
        raise NotFound(field="id")
    if row["published_at"] is not None:
        raise Refused(*PUBLISHED)
    if row["kind"] == "self_paced" and not row["lessons"] and not row["quiz_id"]:
        raise Refused("TRAINING_EMPTY_COURSE", _("There is nothing to learn yet. Add a lesson or a quiz first."))
    if row["quiz_id"] is not None and not row["parts"]:
        raise Refused(*EMPTY_QUIZ)
    if row["quiz_id"] is not None:
        await work.run(
            "update training.quiz set published_at = %s where company_id = %s and id = %s and published_at is null",
            *(work.now, company, row["quiz_id"]),
        )
    version = await work.value(
        "update training.course_version set published_at = %s, published_by = %s, version = version + 1"
        " where company_id = %s and id = %s returning version",
        *(work.now, work.actor, company, form.id),
    )
    return VersionSaved(id=form.id, course=row["course_id"], version=version)
