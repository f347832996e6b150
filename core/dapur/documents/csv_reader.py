"""CSV as people's programs write it: the encoding and the delimiter are found, not asked."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import TextIO

from dapur.contract.words import _
from dapur.documents.csv_writer import unguarded
from dapur.documents.limits import Limits, Unreadable
from dapur.language.text import clean

_DELIMITERS = ",;\t|"
_SAMPLE = 64_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_csv(path: Path, name: str, limits: Limits) -> Iterator[list[str | None]]:
    """The rows of a CSV file as text; an empty cell is None. Raises Unreadable, also midway."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="", errors="strict") as stream:
        try:
            yield from _rows(stream, name, limits)
        except (csv.Error, UnicodeError):
            raise Unreadable(
                _("{name} is damaged or not a table. Save it again as XLSX or CSV.").fill(name=clean(name))
            ) from None


def _rows(stream: TextIO, name: str, limits: Limits) -> Iterator[list[str | None]]:
    sample = stream.read(_SAMPLE)
    if "\0" in sample:
        raise csv.Error("binary")
    delimiter = find_delimiter(sample)
    stream.seek(0)
    if sample[:4].casefold() == "sep=":  # Excel's own way to name the delimiter; not a row
        stream.readline()
    csv.field_size_limit(max(csv.field_size_limit(), limits.letters * 4))
    end = monotonic() + limits.seconds
    for number, row in enumerate(csv.reader(_plain_lines(stream), delimiter=delimiter, strict=True), 1):
        if number > limits.rows:
            raise Unreadable(_("{name} has more than {rows} rows. Split it.").fill(name=clean(name), rows=limits.rows - 1))
        if len(row) > limits.columns:
            text = _("{name} has more than {columns} columns. Remove those that are not needed.")
            raise Unreadable(text.fill(name=clean(name), columns=limits.columns))
        if number % 1000 == 0 and monotonic() > end:
            text = _("{name} could not be read within the limits. Save it again, or split it in two.")
            raise Unreadable(text.fill(name=clean(name)))
        yield [_cell(cell, limits) for cell in row]


def _plain_lines(stream: TextIO) -> Iterator[str]:
    for line in stream:
        if "\0" in line:
            raise csv.Error("binary")
        yield line


def _cell(text: str, limits: Limits) -> str | None:
    if len(text) > limits.letters:
        raise Unreadable(_("A cell has more than {most} letters. Shorten it.").fill(most=limits.letters))
    return unguarded(clean(text).strip()) or None


def find_encoding(path: Path) -> str:
    """utf-8-sig, utf-16 (with or without its mark), utf-8 where the whole file is, else cp1252."""
    with path.open("rb") as stream:
        start = stream.read(4096)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding
        # Latin text in UTF-16 has a zero in every second byte.
        if len(start) >= 4 and start[1::2].count(0) > len(start) // 3:
            return "utf-16-le"
        if len(start) >= 4 and start[::2].count(0) > len(start) // 3:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while start:
                decoder.decode(start)
                start = stream.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def find_delimiter(sample: str) -> str:
    """The sign that cuts the most lines into the same number of cells, two or more; else a comma."""
    first = sample.partition("\n")[0].strip()
    if first[:4].casefold() == "sep=" and first[4:5] in _DELIMITERS and len(first) == 5:
        return first[4]
    best, best_score = ",", 0
    lines = sample.splitlines(keepends=True)[:50]
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count, default=1)
        # The head row decides between signs that cut alike: numbers with a decimal comma also hold commas.
        score = widths.count(common) * 1000 + common if common > 1 and widths[0] == common else 0
        if score > best_score:
            best, best_score = delimiter, score
    return best
