"""A file as records: rows that belong together, with typed cells and what is wrong with them."""

import pickle
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from dapur.contract import DapurError, Problem, _
from dapur.contract.declarations import Import
from dapur.documents.sheet_reader import Cell, read_table
from dapur.imports.cells import WrongCell, reader_of, shown_cell

ROWS_A_BLOCK = 500


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something wrong at a row of the file (from 1, as the spreadsheet counts) and a column ("" = the whole row)."""

    row: int
    column: str
    value: str
    problem: Problem


@dataclass(slots=True)
class Record:
    """Rows that make one record. `raw` is the operation's input once the rows were read."""

    numbers: list[int] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    cells: list[Sequence[Cell]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    raw: Mapping[str, Any] | None = None
    reference: str = ""

    @property
    def last_row(self) -> int:
        """The file row where it ends."""
        return self.numbers[-1]


@dataclass(frozen=True)
class Matched:
    """How a file is to be read: its heading row (from 0), column -> place, how numbers are written, the day."""

    head: int
    columns: Mapping[str, int]
    numbers: str
    language: str
    today: date


def records_of(
    content: bytes, name: str, declared: Import, matched: Matched, prepared: Any, after_row: int = 0
) -> Generator[Record]:
    """The records of a file, one after another; those that end at or before `after_row` are left out. Blocks."""
    rows = enumerate(_read_through(content, name), 1)
    body = islice(rows, matched.head + 1, None)
    for record in _grouped(body, declared, matched):
        if record.last_row > after_row:
            _read(record, declared, matched, prepared)
            yield record


def _read_through(content: bytes, name: str) -> Iterator[Sequence[Cell]]:
    """All rows, read to the end before the first is given: the reader's time is bounded, that of saving is not.

    They wait in a file of our own, so that a large table does not lie in memory.
    """
    with tempfile.TemporaryFile(prefix="dapur-import-") as waiting:
        rows = read_table(content, name)
        while block := list(islice(rows, ROWS_A_BLOCK)):
            pickle.dump(block, waiting, protocol=5)
        end = waiting.tell()
        waiting.seek(0)
        while waiting.tell() < end:
            yield from pickle.load(waiting)  # noqa: S301 - written by ourselves, a moment ago, into a nameless file


def _grouped(rows: Iterator[tuple[int, Sequence[Cell]]], declared: Import, matched: Matched) -> Iterator[Record]:
    place = matched.columns.get(declared.group) if declared.group else None
    record: Record | None = None
    key: str | None = None
    seen: set[str] = set()
    for number, cells in rows:
        if all(cell is None for cell in cells):
            continue
        own = shown_cell(_at(cells, place)) if place is not None else str(number)
        if record is None or (own and own != key):
            if record is not None:
                yield record
            record, key = Record(), own
            if declared.group and own:
                _note_torn(record, number, declared.group, own, seen)
        record.numbers.append(number)
        record.cells.append(cells)
    if record is not None:
        yield record


def _note_torn(record: Record, number: int, column: str, key: str, seen: set[str]) -> None:
    if key in seen:
        text = _("The rows of {reference} do not stand together. Sort the file by this column.").fill(reference=key)
        record.problems.append(RowProblem(number, column, key, Problem("ROWS_APART", text, column)))
    seen.add(key)


def _at(cells: Sequence[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None


def _read(record: Record, declared: Import, matched: Matched, prepared: Any) -> None:
    readers = _readers(declared, matched)
    group = matched.columns.get(declared.group) if declared.group else None
    for number, cells in zip(record.numbers, record.cells, strict=True):
        values: dict[str, Any] = {}
        # A row that continues the record above need not repeat what the first one says; the operation asks for the rest.
        continues = bool(record.rows) and group is not None and _at(cells, group) is None
        for name, place, read, required in readers:
            cell = cells[place] if place is not None and place < len(cells) else None
            try:
                value = read(cell)
            except WrongCell as wrong:
                record.problems.append(RowProblem(number, name, shown_cell(cell), wrong.problem))
                value = None
            else:
                if value is None and required and not continues:
                    record.problems.append(RowProblem(number, name, "", _required(declared, name)))
            values[name] = value
        record.rows.append(values)
    if declared.reference:
        record.reference = str(record.rows[0].get(declared.reference) or "")
    if not record.problems:
        try:
            record.raw = declared.read(record.rows, prepared)
        except DapurError as refused:
            record.problems += problems_in(record, declared, refused.problems)


def _required(declared: Import, name: str) -> Problem:
    title = next(column.shown.title for column in declared.columns if column.name == name)
    return Problem("REQUIRED", _("Enter the {field}.").fill(field=title), name)


_CACHE: dict[int, tuple[Matched, list[tuple[str, int | None, Any, bool]]]] = {}


def _readers(declared: Import, matched: Matched) -> list[tuple[str, int | None, Any, bool]]:
    cached = _CACHE.get(id(matched))
    if cached is not None and cached[0] is matched:
        return cached[1]
    made = [
        (
            column.name,
            matched.columns.get(column.name),
            reader_of(column, matched.numbers, matched.language, matched.today),
            column.required,
        )
        for column in declared.columns
    ]
    _CACHE.clear()
    _CACHE[id(matched)] = (matched, made)
    return made


def problems_in(record: Record, declared: Import, problems: Sequence[Problem]) -> list[RowProblem]:
    """The problems of an operation at their rows and columns: the first number in the path is the row of the record."""
    found = []
    for problem in problems:
        steps = problem.field.split(".") if problem.field else []
        if steps[:1] == ["records"]:
            steps = steps[2:]
        index = next((int(step) for step in steps if step.isdigit()), 0)
        index = index if index < len(record.numbers) else 0
        column = _column_of(declared, steps)
        value = record.rows[index].get(column) if column and index < len(record.rows) else None
        found.append(RowProblem(record.numbers[index], column, "" if value is None else str(value), problem))
    return found


def _column_of(declared: Import, steps: Sequence[str]) -> str:
    for step in reversed(steps):
        for column in declared.columns:
            if step == column.name or step in column.fields:
                return column.name
    return ""


def record_of(problem: Problem) -> int | None:
    """The place of the record that a batch's problem names ("records.7.lines.0.amount" -> 7)."""
    steps = problem.field.split(".")
    return int(steps[1]) if len(steps) > 1 and steps[0] == "records" and steps[1].isdigit() else None
