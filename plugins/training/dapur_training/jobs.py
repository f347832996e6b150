"""What training does by itself."""

from dapur.contract import Job, _
from dapur_training.operations.close_attempts import close_attempts
from dapur_training.operations.duties import enrol_by_duty
from dapur_training.operations.remind import remind

JOBS = (
    Job("training.close_attempts", _("Close attempts whose time is over"), close_attempts, "*/10 * * * *"),
    Job("training.enrol_by_duty", _("Enrol by duty"), enrol_by_duty, "30 5 * * *"),
    Job("training.remind", _("Remind of certificates that end"), remind, "0 6 * * *"),
)
