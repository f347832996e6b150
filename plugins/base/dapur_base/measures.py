"""Figures of tasks: whether what was promised for a day was done by it."""

from dapur.contract import Measure, _
from dapur_base.queries.tasks import ALL_TASKS

MEASURES = (
    Measure(
        "base.tasks_on_time",
        _("Tasks done on time"),
        _(
            "Of the tasks due in the period, the share done on the due day or before. Open and overdue counts as missed; not"
            " due yet, without a day, or cancelled before it was due does not count."
        ),
        ALL_TASKS,
        "base/all-tasks",
        filters={"promise": ["met", "missed"]},
        part={"promise": ["met"]},
        days="due",
        better="more",
    ),
    Measure(
        "base.tasks_overdue",
        _("Tasks overdue"),
        _("Open tasks whose due day is over, today."),
        ALL_TASKS,
        "base/all-tasks",
        unit=_("tasks"),
        filters={"status": ["overdue"]},
        better="less",
    ),
)
