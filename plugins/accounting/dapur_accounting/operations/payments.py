"""Money received from customers and paid to suppliers, by hand: what it settles is chosen, or the oldest first."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.events import PaymentMade
from dapur_accounting.operations.allocations import CONFLICTS as ALLOCATION_CONFLICTS
from dapur_accounting.operations.bank_accounts import bank_account_of
from dapur_accounting.operations.booking_payments import (
    KeptBack,
    Payment,
    PaymentBooked,
    Settles,
    book_payment,
    party_name,
    rate_on,
)
from dapur_accounting.operations.entry_lines import ZERO, Money, Rate, Signed
from dapur_accounting.operations.posting import CONFLICTS as POSTING_CONFLICTS
from dapur_accounting.operations.posting import Source
from dapur_accounting.operations.settling import open_items
from dapur_accounting.role_accounts import account_of_role
from dapur_accounting.rules.settlement import oldest_first

CONFLICTS = {**POSTING_CONFLICTS, **ALLOCATION_CONFLICTS}
Direction = Literal["in", "out"]
SIDES: dict[Direction, tuple[str, int]] = {"in": ("receivable", 1), "out": ("payable", -1)}


class PaidItem(Form):
    """An open item and how much of it is paid, in its currency; all that is open when the amount is left out."""

    entry: Annotated[int, Shown(_("Entry"), reference="accounting.entries", stop=True)]
    line: Annotated[int, Field(ge=1), Shown(_("Line"))] = 1
    amount: Annotated[Money | None, Shown(_("Amount"), kind="money", stop=True)] = None


class KeptBackLine(Form):
    """What was kept back or added on the way; debit positive, in the payment's currency."""

    account: Annotated[int, Shown(_("Account"), reference="accounting.posting_accounts", stop=True)]
    amount: Annotated[Signed, Shown(_("Amount"), kind="money", stop=True)]


class Pay(Form):
    """A payment. What `items` do not take stays on the party's account, to be allocated later.

    `currency`: the company's own when left empty. The amount is what the bank account gets or gives, in that currency.
    """

    party: Annotated[int, Shown(_("Party"), reference="base.parties")]
    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    date: Annotated[datetime.date, Shown(_("Date"))]
    amount: Annotated[Money, Field(gt=0), Shown(_("Amount"), kind="money")]
    currency: Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$"), Shown(_("Currency"), kind="code", width="narrow")] = ""
    rate: Annotated[Rate | None, Shown(_("Exchange rate"), kind="rate", hint=_("The rate of the day when left empty"))] = None
    reference: Annotated[str, StringConstraints(max_length=100), Shown(_("Reference"), kind="code")] = ""
    oldest_first: Annotated[bool, Shown(_("Settle the oldest first"), hint=_("Where no items are chosen below"))] = False
    items: Annotated[list[PaidItem], Field(max_length=500), Shown(_("Settles"), kind="lines")] = []
    kept_back: Annotated[list[KeptBackLine], Field(max_length=20), Shown(_("Kept back"), kind="lines")] = []


class PaymentResult(Result):
    """The payment and its entry. `on_account`: what it did not settle, in its currency."""

    id: int
    entry: int
    number: str
    on_account: Decimal


@operation(
    "accounting.receive_payment",
    title=_("Receive payment"),
    permission="accounting.payment.make",
    audit_verb=_("received a payment"),
    conflicts=CONFLICTS,
)
async def receive_payment(work: Work, form: Pay) -> PaymentResult:
    """Book what a customer paid, and settle what it is for. What is gained or lost by exchange rates is booked with it."""
    return await pay(work, "in", form)


@operation(
    "accounting.make_payment",
    title=_("Make payment"),
    permission="accounting.payment.make",
    audit_verb=_("made a payment"),
    conflicts=CONFLICTS,
)
async def make_payment(work: Work, form: Pay) -> PaymentResult:
    """Book what was paid to a supplier, and settle what it is for."""
    return await pay(work, "out", form)


async def pay(work: Work, direction: Direction, form: Pay, source: Source = Source()) -> PaymentResult:
    """Book a payment inside another operation."""
    side, sign = SIDES[direction]
    bank = await bank_account_of(work, form.bank)
    currency = form.currency or work.company.currency
    kept_back = [KeptBack(k.account, k.amount) for k in form.kept_back]
    items: Sequence[Settles] = [Settles(i.entry, i.line, i.amount) for i in form.items]
    if form.oldest_first and not items:
        to_pay = form.amount + sign * sum((k.amount for k in kept_back), ZERO)
        items = await _oldest(work, form, side, currency, to_pay, sign)
    payment = Payment(
        bank=bank,
        day=form.date,
        flow=sign * form.amount,
        currency=currency,
        rate=await rate_on(work, currency, form.date, form.rate),
        description=await _description(work, direction, form.party),
        items=items,
        kept_back=kept_back,
        party=form.party,
        rest_account=await account_of_role(work, side),
        reference=form.reference,
        source=source,
    )
    booked = await book_payment(work, payment)
    return await keep_payment(work, direction, payment, booked, form.amount)


async def _description(work: Work, direction: Direction, party: int) -> str:
    text = _("Payment from {party}") if direction == "in" else _("Payment to {party}")
    return translate(text.fill(party=await party_name(work, party)), work.company.language)


async def _oldest(work: Work, form: Pay, side: str, currency: str, to_pay: Decimal, sign: int) -> list[Settles]:
    found = [
        item for item in await open_items(work, form.party, side, currency) if item.amount * sign > 0 and item.date <= form.date
    ]
    return [Settles(item.entry, item.line, amount) for item, amount in oldest_first(found, to_pay)]


async def keep_payment(
    work: Work, direction: Direction, payment: Payment, booked: PaymentBooked, amount: Decimal
) -> PaymentResult:
    """Keep the payment for lists and receipts, and tell. Raises Refused where nothing was paid."""
    if amount <= 0:
        raise Refused("AMOUNT_MISSING", _("Enter the amount."), field="amount")
    made = await work.value(
        "insert into accounting.payment (company_id, direction, party_id, bank_account_id, entry_id, day, currency, amount,"
        " on_account, paid_by) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        direction,
        payment.party,
        payment.bank.id,
        booked.id,
        payment.day,
        payment.currency,
        amount,
        abs(booked.rest),
        work.actor,
    )
    work.emit(PaymentMade(int(made), direction, booked.id))
    return PaymentResult(id=made, entry=booked.id, number=booked.number, on_account=abs(booked.rest))
