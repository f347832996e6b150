"""File a tax return: its figures are frozen, and what is owed or overpaid is booked."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Annotated

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.operations.entry_lines import EntryLine, columns_of, written
from dapur_accounting.operations.posting import CONFLICTS, post
from dapur_accounting.role_accounts import account_of_role, journal_of_kind
from dapur_accounting.rules.settlement import ZERO
from dapur_accounting.rules.tax_return import Outcome, outcome

OWN = "t.company_id = %s and c.kind = 'tax' and c.role = 'output_tax'"
JOIN = "accounting.tax_entry t join accounting.tax_code c on c.company_id = t.company_id and c.id = t.tax_id"
UNFILED = "not exists (select from accounting.tax_return_item i where i.company_id = t.company_id and i.tax_entry_id = t.id)"


class FileTaxReturn(Form):
    """The month, by its first day."""

    month: Annotated[date, Shown(_("Month"), hint=_("Any day of the month"))]


class TaxReturnFiled(Result):
    """The return. `entry`: its journal entry, unless there was nothing to book."""

    id: int
    entry: int | None
    payable: Decimal
    overpaid: Decimal


@operation(
    "accounting.file_tax_return",
    title=_("File return"),
    permission="accounting.tax_return.file",
    audit_verb=_("filed the tax return"),
    conflicts={
        **CONFLICTS,
        "tax_return_starts_key": ("month", "RETURN_FILED", _("The return of this month was filed before.")),
        "tax_return_overlap": ("month", "RETURN_FILED", _("The return of this month was filed before.")),
        "tax_return_item_pkey": ("month", "RETURN_FILED", _("Somebody else filed a return a moment ago. Look at the list.")),
    },
)
async def file_tax_return(work: Work, form: FileTaxReturn) -> TaxReturnFiled:
    """Freeze the return of a month and book what is owed. What is posted into the month later falls in the next return."""
    first = form.month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    await _check_order(work, first, last)
    sums = await work.row(
        "select array_agg(t.id) as ids, coalesce(sum(case when t.side = 'sales' or c.treatment = 'reverse_charge' then t.tax"
        f" else 0 end), 0) as output, coalesce(sum(t.deductible), 0) as input from {JOIN} where {OWN} and t.date <= %s and {UNFILED}",
        work.scope.company,
        last,
    )
    assert sums is not None
    carried = Decimal(
        await work.value(
            "select overpaid from accounting.tax_return where company_id = %s and starts < %s order by starts desc limit 1",
            work.scope.company,
            first,
        )
        or 0
    )
    found = outcome(sums["output"], sums["input"], carried)
    entry = await _book(work, last, sums["output"], sums["input"], carried, found)
    made = await work.value(
        "insert into accounting.tax_return (company_id, starts, ends, entry_id, output, input, carried, payable, overpaid, filed_by)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        first,
        last,
        entry,
        sums["output"],
        sums["input"],
        carried,
        found.payable,
        found.overpaid,
        work.actor,
    )
    await work.run(
        "insert into accounting.tax_return_item (company_id, tax_entry_id, return_id) select %s, u, %s from unnest(%s::bigint[]) u",
        work.scope.company,
        made,
        sums["ids"] or [],
    )
    return TaxReturnFiled(id=made, entry=entry, payable=found.payable, overpaid=found.overpaid)


async def _check_order(work: Work, first: date, last: date) -> None:
    """Returns are filed in order of their months, after the month's end."""
    if last > work.today:
        raise Refused("MONTH_NOT_OVER", _("The month is not over yet. File its return afterwards."), field="month")
    later = await work.value(
        "select max(starts) from accounting.tax_return where company_id = %s and starts >= %s", work.scope.company, first
    )
    if later is not None:
        raise Refused(
            "RETURN_FILED",
            _("The return of {month} was filed before. Later documents fall in the next return.").fill(month=f"{later:%m/%Y}"),
            field="month",
        )


async def _book(work: Work, day: date, output: Decimal, input_tax: Decimal, carried: Decimal, found: Outcome) -> int | None:
    """Empty the tax accounts into what is payable or to be carried forward."""
    amounts = {
        "output_tax": output,
        "input_tax": -input_tax,
        "tax_refund": found.overpaid - carried,
        "tax_payable": -found.payable,
    }
    lines = [
        EntryLine(account=await account_of_role(work, role), debit=max(amount, ZERO), credit=max(-amount, ZERO))
        for role, amount in amounts.items()
        if amount
    ]
    if not lines:
        return None
    text = translate(_("Tax return {month}").fill(month=f"{day:%m/%Y}"), work.company.language)
    posted = await post(work, await journal_of_kind(work, "general"), day, text, "", await columns_of(work, written(lines, day)))
    return posted.id
