"""Which format a statement file has, by its content."""

from collections.abc import Sequence
from datetime import date

from dapur.services.bank_formats import CsvLayout
from dapur_accounting.statements.camt import read_camt
from dapur_accounting.statements.csv_statement import read_csv_statement
from dapur_accounting.statements.mt940_file import read_mt940
from dapur_accounting.statements.ofx import read_ofx
from dapur_accounting.statements.statement import Statement

ENCODINGS = ("utf-8-sig", "cp1252")


def read_statements(content: bytes, layouts: Sequence[CsvLayout], today: date) -> list[Statement]:
    """The statements of a file, oldest first. layouts: of its CSV. Raises Refused."""
    text = _text(content)
    start = text.lstrip()[:2000]
    if start.startswith("<") and "OFX>" not in start.upper():
        found = read_camt(content)
    elif "OFX" in start[:200].upper():
        found = read_ofx(text)
    elif ":20:" in start and ":25:" in text:
        found = read_mt940(text)
    else:
        found = [read_csv_statement(text, layouts, today)]
    return sorted(found, key=lambda s: s.lines[0].day if s.lines else today)


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
