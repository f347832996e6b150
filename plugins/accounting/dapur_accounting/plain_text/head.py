"""What the text formats have no words for stands in comments: `; dapur {json}`, the same in both."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from dapur_accounting.plain_text.books import BookAccount, Books, not_understood

MARK = "; dapur "


def head_lines(books: Books, names: Mapping[str, str]) -> Iterator[str]:
    """The facts of the books, one a line. names: how each account is called in the text, by path."""
    yield _line("books", {"currency": books.currency, "decimals": books.decimals})
    for journal in books.journals:
        yield _line("journal", journal)
    for key, name in books.parties.items():
        yield _line("party", {"key": key, "name": name})
    for (kind, code), name in books.values.items():
        yield _line("value", {"kind": kind, "code": code, "name": name})
    for account in books.accounts:
        yield _line("account", {"as": names[account.path], **{k: v for k, v in asdict(account).items() if v}})


def _line(kind: str, facts: Mapping[str, Any]) -> str:
    return f"{MARK}{json.dumps({kind: facts}, ensure_ascii=False)}"


class Head:
    """The facts read back. `paths`: path by the name that an account has in the text."""

    def __init__(self, currency: str, decimals: int) -> None:
        self.books = Books(currency, {currency: decimals})
        self.paths: dict[str, str] = {}

    def read(self, number: int, line: str) -> None:
        """Take a line that begins with MARK. Raises Refused when somebody broke it."""
        try:
            ((kind, facts),) = json.loads(line[len(MARK) :]).items()
            self._take(kind, facts)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise not_understood(number, line) from None

    def _take(self, kind: str, facts: Mapping[str, Any]) -> None:
        match kind:
            case "books":
                self.books.currency = str(facts["currency"])
                self.books.decimals = {str(code): int(places) for code, places in facts["decimals"].items()}
            case "journal":
                self.books.journals.append(dict(facts))
            case "party":
                self.books.parties[facts["key"]] = facts["name"]
            case "value":
                self.books.values[facts["kind"], facts["code"]] = facts["name"]
            case "account":
                known = dict(facts)
                self.paths[known.pop("as")] = known["path"]
                self.books.accounts.append(BookAccount(**known))
