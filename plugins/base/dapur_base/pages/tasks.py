"""Pages of tasks."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, Query, RecordPage, Related, ReportPage, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.add_task import add_task
from dapur_base.operations.change_task import ChangeTask, change_task, reassign_task
from dapur_base.operations.end_task import cancel_task, finish_task, reopen_task
from dapur_base.operations.save_task_rule import SaveTaskRule, save_task_rule
from dapur_base.pages.first_values import first_values
from dapur_base.queries.tasks import ALL_TASKS, MY_TASKS, SENT_REMINDERS, TASK_RULES
from dapur_base.reports import overdue_tasks

OPEN = ("open", "overdue")
ACTIONS = (
    Action(finish_task, {"id": "id"}, when=OPEN, primary=True, icon="check", key="d"),
    Action(reassign_task, {"id": "id"}, when=OPEN, icon="arrows-exchange"),
    Action(cancel_task, {"id": "id"}, when=OPEN, icon="ban"),
    Action(reopen_task, {"id": "id"}, when=("done", "cancelled"), icon="rotate"),
)
FACTS = ("due", "owner", "giver", "created_at", "document", "ended_at", "note")


async def _task(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, MY_TASKS, parameters, ChangeTask)


async def _any_task(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, ALL_TASKS, parameters, ChangeTask)


async def _rule(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, TASK_RULES, parameters, SaveTaskRule)


async def _new_rule(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"owner_id": reader.scope.user, "first_day": reader.today}


def _record(path: str, query: Query, related: tuple[Related, ...] = ()) -> RecordPage:
    return RecordPage(
        f"{path}/{{id}}",
        query,
        "title",
        path,
        facts=FACTS,
        actions=ACTIONS,
        related=related,
        edit=f"{path}/{{id}}/edit",
        edit_when=OPEN,
        history="base.task",
        slot="base.task",
    )


PAGES: tuple[Page, ...] = (
    ListPage(
        "tasks",
        MY_TASKS,
        _("My tasks"),
        Menu(_("My tasks"), 6, "checklist", _("Tasks")),
        views=(
            View("todo", _("Mine to do"), {"mine": "1", "ended": "0"}),
            View("given", _("Given to others"), {"mine": "0", "ended": "0"}),
            View("ended", _("Ended"), {"ended": "1"}, "-due_order"),
            View("all", _("All")),
        ),
        new="tasks/new",
        new_title=_("New task"),
        empty=_("No task here. Give yourself or a colleague one."),
    ),
    _record("tasks", MY_TASKS),
    FormPage("tasks/new", add_task, _("New task"), "base/tasks/{id}"),
    FormPage("tasks/{id}/edit", change_task, _("Change task"), "base/tasks/{id}", initial=_task),
    ListPage(
        "all-tasks",
        ALL_TASKS,
        _("Everybody's tasks"),
        Menu(_("Everybody's tasks"), 7, "list-check", _("Tasks")),
        views=(
            View("open", _("Open"), {"ended": "0"}),
            View("overdue", _("Overdue"), {"status": "overdue"}),
            View("all", _("All")),
        ),
        new="tasks/new",
        new_title=_("New task"),
        empty=_("Nobody has a task."),
    ),
    _record("all-tasks", ALL_TASKS, (Related(SENT_REMINDERS, _("Reminders sent"), {"task": "id"}),)),
    FormPage("all-tasks/{id}/edit", change_task, _("Change task"), "base/all-tasks/{id}", initial=_any_task),
    ListPage(
        "task-rules",
        TASK_RULES,
        _("Repeating tasks"),
        Menu(_("Repeating tasks"), 8, "repeat", _("Tasks")),
        new="task-rules/new",
        new_title=_("New repeating task"),
        empty=_("No repeating task yet. Make one for what comes every month."),
    ),
    RecordPage(
        "task-rules/{id}",
        TASK_RULES,
        "title",
        "task-rules",
        facts=("owner", "every_count", "every", "first_day", "shift", "made", "note"),
        related=(Related(ALL_TASKS, _("Tasks"), {"rule": "id"}),),
        edit="task-rules/{id}/edit",
        history="base.task_rule",
        slot="base.task_rule",
    ),
    FormPage("task-rules/new", save_task_rule, _("New repeating task"), "base/task-rules/{id}", initial=_new_rule),
    FormPage("task-rules/{id}/edit", save_task_rule, _("Change repeating task"), "base/task-rules/{id}", initial=_rule),
    ReportPage(
        "overdue-tasks", overdue_tasks.OVERDUE_TASKS, Menu(_("Overdue tasks"), 9, "clock", _("Tasks")), overdue_tasks.initial
    ),
)
