"""What the core tells departments about each other: a department was switched on, so what waited for it can go on."""

from dataclasses import dataclass

from dapur.contract import Event


@dataclass(frozen=True)
class PluginSwitchedOn(Event):
    """A plugin was switched on for the company, for the first time or again."""

    name = "core.plugin_switched_on"
    plugin: str
