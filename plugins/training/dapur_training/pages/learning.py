"""Pages of those who learn: what is mine, the catalogue, a course, a lesson, the quiz, my team. Each by hand: they are read."""

from dapur.contract import FormPage, Menu, Page, TemplatePage, _
from dapur_training.operations.enrol import enrol_person
from dapur_training.pages.catalogue import catalogue, course
from dapur_training.pages.lesson import lesson
from dapur_training.pages.my import my
from dapur_training.pages.quiz import quiz
from dapur_training.pages.team import team

LEARN = "training.learn"
MINE = _("Learning")

LEARNING_PAGES: tuple[Page, ...] = (
    TemplatePage("my", "training/my.html", _("My training"), LEARN, my, Menu(_("My training"), 5, "school", MINE)),
    TemplatePage(
        "catalogue",
        "training/catalogue.html",
        _("Courses on offer"),
        LEARN,
        catalogue,
        Menu(_("Courses on offer"), 10, "book", MINE),
    ),
    TemplatePage("catalogue/{id}", "training/course.html", _("Course"), LEARN, course),
    TemplatePage("learn/{id}", "training/lesson.html", _("Lesson"), LEARN, lesson),
    TemplatePage("quiz/{id}", "training/quiz.html", _("Quiz"), LEARN, quiz),
    TemplatePage(
        "team",
        "training/team.html",
        _("My team's training"),
        "training.team",
        team,
        Menu(_("My team's training"), 15, "users", MINE),
    ),
    FormPage("team/enrol", enrol_person, _("Enrol"), "training/team"),
)
