"""What base does on a timetable, on the company's clock."""

from dapur.contract import Job, _
from dapur_base.operations.make_tasks import make_tasks
from dapur_base.operations.remind_approvers import remind_approvers
from dapur_base.operations.send_reminders import send_reminders

JOBS = (
    Job("base.remind_approvers", _("Remind approvers"), remind_approvers, "0 8 * * *"),
    Job("base.make_tasks", _("Make repeating tasks"), make_tasks, "10 0 * * *"),
    Job("base.send_reminders", _("Send reminders"), send_reminders, "0 7 * * *"),
)
