"""Pages of those who write courses: the course, its versions, their lessons."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_training.operations.drafts import SaveVersion, publish_version, save_version, start_version
from dapur_training.operations.lessons import SaveLesson, delete_lesson, save_lesson
from dapur_training.operations.load_courses import load_courses
from dapur_training.operations.save_course import SaveCourse, save_course
from dapur_training.queries.courses import LESSONS, VERSIONS, WRITTEN_COURSES, WRITTEN_LESSONS

GROUP = _("Writing courses")


async def course_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A course as its form takes it."""
    row = await reader.one(WRITTEN_COURSES, int(parameters["id"]))
    return {n: row[n] for n in SaveCourse.model_fields if n in row}


async def version_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A draft as its form takes it."""
    row = await reader.one(VERSIONS, int(parameters["id"]))
    company = reader.scope.company
    requires = await reader.rows(
        "select course_id, group_number, need from training.prerequisite where company_id = %s and version_id = %s order by 2, 1",
        *(company, row["id"]),
    )
    gives = await reader.rows(
        "select skill_id, level from training.course_skill where company_id = %s and version_id = %s order by 1",
        company,
        row["id"],
    )
    return {
        **{n: row[n] for n in SaveVersion.model_fields if n in row},
        "quiz": row["quiz_id"],
        "requires": [{"course": course, "group": group, "need": need} for course, group, need in requires],
        "gives": [{"skill": skill, "level": level} for skill, level in gives],
    }


async def lesson_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A lesson as its form takes it."""
    row = await reader.one(WRITTEN_LESSONS, int(parameters["id"]))
    return {n: row[n] for n in SaveLesson.model_fields if n in row}


async def new_lesson(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A lesson of this version."""
    return {"version_id": (await reader.one(VERSIONS, int(parameters["id"])))["id"]}


COURSE_PAGES: tuple[Page, ...] = (
    ListPage(
        "courses",
        WRITTEN_COURSES,
        _("Courses"),
        Menu(_("Courses"), 60, "notebook", GROUP),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="courses/new",
        new_title=_("New course"),
        empty=_("No courses yet. Write the first one, or load those that come with Dapur."),
    ),
    FormPage("courses/new", save_course, _("New course"), "training/courses/{id}"),
    FormPage(
        "courses/load",
        load_courses,
        _("Load the courses that come with Dapur"),
        "training/catalogue",
        menu=Menu(_("Load courses"), 66, "package-import", GROUP),
    ),
    RecordPage(
        "courses/{id}",
        WRITTEN_COURSES,
        "name",
        "courses",
        facts=("code", "title_id", "title_en", "family", "kind", "status"),
        related=(Related(VERSIONS, _("Versions"), {"course": "id"}),),
        actions=(Action(start_version, {"course": "id"}, when=("open",), icon="edit", done="training/versions/{id}"),),
        edit="courses/{id}/edit",
        history="training.course",
        slot="training.course",
    ),
    FormPage("courses/{id}/edit", save_course, _("Change course"), "training/courses/{id}", initial=course_values),
    ListPage(
        "versions",
        VERSIONS,
        _("Versions of courses"),
        Menu(_("Drafts"), 62, "pencil", GROUP),
        views=(View("draft", _("Drafts"), {"status": "draft"}), View("all", _("All"))),
        empty=_("No drafts. Start a new version at a course."),
    ),
    RecordPage(
        "versions/{id}",
        VERSIONS,
        "name",
        "versions",
        facts=(
            "course",
            "number",
            "status",
            "published_at",
            "minutes",
            "validity_months",
            "renewal_window_days",
            "min_attendance_percent",
            "summary_id",
            "summary_en",
        ),
        related=(Related(WRITTEN_LESSONS, _("Lessons"), {"version": "id"}),),
        actions=(
            Action(save_lesson, {"version_id": "id"}, when=("draft",), icon="plus", done="training/versions/{version_id}"),
            Action(publish_version, {"id": "id"}, when=("draft",), primary=True, icon="check"),
        ),
        edit="versions/{id}/edit",
        edit_when=("draft",),
        history="training.course_version",
    ),
    FormPage(
        "versions/{id}/edit", save_version, _("Change draft"), "training/versions/{id}", initial=version_values, grid="requires"
    ),
    FormPage("versions/{id}/lesson", save_lesson, _("New lesson"), "training/versions/{version_id}", initial=new_lesson),
    RecordPage(
        "written/{id}",
        WRITTEN_LESSONS,
        "name",
        "versions",
        facts=("course", "position", "minutes", "status", "title_id", "title_en"),
        actions=(Action(delete_lesson, {"id": "id"}, when=("draft",), icon="trash", done="training/versions/{version_id}"),),
        edit="written/{id}/edit",
        edit_when=("draft",),
        history="training.lesson",
        files="training.lesson_file",
        attach="training.attach_to_lesson",
        slot="training.written",
    ),
    FormPage("written/{id}/edit", save_lesson, _("Change lesson"), "training/written/{id}", initial=lesson_values),
    # Learners read lessons in the player; this page gives them the files.
    RecordPage(
        "lessons/{id}", LESSONS, "name", "catalogue", facts=("course", "position", "minutes"), files="training.lesson_file"
    ),
)
