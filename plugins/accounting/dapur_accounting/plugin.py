"""What accounting declares."""

from dapur import __version__
from dapur.contract import PluginInfo, Schema, _, hookimpl


@hookimpl
def describe_plugin() -> PluginInfo:
    """The general ledger."""
    return PluginInfo(
        "accounting",
        _("Accounting"),
        __version__,
        _("The general ledger and its reports."),
        requires=("base",),
        icon="book",
        letter="a",
    )


@hookimpl
def register_schema() -> Schema:
    """Schema accounting."""
    return Schema("accounting", (), "dapur_accounting.migrations")
