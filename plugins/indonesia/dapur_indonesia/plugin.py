"""What the country pack declares: services of `dapur.services` that departments ask for Indonesia's rules."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import ErrorCode, PluginInfo, Service, _, hookimpl
from dapur_indonesia.employment_codes import EMPLOYMENT_CODES
from dapur_indonesia.error_codes import ERROR_CODES


@hookimpl
def describe_plugin() -> PluginInfo:
    """A pack is on for the companies of its country; it has no page of its own."""
    return PluginInfo(
        "indonesia",
        _("Indonesia"),
        __version__,
        _("Holidays, identifiers, taxes and payroll rules of Indonesia."),
        requires=("base",),
        icon="map-pin",
        country="ID",
        order=30,
    )


@hookimpl
def register_services() -> Sequence[Service]:
    """One provider an area."""
    from dapur_indonesia.bank_formats import BANK_FORMATS
    from dapur_indonesia.employment_rules import EMPLOYMENT_RULES
    from dapur_indonesia.holidays import HOLIDAYS
    from dapur_indonesia.identifiers import IDENTIFIERS
    from dapur_indonesia.payroll_statute import PAYROLL_STATUTE
    from dapur_indonesia.tax_dates import TAX_DATES
    from dapur_indonesia.tax_rules import TAX_RULES

    return (HOLIDAYS, IDENTIFIERS, EMPLOYMENT_RULES, TAX_DATES, TAX_RULES, PAYROLL_STATUTE, BANK_FORMATS)


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that its rules refuse with."""
    return (*EMPLOYMENT_CODES, *ERROR_CODES)
