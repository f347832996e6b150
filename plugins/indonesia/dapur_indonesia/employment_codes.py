"""Codes that the rules of employment refuse with."""

from dapur.contract import ErrorCode, _

EMPLOYMENT_CODES = (
    ErrorCode("INDONESIA_BASIC_SHARE", _("Basic pay is too small a part of the wage.")),
    ErrorCode("INDONESIA_WAGE_BELOW_MINIMUM", _("The wage is below the minimum wage of the place.")),
    ErrorCode("INDONESIA_FIXED_TERM_LONG", _("Fixed terms together last longer than the law allows.")),
    ErrorCode("INDONESIA_PROBATION_FORBIDDEN", _("A fixed-term contract has a probation.")),
    ErrorCode("INDONESIA_PROBATION_LONG", _("The probation is longer than the law allows.")),
)
