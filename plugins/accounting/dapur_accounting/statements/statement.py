"""A statement as plain data, whatever file it came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.contract import Refused, _


@dataclass(frozen=True)
class StatementLine:
    """One movement; what comes in is positive. `balance`: what stood after it, where the file says so."""

    day: date
    amount: Decimal
    memo: str = ""
    reference: str = ""
    counterparty: str = ""
    counter_number: str = ""
    balance: Decimal | None = None


@dataclass(frozen=True)
class Statement:
    """A statement. opening, closing: None where the file does not say. number, currency: the bank's account, "" unknown."""

    lines: Sequence[StatementLine]
    opening: Decimal | None = None
    closing: Decimal | None = None
    reference: str = ""
    number: str = ""
    currency: str = ""


def unreadable(what: str) -> Refused:
    """What to say of a file that is not what it should be."""
    text = _("This is no statement that can be read ({what}). Choose MT940, CAMT.053, OFX, or CSV with its columns.")
    return Refused("STATEMENT_UNREADABLE", text.fill(what=what), field="file")
