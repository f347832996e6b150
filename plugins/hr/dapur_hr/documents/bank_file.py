"""The bank's payment file of a posted payroll: as much as the ledger owes its people, or no file at all."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Document, DocumentFile, Form, NotFound, Refused, Shown, _
from dapur.queries.reader import Reader
from dapur.services.bank_formats import BankAccountOf, BankFormats, PaymentFormat, Transfer, TransferBatch
from dapur_hr.documents.plain_bank_file import PLAIN, plain_payments

_ROWS = """
    select s.account_holder, s.account_number, s.bank, s.net, e.number, p.email, p.name
    from hr.payslip s join hr.employee e on e.company_id = s.company_id and e.id = s.employee_id
    join base.party p on p.company_id = s.company_id and p.id = s.party_id
    where s.company_id = %s and s.run_id = %s and s.net > 0 order by s.bank, s.account_number, s.id
"""
_RUN = "select month, pay_day, state from hr.payroll_run where company_id = %s and id = %s"
_PAYABLE = "select coalesce(sum(net), 0) from hr.payslip where company_id = %s and run_id = %s"


class WhichPayroll(Form):
    """The payroll, and the format that the bank takes."""

    payroll: Annotated[int, Shown(_("Payroll"), reference="hr.payrolls")]
    format: Annotated[
        str, StringConstraints(max_length=40), Shown(_("Format"), kind="code", hint=_("Empty: the first that the country offers"))
    ] = ""


async def make(reader: Reader, asked: WhichPayroll) -> DocumentFile:
    """A payment a person. Raises NotFound, and Refused where somebody's pay has nowhere to go."""
    found = await reader.rows(_RUN, reader.scope.company, asked.payroll)
    if not found:
        raise NotFound(field="payroll")
    month, day, state = found[0]
    if state != "posted":
        raise Refused("HR_PAYROLL_NOT_POSTED", _("Post the payroll first: the bank pays what is booked."), field="payroll")
    wanted, write = _format(reader, asked.format)
    rows = await reader.rows(_ROWS, reader.scope.company, asked.payroll)
    transfers = [_transfer(row, f"GAJI {month:%m-%Y}") for row in rows]
    batch = TransferBatch(
        f"GAJI {month:%Y-%m}",
        reader.company.name,
        BankAccountOf(reader.company.name, ""),
        reader.company.currency,
        day,
        transfers,
    )
    _check(rows, batch.total, await reader.value(_PAYABLE, reader.scope.company, asked.payroll))
    return DocumentFile(f"gaji-{month:%Y-%m}.{wanted.ending}", wanted.media_type, write(batch))


def _format(reader: Reader, code: str) -> tuple[PaymentFormat, Callable[[TransferBatch], bytes]]:
    """The wanted format, or the first one, and what writes it. Raises Refused for one that nobody knows here."""
    pack = reader.find(BankFormats)
    offered = list(pack.payment_formats()) if pack is not None else [PLAIN]
    wanted = next((one for one in offered if code in ("", one.code)), None)
    if wanted is None:
        words = _("There is no such format of banks here. Known are: {known}.")
        raise Refused("HR_BANK_FORMAT_UNKNOWN", words.fill(known=[one.code for one in offered]), field="format")
    return wanted, partial(pack.write_payments, wanted.code) if pack is not None else plain_payments


def _transfer(row: Sequence[Any], remark: str) -> Transfer:
    holder, number, bank, net, employee, email, _name = row
    return Transfer(BankAccountOf(holder, number, bank), net, f"{remark} {employee}", email=email)


def _check(rows: Sequence[Sequence[Any]], total: Decimal, payable: Decimal) -> None:
    missing = [row[-1] for row in rows if not row[1]]
    if missing:
        words = _("{count} people have no bank account: {names}. Set their pay accounts, calculate again, and post.")
        raise Refused("HR_ACCOUNT_MISSING", words.fill(count=len(missing), names=missing[:5]), field="payroll")
    if total != payable:
        words = _("The file would pay {total}, but {payable} is owed: somebody's net pay is below zero. Correct that first.")
        raise Refused("HR_BANK_FILE_DIFFERS", words.fill(total=total, payable=payable), field="payroll")


BANK_FILE = Document(
    "hr.bank_file",
    _("Bank file"),
    "hr.payroll.post",
    WhichPayroll,
    make,
    "Payments of a posted payroll in a format of the country's banks; its total is what the ledger owes.",
    sensitive=True,
)
