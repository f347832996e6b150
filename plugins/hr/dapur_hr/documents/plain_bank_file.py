"""What a bank takes where no country's pack knows better: a table of payments."""

import csv
import io

from dapur.documents.csv_writer import guarded
from dapur.services.bank_formats import PaymentFormat, Transfer, TransferBatch

PLAIN = PaymentFormat("csv", "CSV", "csv", "text/csv")
COLUMNS = ("account_number", "account_name", "bank", "amount", "remark")


def plain_payments(batch: TransferBatch) -> bytes:
    """A payment a row."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(transfer) for transfer in batch.transfers)
    return stream.getvalue().encode()


def _row(transfer: Transfer) -> tuple[str, ...]:
    to = transfer.to
    texts = (to.number, to.holder, to.bank_code, f"{transfer.amount.normalize():f}", transfer.reference)
    return tuple(guarded(text) for text in texts)
