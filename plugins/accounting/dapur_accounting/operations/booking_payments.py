"""One payment as one entry: money, what it settles, what was kept back on the way, what stays on account, and the exchange.

Whoever pays (a form, the bank's statement, a run) brings the same plain data; the entry is posted, and each item settled by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dapur.contract import NotFound, Refused, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.operations.bank_accounts import BankAccount
from dapur_accounting.operations.entry_lines import ZERO, EntryLine, columns_of, written
from dapur_accounting.operations.posting import Source, post
from dapur_accounting.operations.settling import Part, Taken, opposite_line, read_items, settle, take
from dapur_accounting.role_accounts import account_of_role, journal_of_kind
from dapur_accounting.rules.rounding import in_base, rate_of

UNLIKELY = Decimal("0.2")
"""A payment in another currency than the document's is doubted when its rate is further than this from the document's."""


@dataclass(frozen=True)
class Settles:
    """An open item and how much of it is paid, positive and in its currency; None is all that is open."""

    entry: int
    line: int
    amount: Decimal | None = None


@dataclass(frozen=True)
class KeptBack:
    """What came short or was added on the way: fee, rounding. Debit positive, in the payment's currency."""

    account: int
    amount: Decimal
    description: str = ""


@dataclass(frozen=True)
class Payment:
    """flow: what the bank account gets, negative when it pays, in `currency`. rate: company's currency for one unit.

    bank_base: what it is in the company's currency where the statement says so. rest_account: where what is over goes, with
    `party`; without one nothing may be over.
    """

    bank: BankAccount
    day: date
    flow: Decimal
    currency: str
    rate: Decimal
    description: str
    items: Sequence[Settles] = ()
    kept_back: Sequence[KeptBack] = ()
    party: int | None = None
    rest_account: int | None = None
    reference: str = ""
    bank_base: Decimal | None = None
    source: Source = field(default_factory=Source)


@dataclass(frozen=True)
class PaymentBooked:
    """The entry; its line 1 is the bank's. `rest`: what stays on account."""

    id: int
    number: str
    rest: Decimal


async def book_payment(work: Work, payment: Payment) -> PaymentBooked:
    """Post and settle. Raises Refused with what is wrong, and NotFound."""
    taken = await _taken(work, payment)
    rest = payment.flow + sum((k.amount for k in payment.kept_back), ZERO) - sum((t.amount for t in taken), ZERO)
    lines = await _lines(work, payment, taken, rest)
    columns = await columns_of(work, written(lines, payment.day))
    journal = await journal_of_kind(work, "cash")
    posted = await post(work, journal, payment.day, payment.description, payment.reference, columns, payment.source)
    for n, one in enumerate(taken, 2):
        amount = abs(one.amount)
        await settle(
            work,
            await _settling_day(work, payment, one),
            [Part(posted.id, n, amount), Part(one.item.entry, one.item.line, amount)],
        )
    return PaymentBooked(posted.id, posted.number, rest)


async def _settling_day(work: Work, payment: Payment, one: Taken) -> date:
    """The payment's day, but not before the item, nor before the day on which an earlier settlement was taken back."""
    last = await work.value(
        "select max(p.date) from accounting.allocation_part p where p.company_id = %s and p.entry_id = %s and p.line_no = %s"
        " and exists (select from accounting.allocation a where a.company_id = p.company_id and a.id = p.allocation_id"
        " and a.reversal_of is not null)",
        work.scope.company,
        one.item.entry,
        one.item.line,
    )
    return max(payment.day, one.item.date, last or one.item.date)


async def _taken(work: Work, payment: Payment) -> list[Taken]:
    """The items; where no amount is given the last one takes what is left of the payment."""
    items = await read_items(work, [(s.entry, s.line) for s in payment.items]) if payment.items else []
    left = payment.flow + sum((k.amount for k in payment.kept_back), ZERO)
    found = []
    for n, (item, wanted) in enumerate(zip(items, payment.items, strict=True)):
        if item.currency != payment.currency:
            text = _("This item is in {theirs}, the payment in {ours}. Pay it on its own.")
            raise Refused("ITEM_CURRENCY", text.fill(theirs=item.currency, ours=payment.currency), field=f"items.{n}")
        amount = wanted.amount
        if amount is None:
            is_last = n == len(items) - 1
            short = is_last and left * item.open_amount > 0 and abs(left) < abs(item.open_amount)
            amount = abs(left) if short else abs(item.open_amount)
        one = take(work, item, amount, f"items.{n}")
        left -= one.amount
        found.append(one)
    return found


