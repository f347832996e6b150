"""The bank reconciliation statement: what the bank says, what is under way, what is not booked yet, what the ledger says."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Column, Form, NotFound, Report, ReportRow, Sheet, Shown, Text, Words, _
from dapur.queries.reader import Reader

ZERO = Decimal(0)
BANK = "select id, name, currency, account_id from accounting.bank_account where company_id = %s and id = %s"
BALANCE = """
    select coalesce((select l.balance from accounting.bank_line l where l.company_id = %s and l.bank_account_id = %s and l.day <= %s
        order by l.position desc limit 1),
        (select l.balance - l.amount from accounting.bank_line l where l.company_id = %s and l.bank_account_id = %s
         order by l.position limit 1), 0)
"""
LEDGER = """
    select coalesce(sum(s.amount), 0) from accounting.sums_through(%s, %s) s where s.account_id = %s and s.currency = %s
"""
OUTSTANDING = """
    select o.entry_id, o.date, o.number, o.description, o.amount from accounting.outstanding_bank_lines(%s, %s, %s) o
    order by o.date, o.entry_id, o.line_no
"""
UNBOOKED = """
    select l.id, l.day, l.reference, l.memo, l.amount from accounting.unmatched_bank_lines(%s, %s, %s) l order by l.position
"""
COLUMNS = (
    Column("date", _("Date"), "date", phone=2),
    Column("number", _("Number"), "code", phone=2),
    Column("description", _("Description"), "text", phone=1),
    Column("amount", _("Amount"), "money", currency="currency", phone=1),
    Column("currency", _("Currency"), "code", hidden=True),
)


class ReconciliationInput(Form):
    """Which bank account, at the end of which day."""

    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    day: Annotated[datetime.date, Shown(_("At the end of"))]


async def build(reader: Reader, form: ReconciliationInput) -> Sheet:
    """Both sides come to the same, or the difference says what is wrong with the beginning."""
    company = reader.scope.company
    found = await reader.rows(BANK, company, form.bank)
    if not found:
        raise NotFound(field="bank")
    bank, name, currency, account = found[0]
    balance = await reader.value(BALANCE, company, bank, form.day, company, bank)
    ledger = await reader.value(LEDGER, company, form.day, account, currency)
    outstanding = await reader.rows(OUTSTANDING, company, bank, form.day)
    unbooked = await reader.rows(UNBOOKED, company, bank, form.day)
    rows = _rows(balance, ledger, outstanding, unbooked, currency)
    head: tuple[tuple[Words, Words], ...] = (
        (_("Bank account"), name),
        (_("At the end of"), Text("{day}", {"day": form.day})),
        (_("Currency"), currency),
    )
    return Sheet(_("Bank reconciliation"), COLUMNS, rows, head=head)


def _rows(
    balance: Decimal, ledger: Decimal, outstanding: Sequence[Any], unbooked: Sequence[Any], currency: str
) -> list[ReportRow]:
    coming = [row for row in outstanding if row[4] > 0]
    going = [row for row in outstanding if row[4] < 0]
    in_transit, out = (sum((row[4] for row in rows), ZERO) for rows in (coming, going))
    booked_later = sum((row[4] for row in unbooked), ZERO)
    adjusted_bank, adjusted_book = balance + in_transit + out, ledger + booked_later

    def total(title: Text, key: str, amount: Decimal, style: Any = "subtotal") -> ReportRow:
        return ReportRow((None, "", title, amount, currency), style=style, key=key)

    def entries(rows: Sequence[Any]) -> list[ReportRow]:
        return [ReportRow((*row[1:], currency), 1, links={"number": f"accounting/entries/{row[0]}"}) for row in rows]

    return [
        total(_("Balance on the bank's statement"), "statement_balance", balance, "total"),
        *entries(coming),
        total(_("Deposits in transit"), "deposits_in_transit", in_transit),
        *entries(going),
        total(_("Outstanding payments"), "outstanding_payments", -out),
        total(_("Bank, with what is under way"), "adjusted_statement", adjusted_bank, "total"),
        total(_("Balance in the ledger"), "book_balance", ledger, "total"),
        *(ReportRow((*row[1:], currency), 1, links={"description": f"accounting/bank/lines/{row[0]}"}) for row in unbooked),
        total(_("On the statement, not booked yet"), "unbooked_statement_lines", booked_later),
        ReportRow((None, "", _("Lines to match"), Decimal(len(unbooked)), ""), key="unmatched_lines"),
        total(_("Ledger, with what is to be booked"), "adjusted_book", adjusted_book, "total"),
        total(_("Difference"), "difference", adjusted_bank - adjusted_book, "total"),
    ]


async def initial(reader: Reader) -> dict[str, Any]:
    """The first bank account, today."""
    first = await reader.value(
        "select id from accounting.bank_account where company_id = %s and not is_closed order by id limit 1", reader.scope.company
    )
    return {"day": reader.today, **({"bank": first} if first else {})}


BANK_RECONCILIATION = Report(
    "accounting.bank_reconciliation",
    _("Bank reconciliation"),
    "accounting.read",
    ReconciliationInput,
    build,
    "What the bank says and what the ledger says at the end of a day, and what lies between them.",
)
