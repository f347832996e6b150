"""The headings of a file and the columns of an import: which is which."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from dapur.contract import Text, Words, _
from dapur.contract.declarations import Import, ImportColumn
from dapur.documents.sheet_reader import Cell
from dapur.imports.cells import shown_cell
from dapur.language.catalogue import translate

LOOK_AT = 10
"""In how many rows the headings are looked for: exported lists begin with their title."""


def plain(heading: str) -> str:
    """A heading for comparing: without case, accents, signs, and what stands in brackets."""
    text = unicodedata.normalize("NFKD", heading.casefold())
    text = re.sub(r"\(.*?\)|\*", " ", text)
    return " ".join(re.sub(r"[^\w]+|_", " ", "".join(c for c in text if not unicodedata.combining(c))).split())


def find_headings(rows: Sequence[Sequence[Cell]], declared: Import, remembered: Mapping[str, str]) -> tuple[int, list[str]]:
    """(index of the heading row, its headings): the row among the first that fits best, else the first that is filled."""
    best, best_score, first = 0, 0, None
    for number, row in enumerate(rows[:LOOK_AT]):
        if first is None and any(cell is not None for cell in row):
            first = number
        score = len(match_columns(headings_of(row), declared, remembered))
        if score > best_score:
            best, best_score = number, score
    chosen = best if best_score else (first or 0)
    return chosen, headings_of(rows[chosen]) if rows else []


def headings_of(row: Sequence[Cell]) -> list[str]:
    """The headings of a row, none empty and none twice."""
    found: list[str] = []
    for place, cell in enumerate(row, 1):
        text = shown_cell(cell).strip()[:200] or f"#{place}"
        found.append(text if text not in found else f"{text} #{place}")
    return found


def match_columns(headings: Sequence[str], declared: Import, remembered: Mapping[str, str]) -> dict[str, int]:
    """Column name -> place of its heading: as it was matched last time, else by name, title in both languages, alias."""
    found: dict[str, int] = {}
    known = {column.name for column in declared.columns}
    for place, heading in enumerate(headings):
        column = remembered.get(plain(heading))
        if column in known and column not in found:
            found[str(column)] = place
    names = {name: column.name for column in declared.columns for name in names_of(column)}
    for place, heading in enumerate(headings):
        column = names.get(plain(heading))
        if column is not None and column not in found and place not in found.values():
            found[column] = place
    return found


def names_of(column: ImportColumn) -> set[str]:
    """Everything that a heading of this column may be, in plain form."""
    titles = [translate(column.shown.title, language) for language in ("id", "en")]
    return {plain(text) for text in (column.name, *titles, *column.aliases)} - {""}


def missing(declared: Import, matched: Mapping[str, int]) -> list[ImportColumn]:
    """Required columns without a heading."""
    return [column for column in declared.columns if column.required and column.name not in matched]


def say_missing(columns: Sequence[ImportColumn]) -> Text:
    """The sentence for them."""
    title: Words = columns[0].shown.title
    return _("Say which heading is the {column}: it is required.").fill(column=title)
