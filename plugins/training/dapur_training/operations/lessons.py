"""Lessons of a draft: written in Markdown, with files, in the order in which they are learnt."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.files.attachments import attachment_operations
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_training.operations.refusals import COURSE_UNKNOWN

Body = Annotated[str, StringConstraints(max_length=100_000)]
MARKDOWN = _("Markdown: ## heading, **bold**, - list, | tables |, [link](address)")


class SaveLesson(Form):
    """A lesson. Without `id` a new one is added at the end."""

    model_config = ConfigDict(str_max_length=100_000)

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    version_id: Annotated[int, Shown(_("Version of the course"), kind="hidden")]
    title_id: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Indonesian title"))]
    title_en: Annotated[str, StringConstraints(max_length=200), Shown(_("English title"))] = ""
    body_id: Annotated[Body, Shown(_("Text, Indonesian"), kind="note", hint=MARKDOWN, width="wide")] = ""
    body_en: Annotated[Body, Shown(_("Text, English"), kind="note", width="wide")] = ""
    minutes: Annotated[int, Field(ge=0, le=10_000), Shown(_("Minutes"), width="narrow")] = 0
    position: Annotated[
        int | None, Field(ge=1, le=500), Shown(_("Place in the course"), hint=_("Empty: at the end"), width="narrow")
    ] = None
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class LessonSaved(Result):
    """The lesson."""

    id: int
    version_id: int
    version: int


class DeleteLesson(Form):
    """Which lesson."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]


@operation(
    "training.save_lesson",
    title=_("Save lesson"),
    permission="training.course.manage",
    audit_verb=_("saved the lesson"),
    conflicts={"lesson_version_fkey": ("version_id", *COURSE_UNKNOWN)},
)
async def save_lesson(work: Work, form: SaveLesson) -> LessonSaved:
    """Write a lesson of a draft. What is published is never changed."""
    facts = (form.title_id, form.title_en, form.body_id, form.body_en, form.minutes)
    made = await (_insert(work, form, facts) if form.id is None else _update(work, form, facts))
    if form.position is not None:
        await _place(work, made, form.position)
    return LessonSaved(**made)


async def _insert(work: Work, form: SaveLesson, facts: tuple[Any, ...]) -> dict[str, Any]:
    row = await work.row(
        "insert into training.lesson (company_id, version_id, position, title_id, title_en, body_id, body_en, minutes)"
        " select %s, %s, 1 + coalesce(max(position), 0), %s, %s, %s, %s, %s from training.lesson"
        " where company_id = %s and version_id = %s returning id, version_id, version",
        *(work.scope.company, form.version_id, *facts, work.scope.company, form.version_id),
    )
    assert row is not None
    return row


async def _update(work: Work, form: SaveLesson, facts: tuple[Any, ...]) -> dict[str, Any]:
    row = await work.row(
        "update training.lesson set title_id = %s, title_en = %s, body_id = %s, body_en = %s, minutes = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version_id, version",
        *(*facts, work.scope.company, form.id, form.version, form.version),
    )
    if row is None:
        raise await untouched(work, "training.lesson", form.id or 0)
    return row


async def _place(work: Work, lesson: dict[str, Any], position: int) -> None:
    """Number the lessons of the version anew, with this one at its place."""
    rows = await work.rows(
        "select id from training.lesson where company_id = %s and version_id = %s and id <> %s order by position",
        *(work.scope.company, lesson["version_id"], lesson["id"]),
    )
    order = [row["id"] for row in rows]
    order.insert(position - 1, lesson["id"])
    await work.run(
        "update training.lesson l set position = o.n from unnest(%s::bigint[]) with ordinality o (id, n)"
        " where l.company_id = %s and l.id = o.id and l.position <> o.n",
        *(order, work.scope.company),
    )


@operation(
    "training.delete_lesson",
    title=_("Delete lesson"),
    permission="training.course.manage",
    audit_verb=_("deleted the lesson"),
    danger=True,
)
async def delete_lesson(work: Work, form: DeleteLesson) -> LessonSaved:
    """Take a lesson out of a draft."""
    row = await work.row(
        "delete from training.lesson where company_id = %s and id = %s returning id, version_id, version",
        *(work.scope.company, form.id),
    )
    if row is None:
        raise NotFound(field="id")
    return LessonSaved(**row)


attach_to_lesson, detach_from_lesson = attachment_operations(
    "training.lesson_file",
    "training.course.manage",
    owner="training.lesson",
    attach="training.attach_to_lesson",
    detach="training.detach_from_lesson",
)
