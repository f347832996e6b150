"""The file that people fill: headings in their language, with hints and an example, as XLSX or CSV."""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dapur.contract import _
from dapur.contract.declarations import Import, ImportColumn
from dapur.documents.csv_writer import guarded
from dapur.language.catalogue import translate
from dapur.language.text import clean

if TYPE_CHECKING:
    import xlsxwriter


def csv_template(declared: Import, language: str) -> bytes:
    """Headings and one row of examples, to be written over."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(heading(column, language)) for column in declared.columns])
    writer.writerow([guarded(column.example) for column in declared.columns])
    return ("\ufeff" + text.getvalue()).encode()


def xlsx_template(declared: Import, language: str) -> bytes:
    """A first sheet with the headings only, a second that explains each column with an example."""
    import xlsxwriter  # with the first workbook: most processes make none

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(_sheet_name(translate(declared.title, language)))
        for place, column in enumerate(declared.columns):
            kind = column.shown.kind or "text"
            sheet.set_column(place, place, 18, day if kind == "date" else text if kind in ("text", "code") else None)
            sheet.write_string(0, place, heading(column, language), bold)
            sheet.write_comment(0, place, _hint(column, language))
        sheet.freeze_panes(1, 0)
        _explain(book.add_worksheet(_sheet_name(translate(_("Explanation"), language))), declared, language, bold)
    return out.getvalue()


def _explain(sheet: "xlsxwriter.worksheet.Worksheet", declared: Import, language: str, bold: object) -> None:
    titles = (_("Column"), _("Required"), _("Example"), _("Explanation"))
    rows: list[Sequence[str]] = [[translate(title, language) for title in titles]]
    for column in declared.columns:
        required = translate(_("yes") if column.required else _("no"), language)
        rows.append([heading(column, language), required, column.example, translate(column.shown.hint, language)])
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, bold if number == 0 else None)
    sheet.set_column(0, 3, 28)


def heading(column: ImportColumn, language: str) -> str:
    """The heading of a column in the reader's language."""
    return clean(translate(column.shown.title, language))


def _hint(column: ImportColumn, language: str) -> str:
    lines = [translate(_("Required") if column.required else _("May stay empty"), language)]
    if column.shown.hint:
        lines.append(translate(column.shown.hint, language))
    if column.example:
        lines.append(translate(_("Example: {example}").fill(example=column.example), language))
    return "\n".join(lines)


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:31] or "Dapur"
