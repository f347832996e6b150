"""What happens on a timetable."""

from dapur.contract import Job, _
from dapur_hr.operations.give_leave import give_leave

JOBS = (Job("hr.give_leave", _("Bring leave balances up to date"), give_leave, "30 1 * * *"),)
