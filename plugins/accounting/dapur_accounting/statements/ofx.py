"""OFX, the old kind (SGML, elements without ends) and the new one (XML), as far as statements go.

Why no library: docs/decisions/ofx.md.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape

from dapur_accounting.statements.statement import Statement, StatementLine, unreadable

STATEMENT = re.compile(r"<(?:CC)?STMTRS>(.*?)(?=</(?:CC)?STMTRS>|<(?:CC)?STMTRS>|\Z)", re.DOTALL | re.IGNORECASE)
MOVEMENT = re.compile(r"<STMTTRN>(.*?)(?=</?STMTTRN>|</BANKTRANLIST>|\Z)", re.DOTALL | re.IGNORECASE)
AMOUNT = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,6})?|[.,]\d{1,6})", re.ASCII)
DAY = re.compile(r"\d{8}", re.ASCII)
ELEMENT = re.compile(r"<([A-Z0-9.]+)>([^<\r\n]*)", re.IGNORECASE)


def read_ofx(text: str) -> list[Statement]:
    """Every statement of a file. Raises Refused."""
    found = [_statement(part[1]) for part in STATEMENT.finditer(text)]
    if not found:
        raise unreadable("OFX")
    return found


def _statement(text: str) -> Statement:
    lines = list(_lines(text))
    facts = _elements(MOVEMENT.sub("", text))
    closing = None
    if "BALAMT" in facts and "DTASOF" in facts and all(line.day <= _day(facts["DTASOF"]) for line in lines):
        closing = _number(facts["BALAMT"])
    opening = closing - sum((line.amount for line in lines), Decimal(0)) if closing is not None else None
    return Statement(lines, opening, closing, "", facts.get("ACCTID", ""), facts.get("CURDEF", ""))


def _lines(text: str) -> Iterator[StatementLine]:
    for part in MOVEMENT.finditer(text):
        facts = _elements(part[1])
        words = [facts.get("NAME", ""), facts.get("MEMO", "")]
        yield StatementLine(
            day=_day(facts.get("DTPOSTED", "")),
            amount=_number(facts.get("TRNAMT", "")),
            memo=" ".join(w for w in dict.fromkeys(words) if w),
            reference=facts.get("FITID", ""),
            counterparty=facts.get("NAME", ""),
        )


def _elements(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in ELEMENT.findall(text):
        if value.strip():
            found.setdefault(name.upper(), unescape(value.strip()))
    return found


def _day(text: str) -> date:
    found = DAY.match(text)
    try:
        return date.fromisoformat(found[0] if found else "")
    except ValueError:
        raise unreadable("OFX: DTPOSTED") from None


def _number(text: str) -> Decimal:
    if AMOUNT.fullmatch(text) is None:
        raise unreadable("OFX: TRNAMT")
    return Decimal(text.replace(",", "."))
