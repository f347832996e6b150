"""What is wrong, for people: in lists, and as the original file with the problems beside its rows."""

import asyncio
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dapur.contract import Words, _
from dapur.contract.declarations import Import
from dapur.documents.sheet_reader import Cell, read_table
from dapur.files.store import read_file
from dapur.imports.runs import Run
from dapur.jobs.kept_words import kept_words
from dapur.language.catalogue import translate

if TYPE_CHECKING:
    import xlsxwriter

    from dapur.queries.reader import Reader

EXACT_DIGITS = 15


@dataclass(frozen=True)
class ShownProblem:
    """A problem in the reader's words; `column` is the heading of the file."""

    row: int
    column: str
    value: str
    code: str
    message: str


async def problems_of_run(reader: "Reader", run: Run, declared: Import, limit: int = 1_000) -> list[ShownProblem]:
    """The problems of a run in the order of the file."""
    rows = await reader.rows(
        "select row_number, column_name, value, code, message, data from core.import_problem"
        " where company_id = %s and run_id = %s order by row_number, ordinal limit %s",
        reader.scope.company,
        run.id,
        limit,
    )
    language, zone = reader.scope.language, reader.scope.zone
    return [
        ShownProblem(
            row, _heading(run, declared, column, language), value, code, translate(kept_words(text, data), language, zone)
        )
        for row, column, value, code, text, data in rows
    ]


def _heading(run: Run, declared: Import, column: str, language: str) -> str:
    if column in run.columns and run.columns[column] < len(run.headings):
        return run.headings[run.columns[column]]
    return next((translate(c.shown.title, language) for c in declared.columns if c.name == column), column)


async def problem_sheet(reader: "Reader", run: Run, declared: Import) -> bytes:
    """An XLSX of the original rows that have a problem, each with its row number and what is wrong."""
    problems = await problems_of_run(reader, run, declared)
    file = await read_file(reader, run.file_id)
    by_row: dict[int, list[ShownProblem]] = {}
    for problem in problems:
        by_row.setdefault(problem.row, []).append(problem)
    language = reader.scope.language
    titles = [translate(title, language) for title in (_("Row"), _("What is wrong"))]

    def write() -> bytes:
        import xlsxwriter  # with the first workbook: most processes make none

        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}) as book:
            _Sheet(book, run, titles).write(read_table(file.content, file.name), by_row)
        return out.getvalue()

    return await asyncio.to_thread(write)


class _Sheet:
    def __init__(self, book: "xlsxwriter.Workbook", run: Run, titles: Sequence[str]) -> None:
        self.sheet = book.add_worksheet()
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.bad = book.add_format({"bg_color": "#ffd9d6"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.bad_day = book.add_format({"num_format": "yyyy-mm-dd", "bg_color": "#ffd9d6"})
        self.red = book.add_format({"font_color": "#b3261e", "text_wrap": True})
        self.run, self.titles = run, titles
        self.width = len(run.headings)

    def write(self, rows: Iterator[list[Cell]], problems: dict[int, list[ShownProblem]]) -> None:
        self.sheet.set_column(0, self.width - 1, 16)
        self.sheet.set_column(self.width, self.width, 8)
        self.sheet.set_column(self.width + 1, self.width + 1, 70)
        for place, heading in enumerate((*self.run.headings, *self.titles)):
            self.sheet.write_string(0, place, heading, self.bold)
        self.sheet.freeze_panes(1, 0)
        line = 1
        for number, row in enumerate(rows, 1):
            found = problems.get(number)
            if found:
                self._row(line, number, row, found)
                line += 1

    def _row(self, line: int, number: int, row: Sequence[Cell], found: Sequence[ShownProblem]) -> None:
        wrong = {problem.column for problem in found}
        for place, cell in enumerate(row[: self.width]):
            self._cell(line, place, cell, self.run.headings[place] in wrong)
        self.sheet.write_number(line, self.width, number)
        said = "\n".join(f"{p.column}: {p.message}" if p.column else p.message for p in found)
        self.sheet.write_string(line, self.width + 1, said[:32_000], self.red)

    def _cell(self, line: int, place: int, cell: Cell, wrong: bool) -> None:
        look: Any = self.bad if wrong else None
        if cell is None:
            self.sheet.write_blank(line, place, None, look)
        elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= EXACT_DIGITS:
            self.sheet.write_number(line, place, float(cell), look)  # a spreadsheet's own form; the digits are few enough
        elif isinstance(cell, date):
            self.sheet.write_datetime(line, place, cell, self.bad_day if wrong else self.day)
        else:
            self.sheet.write_string(line, place, f"{cell:f}" if isinstance(cell, Decimal) else cell, look)


def outcome_words() -> dict[str, Words]:
    """What becomes of a record, by its letter."""
    return {"n": _("New"), "s": _("Already there"), "x": _("Wrong")}
