"""Codes that the rules of the pack refuse with."""

from dapur.contract import ErrorCode, _

ERROR_CODES = (
    ErrorCode("INDONESIA_TAX_PERIOD_TOO_EARLY", _("The tax dates of a period before the known rules.")),
    ErrorCode("PTKP_UNKNOWN", _("The text is no PTKP status.")),
    ErrorCode("RISK_CLASS_UNKNOWN", _("The risk class of work accidents is not from 1 to 5.")),
    ErrorCode("SEVERANCE_CAUSE_UNKNOWN", _("The law knows no such cause of severance.")),
    ErrorCode("STATUTE_FACT_WRONG", _("A fact that a rule asks for is no number.")),
    ErrorCode("STATUTE_UNKNOWN", _("No rule is known for the date.")),
)
