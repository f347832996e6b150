"""What training shows on the home page."""

from dapur.contract import Panel, _
from dapur_training.pages.my import continue_tasks

PANELS: tuple[Panel, ...] = (
    Panel("home.tasks", "training.continue", _("Courses"), "training.learn", "", continue_tasks, 20),
)
