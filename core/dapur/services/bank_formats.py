"""How a country's banks lay out the files that they give and take.

    formats = work.find(BankFormats)
    layouts = formats.csv_layouts() if formats is not None else ()

Statements as CSV have columns of each bank's own; payments go out in formats of each bank's own, too. What is the same
everywhere (MT940, camt.053, OFX, pain.001) needs no pack.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class CsvLayout:
    """Columns of a statement by their headings. Either `amount` (with its sign, or told by `sign`) or debit and credit.

    date_format: as strptime takes it; without a year the statement's head says it. decimal_mark: "." or ",".
    """

    name: str
    date: str
    date_format: str
    memo: Sequence[str] = ()
    amount: str = ""
    sign: str = ""
    debit: str = ""
    credit: str = ""
    balance: str = ""
    reference: str = ""
    counterparty: str = ""
    decimal_mark: str = "."

    def columns(self) -> list[str]:
        """All headings that must be there."""
        single = (self.date, self.amount, self.sign, self.debit, self.credit, self.balance, self.reference, self.counterparty)
        return [name for name in (*single, *self.memo) if name]


@dataclass(frozen=True)
class BankAccountOf:
    """A bank account as a payment names it. bank_code: the country's clearing code; bic: SWIFT code."""

    holder: str
    number: str
    bank_code: str = ""
    bic: str = ""


@dataclass(frozen=True)
class Transfer:
    """One payment to one beneficiary."""

    to: BankAccountOf
    amount: Decimal
    reference: str
    remark: str = ""
    email: str = ""


@dataclass(frozen=True)
class TransferBatch:
    """Payments from one account on one day. `reference`: what names the batch, at most 35 letters of the Latin alphabet."""

    reference: str
    company: str
    from_account: BankAccountOf
    currency: str
    day: date
    transfers: Sequence[Transfer]

    @property
    def total(self) -> Decimal:
        """What leaves the account."""
        return sum((transfer.amount for transfer in self.transfers), Decimal(0))


@dataclass(frozen=True)
class PaymentFormat:
    """A format that banks take. `ending`: of the file's name; `media_type`: what it is served as."""

    code: str
    title: str
    ending: str
    media_type: str


class BankFormats(Protocol):
    """Formats of one country's banks. Offered readable."""

    def csv_layouts(self) -> Sequence[CsvLayout]:
        """Known layouts of statements."""
        ...

    def payment_formats(self) -> Sequence[PaymentFormat]:
        """Formats for payments, beside pain.001."""
        ...

    def write_payments(self, code: str, batch: TransferBatch) -> bytes:
        """The file. Raises KeyError for an unknown code and Refused for what the format cannot carry."""
        ...

    def bank_codes(self) -> Sequence[tuple[str, str, str]]:
        """Clearing code, name and SWIFT code ("" unknown) of the banks."""
        ...
