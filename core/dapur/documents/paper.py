"""A paper from a department's own typst template: invoice, slip, label, letter.

The template begins with `#import "@dapur/paper:1.0.0": data, paper, facts, lines, qr` and gets plain data; what people wrote
is never evaluated. The same data gives the same bytes: fonts are shipped, the time is given.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any, Literal

from dapur.documents.pdf_writer import font_folder

if TYPE_CHECKING:
    import typst

_PACKAGES = Path(__file__).parent / "packages"
_own = local()


def write_paper(template: Path, data: Mapping[str, Any], *, when: datetime) -> bytes:
    """The PDF. template: a `.typ` file of the plugin; data: what JSON can hold; when: the moment it is made.

    Takes some milliseconds: for many papers call it in a thread.
    """
    return _compile(template, data, when, "pdf")[0]


def draw_paper(template: Path, data: Mapping[str, Any], *, when: datetime, ppi: float = 96) -> list[bytes]:
    """The same pages as PNG pictures."""
    return _compile(template, data, when, "png", ppi)


def _compile(
    template: Path, data: Mapping[str, Any], when: datetime, kind: Literal["pdf", "png"], ppi: float = 96
) -> list[bytes]:
    made = _compiler(template).compile(
        format=kind, ppi=ppi, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, timestamp=int(when.timestamp())
    )
    return made if isinstance(made, list) else [made or b""]


def _compiler(template: Path) -> "typst.Compiler":
    """One for each template and thread: it keeps its fonts and what it parsed."""
    import typst  # with the first paper: most processes make none

    if not hasattr(_own, "compilers"):
        _own.compilers = {}
    kept: dict[Path, typst.Compiler] = _own.compilers
    if template not in kept:
        kept[template] = typst.Compiler(
            template, root=template.parent, font_paths=[font_folder()], ignore_system_fonts=True, package_path=_PACKAGES
        )
    return kept[template]
