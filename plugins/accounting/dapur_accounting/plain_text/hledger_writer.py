"""A ledger as an hledger journal. Amounts are exact; what a foreign amount is worth stands behind @@."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from dapur_accounting.plain_text.amounts import amount_of, facts_of, number
from dapur_accounting.plain_text.books import BookEntry, BookLine, Books
from dapur_accounting.plain_text.coded import coded
from dapur_accounting.plain_text.head import head_lines
from dapur_accounting.plain_text.names import hledger_names

LETTERS = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}


def write_hledger(books: Books) -> Iterator[str]:
    """The journal, piece by piece."""
    names = hledger_names(books.accounts)
    yield "\n".join(head_lines(books, names))
    yield "\n\ndecimal-mark .\n"
    for code, places in books.decimals.items():
        yield f"commodity {number(Decimal(1000), places) + ('.' if places == 0 else '')} {code}\n"
    for account in books.accounts:
        yield f"account {names[account.path]}  ; type: {LETTERS[account.type]}\n"
    for entry in books.entries:
        yield from _entry(entry, books, names)


def _entry(entry: BookEntry, books: Books, names: Mapping[str, str]) -> Iterator[str]:
    number = coded(entry.number).replace(")", "%29").replace("(", "%28")
    text = coded(entry.description)
    yield f"\n{entry.day.isoformat()} * ({number})" + (f" {text}" if text else "") + "\n"
    tags = {"journal": entry.journal, "reference": entry.reference, "source": entry.source, "reversal_of": entry.reversal_of}
    for name, value in tags.items():
        if value:
            yield f"    ; {name}: {coded(value)}\n"
    for line in entry.lines:
        yield f"    {names[line.account]}  {amount_of(line, books)}{_tags(line, books)}\n"


def _tags(line: BookLine, books: Books) -> str:
    found = ", ".join(f"{name}: {coded(value)}" for name, value in facts_of(line, books).items())
    return f"  ; {found}" if found else ""
