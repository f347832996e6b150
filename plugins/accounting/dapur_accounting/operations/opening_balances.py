"""Opening balances: what stood on every account when the books began here, checked against control totals."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.operations.entry_lines import ZERO, Columns, EntryLine, Money, columns_of, written
from dapur_accounting.operations.posting import CONFLICTS, EntryPosted, post


class PostOpening(Form):
    """Balances at the end of a day. `control_debit` and `control_credit`: totals of the old system, where known.

    `difference_account`: takes what debit and credit differ by; without one they must be equal.
    """

    date: Annotated[date, Shown(_("At the end of"))]
    lines: Annotated[list[EntryLine], Field(max_length=5000), Shown(_("Balances"), kind="lines")]
    control_debit: Annotated[Money | None, Shown(_("Control total debit"), kind="money")] = None
    control_credit: Annotated[Money | None, Shown(_("Control total credit"), kind="money")] = None
    difference_account: Annotated[int | None, Shown(_("Account for a difference"), reference="accounting.posting_accounts")] = (
        None
    )


@operation(
    "accounting.post_opening_balances",
    title=_("Post opening balances"),
    permission="accounting.opening.post",
    audit_verb=_("posted the opening balances"),
    conflicts=CONFLICTS,
)
async def post_opening_balances(work: Work, form: PostOpening) -> EntryPosted:
    """Post the balances that an earlier system ended with, as one entry of the opening journal."""
    columns = await columns_of(work, written(form.lines, form.date))
    debit, credit = sum(columns.debits, ZERO), sum(columns.credits, ZERO)
    _check_total("control_debit", form.control_debit, debit)
    _check_total("control_credit", form.control_credit, credit)
    if debit != credit and form.difference_account is not None:
        _add_difference(work, columns, form.difference_account, credit - debit)
    text = translate(_("Opening balances"), work.company.language)
    return await post(work, await _journal(work), form.date, text, "", columns)


def _check_total(name: str, expected: Decimal | None, found: Decimal) -> None:
    if expected is not None and expected != found:
        raise Refused(
            "CONTROL_TOTAL_DIFFERS",
            _("The lines add up to {found}, the control total is {expected}. Look for the missing line.").fill(
                found=found, expected=expected
            ),
            field=name,
            found=str(found),
            expected=str(expected),
        )


def _add_difference(work: Work, columns: Columns, account: int, missing: Decimal) -> None:
    columns.accounts.append(account)
    columns.debits.append(max(missing, ZERO))
    columns.credits.append(max(-missing, ZERO))
    columns.currencies.append(work.company.currency)
    columns.amounts.append(missing)
    columns.rates.append(Decimal(1))
    columns.texts.append("")
    columns.dimensions.append(None)
    columns.parties.append(None)


async def _journal(work: Work) -> int:
    found = await work.value(
        "select id from accounting.journal where company_id = %s and kind = 'opening' and not is_closed order by id limit 1",
        work.scope.company,
    )
    if found is None:
        raise Refused("JOURNAL_MISSING", _("There is no open journal for opening balances. Make one."))
    return int(found)
