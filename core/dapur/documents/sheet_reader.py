"""Reads an uploaded CSV or XLSX as rows of plain values, within limits, for imports.

    for row in read_table(path, "faktur.xlsx"):
        ...  # list of str, Decimal, date or None

What kind of file it is comes from its content; the name only helps the sentence of a refusal.
"""

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dapur.contract.words import Text, _
from dapur.documents.csv_reader import read_csv
from dapur.documents.limits import Limits, Unreadable
from dapur.documents.worker_process import started
from dapur.language.text import clean

Cell = str | Decimal | date | None
_WORKER = Path(__file__).with_name("sheet_worker.py")
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")


def read_table(source: Path | bytes, name: str, limits: Limits | None = None) -> Iterator[list[Cell]]:
    """The rows of a file, headings included, one after another; empty rows stay, so that row numbers agree.

    CSV gives text only (the importer knows the language of its numbers); XLSX gives numbers and dates
    as such. Blocks while reading: call it in a thread or a job. Raises Unreadable, also midway.
    """
    limits = limits or Limits()
    if isinstance(source, Path):
        yield from _read(source, name, limits)
        return
    if len(source) > limits.bytes:
        raise _too_big(len(source), limits.bytes)
    with tempfile.TemporaryDirectory(prefix="dapur-import-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(source)
        yield from _read(path, name, limits)


def _read(path: Path, name: str, limits: Limits) -> Iterator[list[Cell]]:
    size = path.stat().st_size
    if size > limits.bytes:
        raise _too_big(size, limits.bytes)
    with path.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise Unreadable(_("The file {name} is empty. Choose another one.").fill(name=clean(name)))
    if start.startswith(b"PK"):
        _check_parts(path, name, limits)
        yield from _read_xlsx(path, name, limits)
    elif start == _OLD_EXCEL:
        text = _("{name} is an old or a locked Excel file. Save it as XLSX without a password.")
        raise Unreadable(text.fill(name=clean(name)))
    else:
        for row in read_csv(path, name, limits):
            yield list(row)


def _too_big(size: int, limit: int) -> Unreadable:
    return Unreadable(
        _("The file has {size} MB, the limit is {limit} MB. Shrink it, or split it in two.").fill(
            size=_megabytes(size), limit=_megabytes(limit)
        )
    )


def _megabytes(size: int) -> Decimal:
    return (Decimal(size) / 1_000_000).quantize(Decimal("0.1"))


def _broken(name: str) -> Unreadable:
    return Unreadable(_("{name} is damaged or not a table. Save it again as XLSX or CSV.").fill(name=clean(name)))


def _check_parts(path: Path, name: str, limits: Limits) -> None:
    """Look at the directory of the packed file before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _broken(name) from None
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _broken(name)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.parts or unpacked > limits.unpacked:
        raise _too_big(unpacked, limits.unpacked)


def _read_xlsx(path: Path, name: str, limits: Limits) -> Iterator[list[Cell]]:
    bounds = {"rows": limits.rows, "columns": limits.columns, "seconds": limits.seconds, "memory": limits.memory}
    with started(_WORKER, path, bounds) as worker:
        yield from _rows_from(worker, name, limits)


def _rows_from(worker: "subprocess.Popen[bytes]", name: str, limits: Limits) -> Iterator[list[Cell]]:
    assert worker.stdout is not None
    for line in worker.stdout:
        if not line.endswith(b"\n"):
            break  # it was stopped in the middle of a line
        said: Any = json.loads(line)
        if isinstance(said, list):
            for row in said:
                yield [_cell(cell, limits) for cell in row]
        elif "end" in said:
            return
        else:
            reason = _REASONS[said["refused"]]
            raise Unreadable(reason.fill(name=clean(name), rows=limits.rows - 1, columns=limits.columns))
    # No word of its end: it ran out of memory or time, or fell.
    text = _("{name} could not be read within the limits. Save it again, or split it in two.")
    raise Unreadable(text.fill(name=clean(name)))


_REASONS: dict[str, Text] = {
    "broken": _("{name} is damaged or not a table. Save it again as XLSX or CSV."),
    "password": _("{name} is locked with a password. Save it without one."),
    "rows": _("{name} has more than {rows} rows. Split it."),
    "columns": _("{name} has more than {columns} columns. Remove those that are not needed."),
}


def _cell(cell: str | None, limits: Limits) -> Cell:
    if cell is None:
        return None
    kind, text = cell[0], cell[1:]
    if kind == "n":
        number = Decimal(text)  # the shortest text that gives the float, so 12345.67 stays 12345.67
        if not number.is_finite():
            return text
        whole = number == number.to_integral_value() and number.adjusted() < 20
        return Decimal(int(number)) if whole else number
    if kind == "d":
        return date.fromisoformat(text)
    if len(text) > limits.letters:
        raise Unreadable(_("A cell has more than {most} letters. Shorten it.").fill(most=limits.letters))
    return clean(text) or None
