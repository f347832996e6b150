"""An hledger journal read: what Dapur wrote, and ordinary journals of others.

Not read: included files, timeclock, automated and periodic transactions, unbalanced virtual postings.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from dapur_accounting.plain_text.books import BookAccount, BookEntry, Books, not_understood
from dapur_accounting.plain_text.coded import decoded
from dapur_accounting.plain_text.head import MARK, Head
from dapur_accounting.plain_text.lines_read import Posting, lines_of
from dapur_accounting.plain_text.types_of_names import type_of_name

FIRST = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:=\S+)?(?:\s+([*!]))?(?:\s+\(([^)]*)\))?\s*([^;]*)(?:;(.*))?$")
IGNORED = ("commodity", "decimal-mark", "payee", "tag", "P ", "D ", "apply", "end", "#", "*", "%", "Y", "alias", "year")
TAG = re.compile(r"([^\s:,]+):\s*([^,]*)")
SYMBOLS = {"$": "USD", "Rp": "IDR", "€": "EUR", "£": "GBP", "¥": "JPY"}
LETTERS = {"A": "asset", "C": "asset", "L": "liability", "E": "equity", "R": "income", "X": "expense"}
AMOUNT = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<before>[^\d\s.,+-]*)\s*(?P<inner>[-+]?)(?P<number>[\d.,]+)\s*(?P<after>[^\d\s.,+-]*)$"
)


class HledgerReader:
    """Reads one journal. base, decimals: the company's currency, where the text does not say."""

    def __init__(self, base: str, decimals: int) -> None:
        self.head = Head(base, decimals)
        self.types: dict[str, str] = {}
        self.entries: list[BookEntry] = []
        self.in_comment = False

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
        books.entries = self.entries
        books.accounts += _accounts_beside(books, self.types)
        return books

    def _begin(self, number: int, line: str) -> list[tuple[int, str]]:
        if self.in_comment or line.startswith("comment"):
            self.in_comment = not line.startswith("end comment")
            return []
        if line.startswith(MARK):
            self.head.read(number, line)
        elif line.startswith("account "):
            self._account(line)
        elif line[:1].isdigit():
            return [(number, line)]
        elif line.strip() and not line.startswith((";", *IGNORED)):
            raise not_understood(number, line)
        return []

    def _account(self, line: str) -> None:
        name, _semi, comment = line[len("account ") :].partition("  ;")
        tags = _tags(comment)
        if name.strip() not in self.head.paths:
            self.types[name.strip()] = LETTERS.get(tags.get("type", ""), "") or type_of_name(name)

    def _close(self, block: list[tuple[int, str]]) -> None:
        if not block:
            return
        number, line = block[0]
        found = FIRST.match(line)
        if found is None:
            raise not_understood(number, line)
        tags = _tags(found[5] or "")
        postings: list[Posting] = []
        for place, text in block[1:]:
            _take(place, text.strip(), tags, postings, self.head.books.currency)
        for posting in postings:
            if posting.account not in self.head.paths:
                self.types.setdefault(posting.account, type_of_name(posting.account))
        books = self.head.books
        self.entries.append(
            BookEntry(
                number=decoded(found[3] or ""),
                journal=tags.get("journal", ""),
                day=_day(number, found[1]),
                description=decoded(found[4].strip()),
                lines=lines_of(postings, books.currency, books.decimals, self.head.paths),
                reference=tags.get("reference", ""),
                source=tags.get("source", ""),
                reversal_of=tags.get("reversal_of", ""),
            )
        )


def _accounts_beside(books: Books, types: dict[str, str]) -> Iterator[BookAccount]:
    known = {account.path for account in books.accounts}
    for path in sorted(types):
        if path not in known:
            step = path.rpartition(":")[2]
            yield BookAccount(path, types[path], name_id=step, name_en=step)


def _take(place: int, text: str, tags: dict[str, str], postings: list[Posting], base: str) -> None:
    if text.startswith(";"):
        (postings[-1].facts if postings else tags).update(_tags(text[1:]))
        return
    body, _semi, comment = text.partition(";")
    account, _gap, amount = re.sub(r"^[*!]\s+", "", body.rstrip()).partition("  ")
    if account.startswith(("(", "[")):
        raise not_understood(place, text)
    posting = Posting(place, account.strip(), None, base, facts=_tags(comment))
    if amount.strip():
        _read_amount(posting, amount.partition("=")[0].strip(), base)
    postings.append(posting)


def _read_amount(posting: Posting, text: str, base: str) -> None:
    if not text:
        return
    amount, total, price = text.partition("@@")
    if not total:
        amount, total, price = text.partition("@")
    posting.amount, posting.currency = read_amount(posting.place, amount.strip(), base)
    if price.strip():
        worth, currency = read_amount(posting.place, price.strip(), base)
        if currency != base:
            raise not_understood(posting.place, text)
        posting.worth = abs(worth) if total == "@@" else abs(worth * posting.amount)


def read_amount(place: int, text: str, base: str) -> tuple[Decimal, str]:
    """ "$-1,000.50" or "-1000.50 USD": the number and its currency."""
    found = AMOUNT.match(text.replace('"', ""))
    if found is None:
        raise not_understood(place, text)
    sign = -1 if "-" in (found["sign"] + found["inner"]) else 1
    digits = found["number"].rstrip(".").replace(",", "")
    word = found["before"] or found["after"]
    try:
        return sign * Decimal(digits), SYMBOLS.get(word, word) or base
    except InvalidOperation:
        raise not_understood(place, text) from None


def _tags(comment: str) -> dict[str, str]:
    return {name: decoded(value.strip()) for name, value in TAG.findall(comment)}


def _day(number: int, text: str) -> date:
    try:
        year, month, day = (int(part) for part in re.split("[-/.]", text))
        return date(year, month, day)
    except ValueError:
        raise not_understood(number, text) from None
