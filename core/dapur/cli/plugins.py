"""`dapur plugin`: list, check, on, off."""

import argparse
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    plugin = verbs.add_parser("plugin", help="plugins: list, check, on, off").add_subparsers(metavar="VERB", required=True)
    plugin.add_parser("list", help="installed plugins in the order they load").set_defaults(run=_list)
    plugin.add_parser("check", help="check every declaration, pages included").set_defaults(run=_check)
    for verb in ("on", "off"):
        switch = plugin.add_parser(verb, help=f"switch a plugin {verb} for a company")
        switch.add_argument("company")
        switch.add_argument("plugin")
        switch.add_argument("--user", help="e-mail of who does it")
        switch.set_defaults(run=_switch, verb=verb)


def _list(given: argparse.Namespace) -> int:
    from dapur.plugins.registry import discover

    for plugin in discover().plugins:
        needs = f"  requires {', '.join(plugin.info.requires)}" if plugin.info.requires else ""
        print(f"{plugin.info.name:<16}{plugin.info.version:<14}{plugin.info.title}{needs}")
    return 0


def _check(given: argparse.Namespace) -> int:
    from dapur.plugins.registry import discover

    registry = discover()
    registry.check()
    pages = sum(len(p) for p in registry.pages.values())
    print(
        f"{len(registry.plugins)} plugins, {len(registry.operations)} operations, {len(registry.queries)} queries, {pages} pages: all in order."
    )
    return 0


def _switch(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import scope_of, with_house
    from dapur.operations.perform import perform

    async def run(house: Any) -> None:
        scope = await scope_of(house, given.company, given.user)
        await perform(house, scope, house.registry.operations[f"core.switch_plugin_{given.verb}"], {"plugin": given.plugin})

    with_house(run)
    print(f"{given.plugin} is {given.verb} for {given.company}.")
    return 0
