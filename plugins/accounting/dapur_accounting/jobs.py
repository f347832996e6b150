"""What accounting does on a timetable."""

from dapur.contract import Job, _
from dapur_accounting.operations.fiscal_years import add_fiscal_years
from dapur_accounting.operations.roll_up import roll_up

JOBS = (
    Job("accounting.roll_up", _("Roll balances up"), roll_up, "*/5 * * * *"),
    Job("accounting.add_fiscal_years", _("Add fiscal years"), add_fiscal_years, "15 2 1 * *"),
)
