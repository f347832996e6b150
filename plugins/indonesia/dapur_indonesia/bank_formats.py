"""How Indonesian banks lay out statements and take payments: `data/bank_formats.toml`, which names its sources."""

import csv
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

from dapur.contract import Service
from dapur.services.bank_formats import BankFormats, CsvLayout, PaymentFormat, Transfer, TransferBatch

GENERIC = PaymentFormat("csv_payroll_generic", "CSV (account, name, bank, amount)", "csv")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("dapur_indonesia.data").joinpath("bank_formats.toml").read_text("utf-8"))


class IndonesianBankFormats:
    """Offered to accounting and payroll."""

    def __init__(self, source: Any) -> None:
        self.source = source

    def csv_layouts(self) -> Sequence[CsvLayout]:
        """Known layouts of statements."""
        return [CsvLayout(**layout) for layout in _data()["csv"]]

    def payment_formats(self) -> Sequence[PaymentFormat]:
        """A table that most business channels take."""
        return (GENERIC,)

    def write_payments(self, code: str, batch: TransferBatch) -> bytes:
        """The file. Raises KeyError for an unknown code."""
        columns = _data()["payments"][code]
        out = StringIO()
        writer = csv.DictWriter(out, columns, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(_row(transfer) for transfer in batch.transfers)
        return out.getvalue().encode()

    def bank_codes(self) -> Sequence[tuple[str, str, str]]:
        """Clearing code, name and SWIFT code ("" unknown)."""
        return [(bank["code"], bank["name"], bank.get("bic", "")) for bank in _data()["bank"]]


def _row(transfer: Transfer) -> dict[str, str]:
    # A text that a spreadsheet would calculate is written with an apostrophe before it.
    return {
        "account_number": transfer.to.number,
        "account_name": _harmless(transfer.to.holder),
        "bank_code": transfer.to.bank_code,
        "amount": format(transfer.amount.normalize(), "f"),
        "remark": _harmless(transfer.remark or transfer.reference),
        "email": transfer.email,
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


BANK_FORMATS = Service(BankFormats, IndonesianBankFormats, readable=True)
