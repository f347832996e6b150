"""Posting to the general ledger from another department, in the same transaction.

    ledger = work.find(LedgerPosting)
    if ledger is not None:
        posted = await ledger.post(EntryDraft(…))

`find` gives None while no plugin that keeps a ledger is on; the department then keeps what it would have posted.
Lines name *roles* ("salary_expense"), not accounts: the company decides which account a role means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

ZERO = Decimal(0)


@dataclass(frozen=True)
class LedgerLine:
    """One line. `role` names the account; `account` is its number where the department knows it (then `role` is "").

    debit, credit: in the company's currency; never both, never negative. currency, amount: in a foreign currency,
    positive with a debit and negative with a credit; `rate`: units of the company's currency for one unit of it.
    party: number of a party of base. cost_centre, project: codes.
    """

    role: str = ""
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    currency: str = ""
    amount: Decimal | None = None
    rate: Decimal | None = None
    description: str = ""
    party: int | None = None
    cost_centre: str = ""
    project: str = ""
    account: int | None = None


@dataclass(frozen=True)
class EntryDraft:
    """An entry to post. `kind`: the kind of journal (general, sales, purchase, cash).

    source_plugin, source_kind, source_number: the document that it books; the same document is booked once: again with
    the same content gives the entry that is there, with other content it is refused (REFERENCE_REUSED).
    source_id: the document's row, for the way back to it.
    """

    day: date
    lines: Sequence[LedgerLine]
    source_plugin: str
    source_kind: str
    source_number: str
    source_id: int | None = None
    description: str = ""
    reference: str = ""
    kind: str = "general"


@dataclass(frozen=True)
class PostedEntry:
    """An entry of the ledger. `existing`: it was there before."""

    id: int
    number: str
    existing: bool = False


class LedgerPosting(Protocol):
    """A general ledger that other departments post to. Everything happens in the caller's transaction.

    Raises Refused: ROLE_UNKNOWN (no account for a role), ENTRY_UNBALANCED, ENTRY_TOO_SHORT, PERIOD_LOCKED, and
    REFERENCE_REUSED as a Conflict. The field names the line: "lines.2.account".
    """

    async def post(self, entry: EntryDraft) -> PostedEntry:
        """Post an entry, once per source document."""
        ...

    async def reverse(self, entry: int, day: date, description: str = "") -> PostedEntry:
        """Take an entry back by one of this day. Raises Refused (ALREADY_REVERSED, DATE_TOO_EARLY) and NotFound."""
        ...

    async def first_open_day(self, day: date, kind: str = "general") -> date:
        """This day, or the first one after it that is not locked for this kind of journal."""
        ...

    async def knows_role(self, role: str) -> bool:
        """Whether the company has said which account this role means."""
        ...

    async def balance(self, role: str, day: date) -> Decimal:
        """What stands on the role's account at the end of a day, debit positive. Raises Refused (ROLE_UNKNOWN)."""
        ...


class LedgerReading(Protocol):
    """What stands in a general ledger, for reports of other departments that must agree with it."""

    async def balance(self, role: str, day: date) -> Decimal | None:
        """What stands on the role's account at the end of a day, debit positive; None where no account has the role."""
        ...
