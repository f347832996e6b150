"""SWIFT MT940, read by the library mt-940."""

import re
from datetime import date

from mt940.models import Amount, Transactions

from dapur_accounting.statements.statement import Statement, StatementLine, unreadable

STATEMENT = re.compile(r"(?m)^(?=:20:)")
NOTHING = ("NONREF", "NOTPROVIDED", "")


def read_mt940(text: str) -> list[Statement]:
    """Every statement of a file. Raises Refused."""
    parts = [part for part in STATEMENT.split(text) if part.startswith(":20:")]
    if not parts:
        raise unreadable("MT940")
    return [_statement(part) for part in parts]


def _statement(text: str) -> Statement:
    found = Transactions()
    try:
        found.parse(text.strip().removesuffix("-").strip())
    except Exception as error:  # the library raises errors of many kinds for what it does not know
        raise unreadable(f"MT940: {type(error).__name__}") from None
    facts = found.data
    opening = facts.get("final_opening_balance") or facts.get("intermediate_opening_balance")
    closing = facts.get("final_closing_balance") or facts.get("intermediate_closing_balance")
    return Statement(
        [_line(t.data) for t in found],
        opening.amount.amount if opening is not None else None,
        closing.amount.amount if closing is not None else None,
        "/".join(str(facts[n]) for n in ("transaction_reference", "statement_number", "sequence_number") if facts.get(n)),
        str(facts.get("account_identification") or "").split("/")[-1],
        opening.amount.currency if opening is not None else "",
    )


def _line(data: dict[str, object]) -> StatementLine:
    amount = data["amount"]
    assert isinstance(amount, Amount)
    booked = data.get("entry_date") or data["date"]
    assert isinstance(booked, date)
    own, bank = (str(data.get(name) or "") for name in ("customer_reference", "bank_reference"))
    details = " ".join(str(data.get("transaction_details") or data.get("purpose") or "").split())
    words = [details, *([str(data["extra_details"])] if data.get("extra_details") else [])]
    return StatementLine(
        day=date(booked.year, booked.month, booked.day),
        amount=amount.amount,
        memo=" ".join(w for w in words if w),
        reference=next((r for r in (own, bank) if r not in NOTHING), ""),
        counterparty=str(data.get("applicant_name") or ""),
        counter_number=str(data.get("applicant_iban") or ""),
    )
