"""What the key figures declare for the core."""

from dapur.contract import ErrorCode, Job, Operation, Permission, Query, Report, _
from dapur.measures.kept import follow_figures, keep_figures, mail_figures, send_figures
from dapur.measures.reopen import KEPT_FIGURES, SHEETS
from dapur.measures.sheet import FIGURES, READ

PERMISSIONS = (Permission(READ, _("See key figures"), ("administrator", "accountant", "approver", "auditor", "clerk")),)
OPERATIONS: tuple[Operation, ...] = (keep_figures, follow_figures, send_figures, mail_figures)
QUERIES: tuple[Query, ...] = (SHEETS,)
REPORTS: tuple[Report, ...] = (FIGURES, KEPT_FIGURES)
JOBS = (Job("core.send_figures", _("Mail the key figures"), send_figures, "0 6 1 * *"),)
ERRORS = (ErrorCode("FIGURES_NONE", _("There is no figure that the person may see.")),)
