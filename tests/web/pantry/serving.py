"""The real server with the tests' department beside the installed ones."""

import os
from importlib.metadata import entry_points
from typing import Any

from dapur import core_plugin
from dapur.companies.demo import demo_accounts
from dapur.house import House
from dapur.plugins.registry import GROUP, Registry, build
from dapur.server.app import make_app
from tests.web.pantry import plugin


def registry_with_pantry() -> Registry:
    """All installed plugins and the pantry."""
    installed = [(e.name, e.load()) for e in sorted(entry_points(group=GROUP), key=lambda e: e.name)]
    made = build([("core", core_plugin), *installed, ("pantry", plugin)])
    made.check()
    return made


def app() -> Any:
    """Entry point for the server's worker process."""
    house = House(registry_with_pantry(), os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"])
    if os.environ.get("PANTRY_DEMO") == "1":
        house.demo_accounts = demo_accounts()
    return make_app(house)
