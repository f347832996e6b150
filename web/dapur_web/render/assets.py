"""The built style sheets and scripts: from the name that templates use to the address with the content's hash."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

log = logging.getLogger("dapur.web")

ADVICE = "The style sheets and scripts are not built. Run: make assets"


@dataclass(frozen=True)
class Manifest:
    """Addresses by name. Without built assets it is empty, and pages say how to build them."""

    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> str:
        """What to do when nothing was built; "" when all is well."""
        return "" if self.addresses else ADVICE

    def url(self, name: str) -> str:
        """The address of an asset; "" while nothing is built. Raises KeyError for a name that the build does not make."""
        return self.addresses[name] if self.addresses else ""

    def icon(self, name: str, more: str = "") -> Markup:
        """An icon of the sprite, with a further class; nothing without a name."""
        if not name or not self.addresses:
            return Markup()
        drawn = '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
        return Markup(drawn).format(f"icon {more}".rstrip(), self.url("icons.svg"), name)

    def has(self, name: str) -> bool:
        """Whether the build made it."""
        return name in self.addresses


def read_manifest(path: Path) -> Manifest:
    """The manifest that `make assets` wrote ({"name": "name.hash.ext"}). Without it the server runs, unstyled, and says so."""
    if not path.is_file():
        log.error("%s (looked for %s)", ADVICE, path)
        return Manifest()
    names: dict[str, str] = json.loads(path.read_text("utf-8"))
    return Manifest({name: f"/static/{built}" for name, built in names.items()})