async def _lines(work: Work, payment: Payment, taken: Sequence[Taken], rest: Decimal) -> list[EntryLine]:
    places, own = work.company.decimals, payment.currency == work.company.currency

    def worth(amount: Decimal) -> Decimal:
        return amount if own else in_base(amount, payment.rate, places)

    base = payment.bank_base if payment.bank_base is not None else worth(payment.flow)
    lines = [bank_line(work, payment.bank, payment.flow, base, payment.currency)]
    lines += [opposite_line(work, one) for one in taken]
    lines += [_sided(k.account, worth(k.amount), k.description) for k in payment.kept_back]
    if rest:
        lines.append(await _rest_line(work, payment, rest, worth(rest)))
    difference = sum((line.debit - line.credit for line in lines), ZERO)
    if difference:
        _doubt(payment, taken, difference, own=own)
        text = translate(_("Exchange difference"), work.company.language)
        lines.append(_sided(await account_of_role(work, "exchange_difference"), -difference, text))
    return lines


def bank_line(work: Work, bank: BankAccount, amount: Decimal, base: Decimal, currency: str) -> EntryLine:
    """The line on the bank's ledger account, in the bank's currency. Raises Refused where that is a third one."""
    if bank.currency == work.company.currency:
        return _sided(bank.account, base)
    if bank.currency != currency:
        text = _("{bank} is kept in {ours}; it cannot pay in {theirs}. Choose another bank account.")
        raise Refused("BANK_CURRENCY", text.fill(bank=bank.name, ours=bank.currency, theirs=currency), field="bank")
    return EntryLine(account=bank.account, debit=max(base, ZERO), credit=max(-base, ZERO), currency=currency, amount=amount)


def _sided(account: int, base: Decimal, description: str = "") -> EntryLine:
    return EntryLine(account=account, debit=max(base, ZERO), credit=max(-base, ZERO), description=description)


async def _rest_line(work: Work, payment: Payment, rest: Decimal, base: Decimal) -> EntryLine:
    if payment.rest_account is None or payment.party is None:
        text = _("{amount} is left over. Choose more items, write it off, or leave it on the account of a party.")
        raise Refused("MATCH_UNBALANCED", text.fill(amount=abs(rest)), field="items", difference=str(rest))
    foreign = payment.currency != work.company.currency
    return EntryLine(
        account=payment.rest_account,
        party=payment.party,
        debit=max(-base, ZERO),
        credit=max(base, ZERO),
        currency=payment.currency if foreign else "",
        amount=-rest if foreign else None,
    )


def _doubt(payment: Payment, taken: Sequence[Taken], difference: Decimal, *, own: bool) -> None:
    carried = sum((abs(one.base) for one in taken), ZERO)
    if own or (carried and abs(difference) > carried * UNLIKELY):
        text = _("Amounts and rate do not fit together: {difference} would be exchange difference. Check them.")
        raise Refused("RATE_UNLIKELY", text.fill(difference=abs(difference)), field="rate")


async def rate_on(work: Work, currency: str, day: date, told: Decimal | None = None, field: str = "rate") -> Decimal:
    """The rate that was told, or that of the day; 1 for the company's own currency. Raises Refused (RATE_MISSING)."""
    if currency == work.company.currency:
        return Decimal(1)
    found = told or await work.value(
        "select rate from base.exchange_rate where company_id = %s and currency = %s and day <= %s order by day desc limit 1",
        work.scope.company,
        currency,
        day,
    )
    if found is None:
        text = _("There is no rate of {currency} for this day. Enter one.")
        raise Refused("RATE_MISSING", text.fill(currency=currency), field=field)
    return Decimal(found)


def rate_between(base: Decimal, amount: Decimal) -> Decimal:
    """The rate at which an amount is worth this much."""
    return rate_of(base, amount) if amount and base else Decimal(1)


async def party_name(work: Work, party: int | None) -> str:
    """The name of a party. Raises NotFound."""
    if party is None:
        return ""
    name = await work.value("select name from base.party where company_id = %s and id = %s", work.scope.company, party)
    if name is None:
        raise NotFound(_("There is no such party here. Choose one of the list."), field="party")
    return str(name)
