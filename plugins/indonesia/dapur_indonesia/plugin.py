"""What the country pack declares: services of `dapur.services` that departments ask for Indonesia's rules."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import ErrorCode, PluginInfo, Service, _, hookimpl


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
    from dapur_indonesia.holidays import HOLIDAYS
    from dapur_indonesia.identifiers import IDENTIFIERS
    from dapur_indonesia.tax_dates import TAX_DATES
    from dapur_indonesia.tax_rules import TAX_RULES

    return (HOLIDAYS, IDENTIFIERS, TAX_DATES, TAX_RULES)


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that its rules refuse with."""
    return (ErrorCode("INDONESIA_TAX_PERIOD_TOO_EARLY", _("The tax dates of a period before the known rules.")),)
