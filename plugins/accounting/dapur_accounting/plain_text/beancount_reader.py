"""A Beancount file read: what Dapur wrote, and ordinary ledgers of others. Not read: lots, pad, included files."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from dapur_accounting.plain_text.books import BookAccount, BookEntry, Books, not_understood
from dapur_accounting.plain_text.head import MARK, Head
from dapur_accounting.plain_text.lines_read import Posting, lines_of
from dapur_accounting.plain_text.types_of_names import type_of_name

TEXT = r'"((?:[^"\\]|\\.)*)"'
FIRST = re.compile(rf"(\d{{4}}-\d\d-\d\d)\s+(?:txn|[*!])\s*(?:{TEXT}\s*)?(?:{TEXT})?[^;\"]*(?:;.*)?$")
DATED = re.compile(r"\d{4}-\d\d-\d\d\s+(\S+)")
IGNORED = frozenset(("open", "close", "commodity", "balance", "price", "note", "event", "document", "custom", "query"))
META = re.compile(rf"([a-z][\w-]*):\s*(?:{TEXT}|(.*))$")
POSTING = re.compile(
    r"(?:[*!]\s+)?([A-Z]\S*)(?:\s+([-+]?[\d.,]+)\s+([A-Z][A-Z0-9'._-]*)(?:\s*(@@?)\s*([-+]?[\d.,]+)\s+([A-Z]\S*))?)?\s*(?:;.*)?$"
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


class BeancountReader:
    """Reads one file. base, decimals: the company's currency, where the text does not say."""

    def __init__(self, base: str, decimals: int) -> None:
        self.head = Head(base, decimals)
        self.types: dict[str, str] = {}
        self.entries: list[BookEntry] = []

    def read(self, text: str) -> Books:
        """The books. Raises Refused with the number of the line that is not understood."""
        block: list[tuple[int, str]] = []
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            if line[:1].isspace() and line.strip():
                if block:
                    block.append((number, line))
                continue
            self._close(block)
            block = self._begin(number, line)
        self._close(block)
        books = self.head.books
        known = {account.path for account in books.accounts}
        books.entries = self.entries
        books.accounts += [_account(path, kind) for path, kind in sorted(self.types.items()) if path not in known]
        return books

    def _begin(self, number: int, line: str) -> list[tuple[int, str]]:
        if line.startswith(MARK):
            self.head.read(number, line)
            return []
        dated = DATED.match(line)
        if dated is not None:
            if dated[1] in IGNORED:
                return []
            return [(number, line)]
        if line.startswith(("include", "pushtag", "poptag")):
            raise not_understood(number, line)
        return []

    def _close(self, block: list[tuple[int, str]]) -> None:
        if not block:
            return
        number, line = block[0]
        found = FIRST.match(line)
        if found is None:
            raise not_understood(number, line)
        texts = [unquoted(t) for t in found.groups()[1:] if t is not None]
        tags: dict[str, str] = {}
        postings: list[Posting] = []
        for place, part in block[1:]:
            _take(place, part.strip(), tags, postings, self.head.books.currency)
        for posting in postings:
            if posting.account not in self.head.paths:
                self.types.setdefault(posting.account, type_of_name(posting.account))
        books = self.head.books
        lines = lines_of(postings, books.currency, books.decimals, self.head.paths)
        self.entries.append(_entry(date.fromisoformat(found[1]), " - ".join(t for t in texts if t), tags, lines))


def _entry(day: date, description: str, tags: dict[str, str], lines: Any) -> BookEntry:
    facts = {name: tags.get(name, "") for name in ("number", "journal", "reference", "source", "reversal_of")}
    return BookEntry(day=day, description=description, lines=lines, **facts)


def _account(path: str, kind: str) -> BookAccount:
    step = path.rpartition(":")[2]
    return BookAccount(path, kind, name_id=step, name_en=step)


def _take(place: int, text: str, tags: dict[str, str], postings: list[Posting], base: str) -> None:
    if text.startswith(";"):
        return
    meta = META.match(text)
    if meta is not None:
        value = unquoted(meta[2]) if meta[2] is not None else (meta[3] or "").strip()
        (postings[-1].facts if postings else tags)[meta[1]] = value
        return
    found = POSTING.match(text)
    if found is None:
        raise not_understood(place, text)
    account, amount, currency, at, price, price_currency = found.groups()
    posting = Posting(place, account, None if amount is None else _decimal(amount), currency or base)
    if price is not None and posting.amount is not None:
        if price_currency != base:
            raise not_understood(place, text)
        posting.worth = abs(_decimal(price)) if at == "@@" else abs(_decimal(price) * posting.amount)
    postings.append(posting)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip("."))


def unquoted(text: str) -> str:
    """A Beancount string's content as text."""
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)
