"""The bank's payment file of a posted payroll: as many rupiah as the ledger owes its people, or no file at all."""

import csv
import io
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Document, DocumentFile, Form, NotFound, Refused, Shown, _
from dapur.queries.reader import Reader

COLUMNS = ("account_number", "account_name", "bank_code", "amount", "remark", "email")
"""Of the common payroll file of Indonesian banks (csv_payroll_generic; names and order vary by bank product)."""

_ROWS = """
    select s.account_number, s.account_holder, s.bank, s.net, e.number, p.email, p.name
    from hr.payslip s join hr.employee e on e.company_id = s.company_id and e.id = s.employee_id
    join base.party p on p.company_id = s.company_id and p.id = s.party_id
    where s.company_id = %s and s.run_id = %s and s.net > 0 order by s.bank, s.account_number, s.id
"""
_RUN = "select month, state from hr.payroll_run where company_id = %s and id = %s"
_PAYABLE = "select coalesce(sum(net), 0) from hr.payslip where company_id = %s and run_id = %s"


class WhichPayroll(Form):
    """The payroll."""

    payroll: Annotated[int, Shown(_("Payroll"), reference="hr.payrolls")]


async def make(reader: Reader, asked: WhichPayroll) -> DocumentFile:
    """A row a person. Raises NotFound, and Refused where somebody's pay has nowhere to go."""
    found = await reader.rows(_RUN, reader.scope.company, asked.payroll)
    if not found:
        raise NotFound(field="payroll")
    month, state = found[0]
    if state != "posted":
        raise Refused("HR_PAYROLL_NOT_POSTED", _("Post the payroll first: the bank pays what is booked."), field="payroll")
    rows = await reader.rows(_ROWS, reader.scope.company, asked.payroll)
    _check(rows, await reader.value(_PAYABLE, reader.scope.company, asked.payroll))
    return DocumentFile(f"gaji-{month:%Y-%m}.csv", "text/csv", _written(rows, f"GAJI {month:%m-%Y}"))


def _check(rows: list[tuple[Any, ...]], payable: Decimal) -> None:
    missing = [name for number, *_rest, name in rows if not number]
    if missing:
        words = _("{count} people have no bank account: {names}. Set their pay accounts, calculate again, and post.")
        raise Refused("HR_ACCOUNT_MISSING", words.fill(count=len(missing), names=missing[:5]), field="payroll")
    total = sum((row[3] for row in rows), Decimal(0))
    if total != payable:
        words = _("The file would pay {total}, but {payable} is owed: somebody's net pay is below zero. Correct that first.")
        raise Refused("HR_BANK_FILE_DIFFERS", words.fill(total=total, payable=payable), field="payroll")


def _written(rows: list[tuple[Any, ...]], remark: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, holder, bank, net, employee, email, _name in rows:
        writer.writerow([_plain(number), _plain(holder), _plain(bank), f"{net.normalize():f}", f"{remark} {employee}", email])
    return stream.getvalue().encode()


def _plain(text: str) -> str:
    """A cell that a spreadsheet would read as a formula loses its sign."""
    return text.lstrip("=+@\t")


BANK_FILE = Document(
    "hr.bank_file",
    _("Bank file"),
    "hr.payroll.post",
    WhichPayroll,
    make,
    "Payments of a posted payroll for the bank, as CSV; its total is what the ledger owes.",
    sensitive=True,
)
