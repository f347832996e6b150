"""What base can do, a verb a file."""

from dapur_base.operations.add_calendar import add_calendar
from dapur_base.operations.add_task import add_task
from dapur_base.operations.change_calendar import change_calendar
from dapur_base.operations.change_task import change_task, reassign_task
from dapur_base.operations.end_task import cancel_task, finish_task, reopen_task
from dapur_base.operations.make_tasks import make_tasks
from dapur_base.operations.save_currency import save_currency
from dapur_base.operations.save_party import save_party
from dapur_base.operations.save_rate import save_rate
from dapur_base.operations.save_task_rule import save_task_rule
from dapur_base.operations.send_reminders import send_reminders
from dapur_base.operations.set_calendar_day import remove_calendar_day, set_calendar_day
from dapur_base.operations.set_hours import remove_hours, set_hours

OPERATIONS = (
    save_party,
    save_currency,
    save_rate,
    add_calendar,
    change_calendar,
    set_hours,
    remove_hours,
    set_calendar_day,
    remove_calendar_day,
    add_task,
    change_task,
    reassign_task,
    finish_task,
    cancel_task,
    reopen_task,
    save_task_rule,
    make_tasks,
    send_reminders,
)
