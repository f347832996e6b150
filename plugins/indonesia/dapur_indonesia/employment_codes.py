"""Codes that the rules of employment refuse with."""

from dapur.contract import ErrorCode, _

EMPLOYMENT_CODES = (
    ErrorCode("INDONESIA_FIXED_TERM_LONG", _("Fixed terms together last longer than the law allows.")),
    ErrorCode("INDONESIA_PROBATION_FORBIDDEN", _("A fixed-term contract has a probation.")),
    ErrorCode("INDONESIA_PROBATION_LONG", _("The probation is longer than the law allows.")),
)
