"""Where the statements begin: which ledger lines make up the balance that the first statement opened with."""

import datetime
from decimal import Decimal
from typing import Annotated

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.bank_accounts import BankAccount, bank_account_of

FIRST = """
    select l.day, l.balance - l.amount as opening from accounting.bank_line l
    where l.company_id = %s and l.bank_account_id = %s order by l.position limit 1
"""
THROUGH = """
    select o.date, sum(sum(o.amount)) over (order by o.date) as stood from accounting.outstanding_bank_lines(%s, %s) o
    where o.date < %s group by o.date order by o.date
"""


async def match_opening(work: Work, bank: BankAccount) -> None:
    """Join the first statement's opening balance with the ledger lines that it shows, where the books tell them.

    That is all lines through the latest day before the statement on which the ledger stood at just that balance. After
    an earlier statement was imported, it begins anew. Where no day fits, `begin_bank_matching` says it by hand.
    """
    company = work.scope.company
    first = await work.row(FIRST, company, bank.id)
    known = await work.row(
        "select id, opening from accounting.bank_match where company_id = %s and bank_account_id = %s and kind = 'opening'",
        company,
        bank.id,
    )
    if first is None or (known is not None and known["opening"] == first["opening"]):
        return
    if known is not None:
        await work.value("select accounting.unmatch_bank(%s, %s)", company, known["id"])
    days = await work.rows(THROUGH, company, bank.id, first["day"])
    fits = [row["date"] for row in days if row["stood"] == first["opening"]]
    if fits and first["opening"]:
        await _match(work, bank, fits[-1], first["opening"], frozenset())


async def _match(work: Work, bank: BankAccount, through: datetime.date, opening: Decimal, left_out: frozenset[int]) -> int:
    rows = await work.rows(
        "select entry_id, line_no from accounting.outstanding_bank_lines(%s, %s, %s) where not entry_id = any (%s::bigint[])",
        work.scope.company,
        bank.id,
        through,
        sorted(left_out),
    )
    made = await work.value(
        "select accounting.match_bank(%s, %s, 'opening', '{}', %s::bigint[], %s::int[], null, %s, %s)",
        work.scope.company,
        bank.id,
        [row["entry_id"] for row in rows],
        [row["line_no"] for row in rows],
        opening,
        through,
    )
    return int(made)


class BeginBankMatching(Form):
    """Through which day the ledger is in the opening balance, but for entries that the bank showed only later."""

    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    through: Annotated[datetime.date, Shown(_("Ledger through"))]
    in_transit: Annotated[
        list[int], Shown(_("Entries in transit"), kind="choices", hint=_("Numbers of entries that the bank showed only later"))
    ] = []


class BankMatchingBegun(Result):
    """The match."""

    id: int


@operation(
    "accounting.begin_bank_matching",
    title=_("Match the opening balance"),
    permission="accounting.bank.match",
    audit_verb=_("matched the opening balance of the bank account"),
    conflicts={
        "bank_match_opening_key": ("bank", "OPENING_MATCHED", _("The opening balance is matched already. Undo that match first."))
    },
)
async def begin_bank_matching(work: Work, form: BeginBankMatching) -> BankMatchingBegun:
    """Say by hand what the first statement's opening balance is in the ledger. Both must be equal."""
    bank = await bank_account_of(work, form.bank)
    first = await work.row(FIRST, work.scope.company, bank.id)
    if first is None:
        raise Refused("STATEMENT_MISSING", _("No statement was imported yet. Import the first one."), field="bank")
    return BankMatchingBegun(id=await _match(work, bank, form.through, first["opening"], frozenset(form.in_transit)))
