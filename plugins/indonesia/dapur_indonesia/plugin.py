"""What the country pack declares: services of `dapur.services` that departments ask for Indonesia's rules."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import PluginInfo, Service, _, hookimpl
from dapur_indonesia.tax_rules import TAX_RULES


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
    from dapur.services.identifiers import Identifiers
    from dapur_indonesia.identifiers import IndonesianIdentifiers

    identifiers = Service(Identifiers, lambda source: IndonesianIdentifiers(source.today), readable=True)
    return (identifiers, TAX_RULES)
