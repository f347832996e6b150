"""Long tasks of the core, which take many transactions: everything else that runs as a job is an operation."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dapur.jobs.running import RunningJob

Task = Callable[["RunningJob"], Awaitable[None]]

TASKS = {
    "core.task.check_import": "dapur.imports.task:check",
    "core.task.run_import": "dapur.imports.task:run",
    "core.task.send_mail": "dapur.mail.deliver:deliver",
}


def task_of(kind: str) -> Task | None:
    """The task of this name, loaded when it is first wanted."""
    place = TASKS.get(kind)
    if place is None:
        return None
    module, _, name = place.partition(":")
    found: Task = getattr(import_module(module), name)
    return found
