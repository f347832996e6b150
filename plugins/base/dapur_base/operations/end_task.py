"""A task comes to its end, or is opened again."""

from typing import Any

from dapur.contract import Form, Refused, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.operations.add_task import TaskSaved
from dapur_base.operations.change_task import TASK
from dapur_base.operations.make_tasks import make_next
from dapur_base.operations.tasks_of_others import held_task, need_open


class EndTask(Form):
    """Which task."""

    id: TASK


@operation(
    "base.finish_task", title=_("Done"), permission="base.task.use", audit_verb=_("finished the task"), undo="base.reopen_task"
)
async def finish_task(work: Work, form: EndTask) -> TaskSaved:
    """Finish a task. A repeating one that is made when the last is done has its next one now; who gave another one hears of it."""
    row = await held_task(work, form.id)
    need_open(row)
    saved = await _end(work, row, "done")
    if row["created_by"] != work.actor and row["rule_id"] is None:
        sentence = _("Done: {title}").fill(title=row["title"])
        await tell(work, (row["created_by"],), "base.task_done", sentence, f"base/tasks/{form.id}")
    return saved


@operation("base.cancel_task", title=_("Cancel task"), permission="base.task.use", audit_verb=_("cancelled the task"))
async def cancel_task(work: Work, form: EndTask) -> TaskSaved:
    """Leave a task undone. A repeating one goes on with its next date."""
    row = await held_task(work, form.id)
    need_open(row)
    return await _end(work, row, "cancelled")


@operation("base.reopen_task", title=_("Open again"), permission="base.task.use", audit_verb=_("opened the task again"))
async def reopen_task(work: Work, form: EndTask) -> TaskSaved:
    """Take the end of a task back. A next one that was made for its rule stays."""
    row = await held_task(work, form.id)
    if row["state"] == "open":
        raise Refused("BASE_TASK_OPEN", _("This task is open."), field="id")
    return await _set(work, form.id, "state = 'open', ended_at = null, ended_by = null")


async def _end(work: Work, row: dict[str, Any], state: str) -> TaskSaved:
    saved = await _set(work, row["id"], "state = %s, ended_at = %s, ended_by = %s", state, work.now, work.actor)
    if row["rule_id"] is None:
        return saved
    return saved.model_copy(update={"next_id": await make_next(work, row["rule_id"], row["occurrence"])})


async def _set(work: Work, task: int, what: str, *values: Any) -> TaskSaved:
    row = await work.row(
        f"update base.task set {what}, version = version + 1 where company_id = %s and id = %s returning id, title, due, version",
        *values,
        work.scope.company,
        task,
    )
    assert row is not None
    return TaskSaved(**row)
