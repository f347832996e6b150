"""CSV: head row and rows only, for machines and spreadsheets: plain numbers, ISO dates, no formulas."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dapur.documents.table import Table, words_of

# Full-width forms count too: some spreadsheets read them as the plain signs.
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_ROWS_A_BLOCK = 500


def guarded(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return "'" + text if text.startswith(STARTS_FORMULA) else text


def unguarded(text: str) -> str:
    """The text before `guarded`, so that an exported file can be imported again."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(STARTS_FORMULA) else text


def write_csv(table: Table, bom: bool = True, delimiter: str = ",") -> Iterator[bytes]:
    """The file in UTF-8, in blocks; nothing is added up. `bom`: the mark by which Excel knows UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    if bom:
        buffer.write("\ufeff")
    writer.writerow([guarded(title) for title in table.titles()])
    zone = ZoneInfo(table.head.zone)
    columns = table.columns
    for number, row in enumerate(table.rows, 1):
        writer.writerow([_plain(table, column, value, zone) for column, value in zip(columns, row.cells, strict=True)])
        if number % _ROWS_A_BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _plain(table: Table, column: Any, value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(words_of(table, column, value))
