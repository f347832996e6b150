"""Revalue foreign balances at a day's rate: a layer that the next day takes back, so that open items never change.

IAS 21 / PSAK 221 §23: monetary items in foreign currency are shown at the closing rate; what is paid ahead is not monetary.
"""

import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.events import EntriesPosted
from dapur_accounting.operations.entry_lines import Rate
from dapur_accounting.operations.layers import post_layer
from dapur_accounting.operations.posting import CONFLICTS
from dapur_accounting.role_accounts import account_of_role, journal_of_kind
from dapur_accounting.rules.closing import Moved
from dapur_accounting.rules.revaluation import Standing, adjustments

MONETARY = ("bank", "cash", "receivable", "payable", "clearing", "liability_current", "liability_noncurrent", "")
"""Subtypes of accounts that hold money or claims to it. Advances have roles of their own and are left out."""

STANDING = """
    select a.id as account, s.currency, sum(s.debit - s.credit) as base, sum(s.amount) as amount
    from accounting.sums_through(%s, %s) s
    join accounting.account a on a.company_id = %s and a.id = s.account_id and a.type in ('asset', 'liability') and a.subtype = any (%s)
    where s.currency <> %s and (%s = '' or s.currency = %s) and not exists (select from accounting.account_role r
        where r.company_id = a.company_id and r.account_id = a.id and r.role in ('customer_advance', 'supplier_advance'))
    group by a.id, a.path, s.currency order by a.path, s.currency
"""


class Revalue(Form):
    """The day; one currency at a rate of your own, or all of them at the rates of the day."""

    date: Annotated[datetime.date, Shown(_("At the end of"))]
    currency: Annotated[
        str, StringConstraints(pattern="^([A-Z]{3})?$"), Shown(_("Currency"), kind="code", hint=_("All when left empty"))
    ] = ""
    rate: Annotated[Rate | None, Shown(_("Exchange rate"), kind="rate", hint=_("The rate of the day when left empty"))] = None
    reverse_on: Annotated[datetime.date | None, Shown(_("Taken back on"), hint=_("The day after when left empty"))] = None


class Revalued(Result):
    """The entry and its reversal; none when everything stood at its rate. `gain`: what it added to the profit."""

    id: int | None
    number: str
    reversal: int | None
    gain: Decimal


@operation(
    "accounting.revalue",
    title=_("Revalue foreign balances"),
    permission="accounting.entry.post",
    audit_verb=_("revalued foreign balances"),
    conflicts=CONFLICTS,
)
async def revalue(work: Work, form: Revalue) -> Revalued:
    """Bring foreign balances to what they are worth at the end of a day, and take it back on the next.

    The same day again books only what late entries or another rate changed.
    """
    back = form.reverse_on or form.date + datetime.timedelta(days=1)
    if back <= form.date:
        raise Refused(
            "DATE_TOO_EARLY", _("It is taken back after the day that it is made for. Choose a later day."), field="reverse_on"
        )
    if form.rate is not None and not form.currency:
        raise Refused("CURRENCY_MISSING", _("Say which currency this rate is for."), field="currency")
    await work.value("select accounting.hold_books(%s)", work.scope.company)
    standing = await _standing(work, form)
    rates = await _rates(work, form, {s.currency for s in standing if s.amount})
    moves = adjustments(standing, rates, work.company.decimals)
    if not moves:
        return Revalued(id=None, number="", reversal=None, gain=Decimal(0))
    return await _book(work, form.date, back, moves)


async def _standing(work: Work, form: Revalue) -> list[Standing]:
    company, own = work.scope.company, work.company.currency
    rows = await work.rows(STANDING, company, form.date, company, list(MONETARY), own, form.currency, form.currency)
    return [Standing(**row) for row in rows]


async def _rates(work: Work, form: Revalue, currencies: set[str]) -> dict[str, Decimal]:
    if form.rate is not None:
        return {form.currency: form.rate}
    rows = await work.rows(
        "select distinct on (currency) currency, rate from base.exchange_rate where company_id = %s and day <= %s"
        " and currency = any (%s) order by currency, day desc",
        work.scope.company,
        form.date,
        sorted(currencies),
    )
    rates = {row["currency"]: row["rate"] for row in rows}
    missing = sorted(currencies - set(rates))
    if missing:
        raise Refused(
            "RATE_MISSING", _("There is no rate of {currency} for this day. Enter one.").fill(currency=missing[0]), field="rate"
        )
    return rates


async def _book(work: Work, day: datetime.date, back: datetime.date, moves: list[Moved]) -> Revalued:
    gain = sum((move.base for move in moves), Decimal(0))
    account = await account_of_role(work, "unrealised_exchange_difference")
    if gain:
        moves = [*moves, Moved(account, work.company.currency, -gain, -gain)]
    text = translate(_("Revaluation of foreign balances"), work.company.language)
    journal = await journal_of_kind(work, "general")
    posted = await post_layer(work, journal, day, text, moves, "revaluation", day.isoformat())
    row = await work.row(
        "select entry_id from accounting.reverse_entry(%s, %s, %s, %s)",
        work.scope.company,
        posted.id,
        back,
        translate(_("Reversal of {number}").fill(number=posted.number), work.company.language),
    )
    assert row is not None
    work.emit(EntriesPosted((row["entry_id"],)))
    return Revalued(id=posted.id, number=posted.number, reversal=row["entry_id"], gain=gain)
