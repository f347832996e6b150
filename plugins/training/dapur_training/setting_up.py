"""What switching training on writes: the courses that come with Dapur, when they are wanted."""

from typing import Annotated, Any

from dapur.contract import Form, Setup, Shown, _
from dapur.operations.work import Work
from dapur_training.operations.load_courses import LoadCourses, load_courses


class FirstCourses(Form):
    """Whether the courses that come with Dapur are wanted."""

    with_courses: Annotated[
        bool,
        Shown(_("Begin with six short courses in Indonesian and English"), hint=_("One for each family of skills, with quizzes")),
    ] = False


async def begin(work: Work, form: FirstCourses) -> None:
    """Load them."""
    if form.with_courses:
        await load_courses.run(work, LoadCourses())


async def demo(stage: Any) -> None:
    """Two months of a company that learns."""
    from dapur_training.demo.fill import fill

    await fill(stage)


SETUPS = (Setup("training.courses", _("Courses"), FirstCourses, begin, demo),)
