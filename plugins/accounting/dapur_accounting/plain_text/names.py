"""How accounts are called in the text: readable, legal in the format, and each its own."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from dapur_accounting.plain_text.books import BookAccount

ROOTS = {"asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}


def hledger_names(accounts: Sequence[BookAccount]) -> dict[str, str]:
    """Names for hledger: code and name at every level ("1 Aset:11 Aset lancar:1101 Kas")."""
    return _names(accounts, _readable, lambda _account: "")


def beancount_names(accounts: Sequence[BookAccount]) -> dict[str, str]:
    """Names for Beancount: below the root of their type, letters, digits and dashes only."""
    return _names(accounts, _strict, lambda account: ROOTS[account.type])


def _names(accounts: Sequence[BookAccount], legal: Callable[[str], str], root: Callable[[BookAccount], str]) -> dict[str, str]:
    by_path = {account.path: account for account in accounts}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for account in accounts:
        parts = [legal(_said(by_path, path)) for path in _levels(account.path)]
        first = root(account)
        if first and (parts[0] != first or len(parts) == 1):
            parts.insert(0, first)
        name = ":".join(parts)
        while name in taken:
            name += "-2"
        taken.add(name)
        found[account.path] = name
    return found


def _levels(path: str) -> list[str]:
    steps = path.split(":")
    return [":".join(steps[: n + 1]) for n in range(len(steps))]


def _said(by_path: Mapping[str, BookAccount], path: str) -> str:
    step = path.rpartition(":")[2]
    account = by_path.get(path)
    if account is None or not account.code or account.name_id == step:
        return step
    return f"{step} {account.name_id}"


def _readable(text: str) -> str:
    """No two spaces, no sign that ends a name or makes a virtual posting, no colon."""
    plain = re.sub(r"[;:()\[\]{}*!|@=\"%\x00-\x1f]", "-", text)
    return re.sub(r"\s+", " ", plain).strip() or "-"


def _strict(text: str) -> str:
    """Letters, digits and dashes, a capital or a digit first."""
    plain = "".join(c if _is_letter_or_digit(c) else "-" for c in text)
    plain = re.sub("-+", "-", plain).strip("-")
    first = plain[:1].upper()
    if len(first) == 1 and unicodedata.category(first) in ("Lu", "Nd"):
        return first + plain[1:]
    return f"X{plain}"


def _is_letter_or_digit(character: str) -> bool:
    return unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")
