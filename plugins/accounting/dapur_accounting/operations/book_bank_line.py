"""A statement line that nothing in the books stands for: booked against an account, or as a transfer between our own."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.operations.booking_payments import bank_line, party_name, rate_on
from dapur_accounting.operations.entry_lines import ZERO, EntryLine, columns_of, written
from dapur_accounting.operations.matching import CONFLICTS, LinesMatched, bank_lines, join
from dapur_accounting.operations.posting import post
from dapur_accounting.role_accounts import journal_of_kind
from dapur_accounting.rules.rounding import in_base


class BookBankLine(Form):
    """A statement line and the account that it belongs to: a fee, interest, rent, or another account of our own."""

    line: Annotated[int, Shown(_("Statement line"), kind="hidden")]
    account: Annotated[int, Shown(_("Account"), reference="accounting.posting_accounts")]
    description: Annotated[str, StringConstraints(max_length=500), Shown(_("Description"), width="wide")] = ""
    party: Annotated[int | None, Shown(_("Party"), reference="base.parties")] = None
    cost_centre: Annotated[int | None, Shown(_("Cost centre"), reference="accounting.cost_centres")] = None
    project: Annotated[int | None, Shown(_("Project"), reference="accounting.projects")] = None


@operation(
    "accounting.book_bank_line",
    title=_("Book line"),
    permission="accounting.bank.match",
    audit_verb=_("booked a bank line"),
    conflicts=CONFLICTS,
)
async def book_bank_line(work: Work, form: BookBankLine) -> LinesMatched:
    """Book a statement line against an account, and match it with that. Another bank account of ours makes it a transfer."""
    found = await bank_lines(work, [form.line])
    if form.account == found.bank.account:
        raise Refused(
            "SAME_ACCOUNT", _("This is the bank account itself. Choose the account on the other side."), field="account"
        )
    await party_name(work, form.party)
    rate = await rate_on(work, found.bank.currency, found.day)
    base = found.amount if found.bank.currency == work.company.currency else in_base(found.amount, rate, work.company.decimals)
    text = form.description or found.memo or translate(_("Bank"), work.company.language)
    other = EntryLine(
        account=form.account,
        debit=max(-base, ZERO),
        credit=max(base, ZERO),
        party=form.party,
        cost_centre=form.cost_centre,
        project=form.project,
    )
    lines = [bank_line(work, found.bank, found.amount, base, found.bank.currency), other]
    columns = await columns_of(work, written(lines, found.day))
    posted = await post(work, await journal_of_kind(work, "cash"), found.day, text, "", columns)
    ours = await work.value(
        "select id from accounting.bank_account where company_id = %s and account_id = %s", work.scope.company, form.account
    )
    made = await join(work, found, "create" if ours is None else "transfer", [(posted.id, 1)], posted.id)
    return LinesMatched(id=made, entry=posted.id, number=posted.number)
