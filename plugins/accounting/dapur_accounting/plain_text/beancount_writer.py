"""A ledger as a Beancount file. What Beancount has no place for stands as metadata."""

from collections.abc import Iterator, Mapping

from dapur_accounting.plain_text.amounts import amount_of, facts_of
from dapur_accounting.plain_text.books import BookEntry, Books
from dapur_accounting.plain_text.head import head_lines
from dapur_accounting.plain_text.names import beancount_names


def write_beancount(books: Books) -> Iterator[str]:
    """The file, piece by piece."""
    names = beancount_names(books.accounts)
    yield "\n".join(head_lines(books, names))
    yield f'\n\noption "operating_currency" "{books.currency}"\n'
    if books.entries:
        first = min(entry.day for entry in books.entries)
        for account in books.accounts:
            if not account.is_group:
                yield f"{first.isoformat()} open {names[account.path]}\n"
    for entry in books.entries:
        yield from _entry(entry, books, names)


def quoted(text: str) -> str:
    """Text as a Beancount string."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def _entry(entry: BookEntry, books: Books, names: Mapping[str, str]) -> Iterator[str]:
    yield f"\n{entry.day.isoformat()} * {quoted(entry.description)}\n"
    tags = {"number": entry.number, "journal": entry.journal, "reference": entry.reference}
    for name, value in {**tags, "source": entry.source, "reversal_of": entry.reversal_of}.items():
        if value:
            yield f"  {name}: {quoted(value)}\n"
    for line in entry.lines:
        yield f"  {names[line.account]}  {amount_of(line, books)}\n"
        for name, value in facts_of(line, books).items():
            yield f"    {name}: {quoted(value)}\n"
