"""The whole ledger as a text file: whoever leaves takes everything along, and whoever stays can check it independently."""

from typing import Annotated, Literal

from dapur.contract import Choice, Document, DocumentFile, Form, Shown, _
from dapur.queries.reader import Reader
from dapur_accounting.plain_text.beancount_writer import write_beancount
from dapur_accounting.plain_text.hledger_writer import write_hledger
from dapur_accounting.plain_text.read_books import read_books

FORMATS = (Choice("hledger", "hledger"), Choice("beancount", "Beancount"))
WRITERS = {"hledger": (write_hledger, "journal"), "beancount": (write_beancount, "beancount")}


class WhichFormat(Form):
    """Which program is to read it."""

    format: Annotated[Literal["hledger", "beancount"], Shown(_("Format"), choices=FORMATS)] = "hledger"


async def make(reader: Reader, asked: WhichFormat) -> DocumentFile:
    """Every entry ever posted, equal to the cent."""
    write, ending = WRITERS[asked.format]
    text = "".join(write(await read_books(reader)))
    return DocumentFile(f"{reader.company.code}-{reader.today.isoformat()}.{ending}", "text/plain", text.encode())


PLAIN_TEXT = Document(
    "accounting.plain_text",
    _("Whole ledger as text"),
    "accounting.read",
    WhichFormat,
    make,
    "Every account, entry, line, rate and cost centre as an hledger journal or a Beancount file, equal to the cent.",
)
