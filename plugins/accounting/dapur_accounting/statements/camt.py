"""ISO 20022 camt.053 (bank to customer statement), read by the standard library; files with entities are refused.

Every version is read alike: elements are found by their names, not by the namespace of a version.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from dapur_accounting.statements.statement import Statement, StatementLine, unreadable

BOMBS = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_camt(content: bytes) -> list[Statement]:
    """Every statement of a file. Raises Refused, also for a file with a document type: it could unfold without end."""
    if BOMBS.search(content.replace(b"\0", b"")):
        raise unreadable("CAMT: DOCTYPE")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 (no document type, so nothing unfolds)
    except ElementTree.ParseError:
        raise unreadable("CAMT: XML") from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    found = list(root.iter("Stmt"))
    if not found:
        raise unreadable("CAMT: Stmt")
    return [_statement(statement) for statement in found]


def _statement(statement: ElementTree.Element) -> Statement:
    balances = {_text(b, "Tp/CdOrPrtry/Cd"): _amount(b) for b in reversed(statement.findall("Bal"))}
    opening = balances.get("OPBD", balances.get("PRCD"))
    currency = _text(statement, "Acct/Ccy") or next((e.get("Ccy", "") for e in statement.iter("Amt")), "")
    return Statement(
        [line for entry in statement.findall("Ntry") for line in _lines(entry)],
        opening,
        balances.get("CLBD"),
        _text(statement, "Id"),
        _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id"),
        currency,
    )


def _lines(entry: ElementTree.Element) -> Iterator[StatementLine]:
    if _text(entry, "Sts") in ("PDNG", "INFO") or _text(entry, "Sts/Cd") in ("PDNG", "INFO"):
        return
    details = entry.findall("NtryDtls/TxDtls")
    one = details[0] if len(details) == 1 else entry
    incoming = _text(entry, "CdtDbtInd") == "CRDT"
    side = "Dbtr" if incoming else "Cdtr"
    words = [_inner(e) for e in one.iter("Ustrd")] or [_text(entry, "AddtlNtryInf")]
    yield StatementLine(
        day=_day(entry),
        amount=_amount(entry),
        memo=" ".join(" ".join(words).split()),
        reference=next(
            (r for r in (_text(one, "Refs/EndToEndId"), _text(entry, "AcctSvcrRef")) if r not in ("", "NOTPROVIDED")), ""
        ),
        counterparty=_text(one, f"RltdPties/{side}/Nm") or _text(one, f"RltdPties/{side}/Pty/Nm"),
        counter_number=_text(one, f"RltdPties/{side}Acct/Id/IBAN") or _text(one, f"RltdPties/{side}Acct/Id/Othr/Id"),
    )


def _day(entry: ElementTree.Element) -> date:
    text = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise unreadable("CAMT: BookgDt") from None


def _amount(element: ElementTree.Element) -> Decimal:
    try:
        value = Decimal(_text(element, "Amt"))
    except InvalidOperation:
        raise unreadable("CAMT: Amt") from None
    return -value if _text(element, "CdtDbtInd") == "DBIT" else value


def _text(element: ElementTree.Element, path: str) -> str:
    found = element.find(path)
    return _inner(found) if found is not None else ""


def _inner(element: ElementTree.Element) -> str:
    return (element.text or "").strip()
