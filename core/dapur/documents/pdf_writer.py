"""PDF: a statement on A4 by typst. Data goes in as data (`sys.inputs`), so that no name can be a command.

The same table gives the same bytes: fonts are shipped, the system's are ignored, the time is the head's.
"""

import json
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import local
from typing import Any, Literal

from dapur.contract.errors import Refused
from dapur.contract.report import ReportRow
from dapur.contract.words import _
from dapur.documents.table import NUMERIC, Table, cell_text
from dapur.language.catalogue import translate
from dapur.language.text import clean

MOST_ROWS = 5_000
"""A longer paper is no paper: about 120 pages. Refused with the way out, never cut (UX CH-4)."""
_MOST_TAGGED = 1_000
"""Longer statements go without the tags for screen readers, which are most of their size and time."""

_HERE = Path(__file__).parent
_PORTRAIT, _LANDSCAPE = 510.0, 757.0
"""Points between the margins of A4."""
_PADDING = 8.0
# Widths of letters of Source Sans Pro Semibold in ems, rounded up.
_WIDTHS = (
    dict.fromkeys("abcdefghknopqrsuvxyz_+=<>~#$", 0.56)
    | dict.fromkeys("0123456789", 0.53)
    | dict.fromkeys("ijlIftr.,:;'!|()[]/ -", 0.36)
    | dict.fromkeys("mwMWO@%QN", 0.92)
)
_SIZES = (9.0, 8.0, 7.0)
_LEAST_WORDS, _MOST_WORDS = 6.0, 18.0
_LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")
_own = local()


def write_pdf(table: Table) -> bytes:
    """The finished PDF. Raises Refused (TOO_MANY_ROWS)."""
    return _compile(statement_of(table), table, "pdf")[0]


def draw_pages(table: Table, ppi: float = 96) -> list[bytes]:
    """The same pages as PNG pictures, for a preview."""
    return _compile(statement_of(table), table, "png", ppi)


def statement_of(table: Table) -> dict[str, Any]:
    """All that the template is given: plain texts, and how the columns are laid out."""
    rows: list[ReportRow] = []
    for row in table.all_rows():
        if len(rows) >= MOST_ROWS:
            text = _("A PDF holds at most {most} rows. Narrow the filter, or take XLSX or CSV.")
            raise Refused("TOO_MANY_ROWS", text.fill(most=MOST_ROWS))
        rows.append(row)
    head = table.head
    titles = table.titles()
    texts = [
        [_breakable(cell_text(table, column, row.cells, value)) for column, value in zip(table.columns, row.cells, strict=True)]
        for row in rows
    ]
    needs = [_need(place, table, titles, texts) for place in range(len(titles))]
    landscape, size, parts = lay_out(needs, table.landscape)
    return {
        "company": clean(head.company),
        "title": table.title,
        "facts": head.lines(),
        "language": head.language,
        "landscape": landscape,
        "size": size,
        "parts": parts,
        "columns": [
            {
                "title": title,
                "number": column.kind in NUMERIC,
                "stretch": wraps,
                "width": round(likes if wraps or size == _SIZES[0] else least, 2),
            }
            for title, column, (least, likes, wraps) in zip(titles, table.columns, needs, strict=True)
        ],
        "rows": [{"cells": cells, "level": row.level, "style": row.style} for row, cells in zip(rows, texts, strict=True)],
        "notes": [translate(note, head.language, head.zone) for note in table.notes],
        "empty": translate(_("No rows."), head.language),
    }


Need = tuple[float, float, bool]
"""Of a column, in ems: the width it needs at least, the width it would like, whether it may wrap."""


def _ems(text: str) -> float:
    """How wide a text is, in ems, rather too wide: a number must never wrap."""
    return sum(_WIDTHS.get(letter, 0.62) for letter in text) if text.isascii() else 0.62 * len(text)


def _need(place: int, table: Table, titles: Sequence[str], texts: Sequence[Sequence[str]]) -> Need:
    column = table.columns[place]
    longest = max((_ems(cells[place]) for cells in texts), default=0.0)
    title = max((_ems(word) for word in titles[place].split()), default=0.0)
    if column.kind not in ("text", "status"):
        least = max(longest, title, 2.0)
        return least, max(least, _ems(titles[place])), False
    words = {word for cells in texts for word in cells[place].split()}
    least = max(min(max(map(_ems, words), default=0.0), _LEAST_WORDS * 2), min(longest, _LEAST_WORDS), title)
    return least, max(least, min(longest, _MOST_WORDS)), True


def _breakable(text: str) -> str:
    """Words longer than a column may break: an invisible mark at every 24th letter says where."""
    if len(text) <= _LONGEST_WORD:
        return text
    return _LONG_WORD.sub(lambda word: f"{word.group()}\u200b", text)


def lay_out(needs: Sequence[Need], landscape: bool | None) -> tuple[bool, float, list[list[int]]]:
    """Direction, letter size and columns of each part: narrow first, then turn, then split (UX CH-8)."""
    ways = [(turned, size) for turned in (False, True) for size in _SIZES[:2] if landscape in (None, turned)]
    ways.append((landscape is not False, _SIZES[2]))
    for turned, size in ways:
        comfortable = sum(_points(likes if size == _SIZES[0] else least, size) for least, likes, _wraps in needs)
        if comfortable <= (_LANDSCAPE if turned else _PORTRAIT):
            return turned, size, [list(range(len(needs)))]
    turned = landscape is not False
    return turned, _SIZES[1], _split(needs, _LANDSCAPE if turned else _PORTRAIT, _SIZES[1])


def _points(ems: float, size: float) -> float:
    return ems * size + _PADDING


def _split(needs: Sequence[Need], width: float, size: float) -> list[list[int]]:
    """Columns in parts that fit, each beginning with the first column."""
    first = _points(needs[0][0], size)
    parts: list[list[int]] = [[0]]
    used = first
    for place, (least, _likes, _wraps) in enumerate(needs[1:], 1):
        wanted = _points(least, size)
        if used + wanted > width and len(parts[-1]) > 1:
            parts.append([0])
            used = first
        parts[-1].append(place)
        used += wanted
    return parts


def _compile(statement: dict[str, Any], table: Table, kind: Literal["pdf", "png"], ppi: float = 96) -> list[bytes]:
    if not hasattr(_own, "compiler"):  # one for each thread: it keeps its fonts and template
        import typst  # with the first statement: most processes make none

        _own.compiler = typst.Compiler(_HERE / "statement.typ", root=_HERE, font_paths=[font_folder()], ignore_system_fonts=True)
    made = _own.compiler.compile(
        format=kind,
        ppi=ppi,
        sys_inputs={"statement": json.dumps(statement, ensure_ascii=False)},
        timestamp=int(table.head.when.timestamp()),
        pdf_tags=len(statement["rows"]) <= _MOST_TAGGED,
    )
    return made if isinstance(made, list) else [made or b""]


def font_folder() -> Path:
    """Where the shipped fonts are."""
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise RuntimeError("the package font-source-sans-pro is missing: install dapur with its dependencies")
    return Path(found.origin).parent / "files"
