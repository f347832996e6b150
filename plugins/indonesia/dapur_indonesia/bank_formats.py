"""How Indonesian banks lay out statements and take payments: `data/bank_formats.toml`, which names its sources."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from dapur.contract import Service
from dapur.documents.csv_writer import guarded
from dapur.services.bank_formats import BankFormats, CsvLayout, PaymentFormat, Transfer, TransferBatch
from dapur_indonesia.dated import read_data

GENERIC = PaymentFormat("csv_payroll_generic", "CSV (account, name, bank, amount)", "csv", "text/csv")


class IndonesianBankFormats:
    """Offered to accounting and payroll."""

    def __init__(self, source: Any) -> None:
        self.source = source

    def csv_layouts(self) -> Sequence[CsvLayout]:
        """Known layouts of statements."""
        return [CsvLayout(**layout) for layout in read_data("bank_formats")["csv"]]

    def payment_formats(self) -> Sequence[PaymentFormat]:
        """A table that most business channels take."""
        return (GENERIC,)

    def write_payments(self, code: str, batch: TransferBatch) -> bytes:
        """The file. Raises KeyError for an unknown code."""
        columns = read_data("bank_formats")["payments"][code]
        out = StringIO()
        writer = csv.DictWriter(out, columns, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(_row(transfer) for transfer in batch.transfers)
        return out.getvalue().encode()

    def bank_codes(self) -> Sequence[tuple[str, str, str]]:
        """Clearing code, name and SWIFT code ("" unknown)."""
        return [(bank["code"], bank["name"], bank.get("bic", "")) for bank in read_data("bank_formats")["bank"]]


def _row(transfer: Transfer) -> dict[str, str]:
    return {
        "account_number": transfer.to.number,
        "account_name": guarded(transfer.to.holder),
        "bank_code": transfer.to.bank_code,
        "amount": format(transfer.amount.normalize(), "f"),
        "remark": guarded(transfer.remark or transfer.reference),
        "email": transfer.email,
    }


BANK_FORMATS = Service(BankFormats, IndonesianBankFormats, readable=True)
