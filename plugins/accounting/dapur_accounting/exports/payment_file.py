"""The file of a payment run for the bank. There is none before the run is approved."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import StringConstraints

from dapur.contract import Document, DocumentFile, Form, Refused, Shown, _
from dapur.queries.reader import Reader
from dapur.services.bank_formats import BankAccountOf, BankFormats, PaymentFormat, Transfer, TransferBatch
from dapur_accounting.payment_runs.approving import RUN, run_subject
from dapur_accounting.payment_runs.pain import PAIN_FORMATS, write_pain
from dapur_accounting.payment_runs.reading import Run, RunItem, read_run
from dapur_base.approvals import approval_of


class WhichFile(Form):
    """The run and the format: pain.001.001.03 when left empty."""

    id: Annotated[int, Shown(_("Payment run"), reference="accounting.payment_runs")]
    format: Annotated[str, StringConstraints(max_length=40), Shown(_("Format"), kind="code")] = "pain.001.001.03"


async def make(reader: Reader, asked: WhichFile) -> DocumentFile:
    """Raises Refused while the run is not approved, or something is missing that the bank needs."""
    run = await read_run(reader, asked.id)
    if run.status not in ("handed_in", "booked"):
        raise Refused("RUN_NOT_APPROVED", _("Hand the run in first; then there is a file."), field="id")
    known = await approval_of(reader, RUN, run.id)
    if known.state not in ("none", "approved") or (known.state == "approved" and known.digest != run_subject(run).digest):
        raise Refused("RUN_NOT_APPROVED", _("The run is not approved yet. The file is there once it is."), field="id")
    wanted = next((f for f in formats(reader) if f.code == asked.format), None)
    if wanted is None:
        raise Refused("FORMAT_UNKNOWN", _("No bank of this country takes this format. Choose another."), field="format")
    content = _written(reader, wanted, batch_of(run, reader.company.name))
    return DocumentFile(f"{run.number.lstrip('#')}.{wanted.ending}", wanted.media_type, content)


def formats(reader: Reader) -> list[PaymentFormat]:
    """What the banks of this company take."""
    offered = reader.find(BankFormats)
    return [*PAIN_FORMATS, *(offered.payment_formats() if offered is not None else ())]


def batch_of(run: Run, company: str) -> TransferBatch:
    """A run as a batch: one transfer to a beneficiary for all bills."""
    sender = BankAccountOf(run.bank_holder or company, run.bank_number, run.bank_code)
    return TransferBatch(
        reference=f"RUN-{run.id}",
        company=company,
        from_account=sender,
        currency=run.currency,
        day=run.day,
        transfers=[_transfer(run, items) for items in run.by_party()],
    )


def _transfer(run: Run, items: list[RunItem]) -> Transfer:
    first = items[0]
    return Transfer(
        to=BankAccountOf(first.holder, first.number, first.bank_code, first.bic),
        amount=sum((item.amount for item in items), Decimal(0)),
        reference=f"RUN-{run.id}-{first.party}",
        remark=" ".join(item.reference for item in items),
        email=first.email,
    )


def _written(reader: Reader, wanted: PaymentFormat, batch: TransferBatch) -> bytes:
    if wanted in PAIN_FORMATS:
        now: datetime = reader.now.astimezone(ZoneInfo(reader.company.zone))
        return write_pain(wanted.code, batch, now)
    offered = reader.find(BankFormats)
    assert offered is not None
    return offered.write_payments(wanted.code, batch)


PAYMENT_FILE = Document(
    "accounting.payment_file",
    _("Bank file"),
    "accounting.payment.run",
    WhichFile,
    make,
    "The payments of an approved run, in a format that the bank takes.",
    sensitive=True,
)
