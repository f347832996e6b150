"""What files, jobs, events and imports declare for the core."""

from dapur.contract import ErrorCode, Operation, Permission, Query, _
from dapur.events.dead_letters import DEAD_LETTERS, handle_again
from dapur.files.store import upload_file
from dapur.jobs.manage import JOBS, cancel_job, retry_job
from dapur.jobs.upkeep import clean_up, seal_audit

WRITERS = ("administrator", "accountant", "approver", "clerk")

PERMISSIONS = (
    Permission("core.file.upload", _("Upload files"), WRITERS),
    Permission("core.job.manage", _("See and stop jobs"), ("administrator",)),
    Permission("core.upkeep", _("Run the upkeep"), ("administrator",)),
)
OPERATIONS: tuple[Operation, ...] = (upload_file, cancel_job, retry_job, handle_again, clean_up, seal_audit)
QUERIES: tuple[Query, ...] = (JOBS, DEAD_LETTERS)
ERRORS = (
    ErrorCode("FILE_TOO_BIG", _("The file is larger than this company allows.")),
    ErrorCode("FILE_NOT_ALLOWED", _("A program, or not what its name says.")),
    ErrorCode("FILE_NOT_THERE", _("The file is not attached here any more.")),
    ErrorCode("HANDLER_UNKNOWN", _("Nobody handles the event here.")),
)
