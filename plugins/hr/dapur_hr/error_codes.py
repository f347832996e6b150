"""Codes that it refuses with."""

from dapur.contract import ErrorCode, _
from dapur_hr.payroll_errors import PAYROLL_ERRORS

ERROR_CODES = (
    ErrorCode("HR_COMPONENT_CLOSED", _("The pay component is no longer used.")),
    ErrorCode("HR_COMPONENT_EXISTS", _("Another pay component has the code.")),
    ErrorCode("HR_COMPONENT_TWICE", _("The pay component is named twice.")),
    ErrorCode("HR_DAYS_REVERSED", _("The last day lies before the first.")),
    ErrorCode("HR_EMPLOYED_ALREADY", _("The employee has an employment on these days.")),
    ErrorCode("HR_EMPLOYEE_KNOWN", _("The person is an employee already.")),
    ErrorCode("HR_ENDED_ALREADY", _("The employment has a last day already.")),
    ErrorCode("HR_FACT_KEPT", _("What was known stays as it was.")),
    ErrorCode("HR_LEFT_ALREADY", _("The employee has left.")),
    ErrorCode("HR_NOT_EMPLOYED", _("The employee is not employed on the day.")),
    ErrorCode("HR_NOT_ENDED", _("The employment has no last day.")),
    ErrorCode("HR_NUMBER_TAKEN", _("Another employee has the number.")),
    ErrorCode("HR_PERSON_MISSING", _("Neither a person nor a name was given.")),
    ErrorCode("HR_PERSON_UNKNOWN", _("There is no such person.")),
    ErrorCode("HR_REASON_UNKNOWN", _("The reason is not in the list.")),
    ErrorCode("HR_TERM_MISSING", _("A fixed term has no last day.")),
    ErrorCode("HR_TERM_NOT_NEEDED", _("A permanent contract has a last day.")),
    *PAYROLL_ERRORS,
)
