"""What files, jobs, events, mails and imports declare for the core."""

from dapur.contract import ErrorCode, Operation, Permission, Query, _
from dapur.events.dead_letters import DEAD_LETTERS, handle_again
from dapur.files.store import upload_file
from dapur.imports.steps import cancel_import, check_import, match_import, run_import, start_import
from dapur.jobs.manage import JOBS, cancel_job, retry_job
from dapur.jobs.upkeep import clean_up, seal_audit
from dapur.mail.log import MAILS, send_mail_again

WRITERS = ("administrator", "accountant", "approver", "clerk")

PERMISSIONS = (
    Permission("core.file.upload", _("Upload files"), WRITERS),
    Permission("core.import", _("Import files"), ("administrator", "accountant")),
    Permission("core.job.manage", _("See and stop jobs"), ("administrator",)),
    Permission("core.mail.read", _("See the log of mails"), ("administrator", "accountant", "auditor")),
    Permission("core.mail.send", _("Send mails again"), ("administrator", "accountant")),
    Permission("core.upkeep", _("Run the upkeep"), ("administrator",)),
)
OPERATIONS: tuple[Operation, ...] = (
    upload_file,
    start_import,
    match_import,
    check_import,
    run_import,
    cancel_import,
    cancel_job,
    retry_job,
    handle_again,
    clean_up,
    seal_audit,
    send_mail_again,
)
QUERIES: tuple[Query, ...] = (JOBS, DEAD_LETTERS, MAILS)
ERRORS = (
    ErrorCode("FILE_TOO_BIG", _("The file is larger than this company allows.")),
    ErrorCode("FILE_NOT_ALLOWED", _("A program, or not what its name says.")),
    ErrorCode("FILE_NOT_THERE", _("The file is not attached here any more.")),
    ErrorCode("IMPORT_BEGUN", _("Part of the file is saved already.")),
    ErrorCode("IMPORT_DONE", _("The file is imported.")),
    ErrorCode("IMPORT_NOT_CHECKED", _("The rows are to be checked first, and mended.")),
    ErrorCode("IMPORT_UNDER_WAY", _("The import is being worked on.")),
    ErrorCode("MAIL_ADDRESS", _("A recipient is no e-mail address.")),
    ErrorCode("COLUMN_TWICE", _("A heading was chosen for two columns.")),
    ErrorCode("ROWS_APART", _("The rows of one document do not stand together.")),
    ErrorCode("HANDLER_UNKNOWN", _("Nobody handles the event here.")),
)
