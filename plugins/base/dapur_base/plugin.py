"""What base declares: nouns that several departments share."""

from dapur import __version__
from dapur.contract import PluginInfo, _, hookimpl


@hookimpl
def describe_plugin() -> PluginInfo:
    """Base belongs to every company."""
    return PluginInfo(
        "base", _("Base"), __version__, _("Parties, currencies and rates."), icon="building", always_on=True, order=20
    )
