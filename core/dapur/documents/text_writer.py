"""A plain text table for the command line."""

import unicodedata
from collections.abc import Iterator

from dapur.documents.table import NUMERIC, Table, cell_text
from dapur.language.catalogue import translate
from dapur.language.text import clean

_WIDEST = 48


def write_text(table: Table) -> Iterator[str]:
    """The lines of the table, columns as wide as needed; long texts are cut with "…", numbers never."""
    right = [column.kind in NUMERIC for column in table.columns]
    body: list[tuple[str, list[str]]] = []
    for row in table.all_rows():
        texts = [
            " ".join(cell_text(table, column, row.cells, value).split())
            for column, value in zip(table.columns, row.cells, strict=True)
        ]
        texts[0] = "  " * row.level + texts[0]
        body.append((row.style, [text if flush else _cut(text) for text, flush in zip(texts, right, strict=True)]))
    titles = table.titles()
    widths = [max(map(_width, column)) for column in zip(titles, *(texts for _style, texts in body), strict=True)]
    yield clean(table.head.company)
    yield table.title
    for name, fact in table.head.lines():
        yield f"{name}: {fact}"
    yield ""
    rule = "  ".join("─" * width for width in widths)
    yield _line(titles, widths, right)
    yield rule
    for style, texts in body:
        if style in ("subtotal", "total"):
            yield "  ".join(("─" if flush else " ") * width for width, flush in zip(widths, right, strict=True)).rstrip()
        yield _line(texts, widths, right)
    for note in table.notes:
        yield ""
        yield translate(note, table.head.language, table.head.zone)


def _line(texts: list[str], widths: list[int], right: list[bool]) -> str:
    cells = [_padded(text, width, flush) for text, width, flush in zip(texts, widths, right, strict=True)]
    return "  ".join(cells).rstrip()


def _padded(text: str, width: int, flush: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if flush else text + space


def _width(text: str) -> int:
    """Columns of a terminal: wide East Asian letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text
    )


def _cut(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    while _width(text) >= _WIDEST:
        text = text[:-1]
    return text + "…"
