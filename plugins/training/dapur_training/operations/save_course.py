"""A course: what it is called and where it belongs. Its content lies in versions."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_training.families import FAMILIES, KINDS, NO_FAMILY

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SaveCourse(Form):
    """A course. Without `id` a new one is made, with a first draft of its content."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code", width="narrow")]
    title_id: Annotated[Title, Shown(_("Indonesian title"), width="wide")]
    title_en: Annotated[Title, Shown(_("English title"), width="wide")]
    family: Annotated[
        Literal["", "administrative", "communication", "analytical", "technology", "time_management", "problem_solving"],
        Shown(_("Family of skills"), choices=(NO_FAMILY, *FAMILIES)),
    ] = ""
    kind: Annotated[Literal["self_paced", "session", "external", "on_the_job"], Shown(_("How it is learnt"), choices=KINDS)] = (
        "self_paced"
    )
    is_closed: Annotated[bool, Shown(_("No longer offered"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class CourseSaved(Result):
    """The course, and its draft where a first one was made."""

    id: int
    code: str
    version: int
    draft: int | None = None


@operation(
    "training.save_course",
    title=_("Save course"),
    permission="training.course.manage",
    audit_verb=_("saved the course"),
    conflicts={"course_code_key": ("code", "TRAINING_COURSE_EXISTS", _("Another course has this code. Choose another."))},
)
async def save_course(work: Work, form: SaveCourse) -> CourseSaved:
    """Add a course with its first draft, or change its names. One that is no longer offered is closed; proofs stay."""
    facts = (form.code, form.title_id, form.title_en, form.family, form.kind, form.is_closed)
    if form.id is not None:
        return CourseSaved(**await _update(work, form, facts))
    made = await work.row(
        "insert into training.course (company_id, code, title_id, title_en, family, kind, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, code, version",
        work.scope.company,
        *facts,
    )
    assert made is not None
    draft = await work.value(
        "insert into training.course_version (company_id, course_id, number) values (%s, %s, 1) returning id",
        work.scope.company,
        made["id"],
    )
    return CourseSaved(**made, draft=draft)


async def _update(work: Work, form: SaveCourse, facts: tuple[Any, ...]) -> dict[str, Any]:
    row = await work.row(
        "update training.course set code = %s, title_id = %s, title_en = %s, family = %s, kind = %s, is_closed = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "training.course", form.id or 0)
    return row
