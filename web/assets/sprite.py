"""One SVG file with the icons that pages use, drawn by Tabler."""

import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

_NAMED = re.compile(r"""\bicon(?:["']?\s*[:=]\s*|\()\s*["']([a-z][a-z0-9-]*)["']""")
_FOLDERS = ("web/dapur_web", "web/assets/js", "plugins", "core/dapur")
_KINDS = (".html", ".py", ".js")


def icons_in_use(root: Path, basic: Path) -> list[str]:
    """Names in the basic set and in templates, Python and scripts: `icon("plus")`, `icon="plus"`, `"icon": "plus"`."""
    names = {line for raw in basic.read_text().splitlines() if (line := raw.partition("#")[0].strip())}
    for folder in _FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.suffix in _KINDS and "node_modules" not in path.parts:
                names.update(_NAMED.findall(path.read_text(encoding="utf-8")))
    return sorted(names)


def sprite(package: Path, names: Iterable[str]) -> tuple[str, list[str]]:
    """The sprite, and the names that Tabler does not have."""
    drawings = json.loads((package / "tabler-nodes-outline.json").read_text())
    missing = [n for n in names if n not in drawings]
    symbols = "".join(_symbol(n, drawings[n]) for n in names if n in drawings)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n', missing


def _symbol(name: str, nodes: list[list[object]]) -> str:
    shapes = "".join(_shape(str(tag), attributes) for tag, attributes in nodes)  # type: ignore[arg-type]
    pen = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {pen}>{shapes}</symbol>'


def _shape(tag: str, attributes: dict[str, object]) -> str:
    return f"<{tag} " + " ".join(f'{k}="{escape(str(v))}"' for k, v in attributes.items()) + "/>"
