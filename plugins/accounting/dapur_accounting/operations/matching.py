"""What on a bank statement is what in the books: lines are joined with what is booked, or booked by joining them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.events import BankLinesMatched
from dapur_accounting.operations.bank_accounts import BankAccount, bank_account_of
from dapur_accounting.operations.booking_payments import KeptBack, Payment, Settles, book_payment, rate_between, rate_on
from dapur_accounting.operations.entry_lines import ZERO, Money
from dapur_accounting.operations.payments import CONFLICTS as PAYMENT_CONFLICTS
from dapur_accounting.operations.payments import SIDES, KeptBackLine, keep_payment
from dapur_accounting.role_accounts import account_of_role
from dapur_accounting.rules.rounding import in_base

TAKEN = _("Somebody else matched one of these a moment ago. Look at the list again.")
CONFLICTS = {
    **PAYMENT_CONFLICTS,
    "bank_match_line_pkey": ("lines", "BANK_LINE_MATCHED", TAKEN),
    "bank_match_entry_pkey": ("items", "BANK_LINE_MATCHED", TAKEN),
}


class MatchItem(Form):
    """A line of the books: of the bank account itself, or an open item of a party.

    `picked`: only items that are ticked count, where a page lists many. amount: how much of an open item, in its currency;
    all of it, and of the last one what the statement leaves, when left out.
    """

    entry: Annotated[int, Shown(_("Entry"), reference="accounting.entries")]
    line: Annotated[int, Field(ge=1), Shown(_("Line"))] = 1
    amount: Annotated[Money | None, Shown(_("Amount"), kind="money")] = None


class MatchLines(Form):
    """Statement lines of one account, and what they are in the books, many to many.

    `write_off`: what was kept back on the way, such as the bank's fee; debit positive. `fee`: the whole difference goes to
    bank charges. `party`: on whose account what is left over stays.
    """

    lines: Annotated[list[int], Field(min_length=1, max_length=500), Shown(_("Statement lines"), kind="choices")]
    picks: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^\d{1,18}\.\d{1,6}$")]],
        Shown(_("Picked"), kind="choices", hint=_("Entry and line with a point between them")),
    ] = []
    items: Annotated[list[MatchItem], Field(max_length=500), Shown(_("Items"), kind="lines")] = []
    write_off: Annotated[list[KeptBackLine], Field(max_length=20), Shown(_("Written off"), kind="lines")] = []
    fee: Annotated[bool, Shown(_("The difference is the bank's fee"))] = False
    party: Annotated[int | None, Shown(_("What is left over stays with"), reference="base.parties")] = None


class LinesMatched(Result):
    """The match, and the entry that it booked, if it did."""

    id: int
    entry: int | None = None
    number: str = ""


@dataclass(frozen=True)
class BankLines:
    """Statement lines that are matched together."""

    bank: BankAccount
    ids: Sequence[int]
    amount: Decimal
    day: date
    memo: str


@operation(
    "accounting.match_bank_lines",
    title=_("Match"),
    permission="accounting.bank.match",
    audit_verb=_("matched bank lines"),
    conflicts=CONFLICTS,
)
async def match_bank_lines(work: Work, form: MatchLines) -> LinesMatched:
    """Join statement lines with what they are in the books. Open items are paid by it, on the day of the statement."""
    return await match(work, form)


async def match(work: Work, form: MatchLines) -> LinesMatched:
    """The same inside another operation."""
    if not (form.items or form.picks or form.write_off or form.party):
        raise Refused("MATCH_EMPTY", _("Choose what this line is in the books, or book it."), field="items")
    found = await bank_lines(work, form.lines)
    picks = [MatchItem(entry=int(e), line=int(n)) for e, n in (pick.split(".") for pick in form.picks)]
    booked, open_ones = await _sorted(work, found.bank, [*form.items, *picks])
    left = found.amount - sum((amount for _e, _n, amount in booked), ZERO)
    posted: tuple[int, str] | None = None
    kept_back = [KeptBack(w.account, w.amount) for w in form.write_off]
    if open_ones or kept_back or form.fee or form.party is not None:
        posted = await _book(work, form, found, left, open_ones, kept_back)
    entries = [(e, n) for e, n, _amount in booked] + ([(posted[0], 1)] if posted and left else [])
    kind = "item" if posted else "ledger"
    made = await join(work, found, kind, entries, posted[0] if posted else None)
    return LinesMatched(id=made, entry=posted[0] if posted else None, number=posted[1] if posted else "")


async def bank_lines(work: Work, ids: Sequence[int]) -> BankLines:
    """Lines of one account that are not matched yet, held. Raises NotFound and Refused."""
    rows = await work.rows(
        "select l.id, l.bank_account_id, l.day, l.amount, l.memo, exists (select from accounting.bank_match_line m"
        " where m.company_id = l.company_id and m.bank_line_id = l.id) as matched"
        " from accounting.bank_line l where l.company_id = %s and l.id = any (%s) order by l.position",
        work.scope.company,
        sorted(set(ids)),
    )
    if len(rows) != len(set(ids)) or len({row["bank_account_id"] for row in rows}) != 1:
        raise NotFound(_("One of these lines is not of this bank account. Look at the list again."), field="lines")
    if any(row["matched"] for row in rows):
        raise Refused("BANK_LINE_MATCHED", _("This line is matched already. Undo that match first."), field="lines")
    await work.value("select accounting.hold_bank(%s, %s)", work.scope.company, rows[0]["bank_account_id"])
    bank = await bank_account_of(work, rows[0]["bank_account_id"])
    memo = "; ".join(dict.fromkeys(row["memo"] for row in rows if row["memo"]))[:500]
    return BankLines(bank, [r["id"] for r in rows], sum((r["amount"] for r in rows), ZERO), max(r["day"] for r in rows), memo)


async def join(work: Work, found: BankLines, kind: str, entries: Sequence[tuple[int, int]], entry: int | None) -> int:
    """Write the match, and tell."""
    made = await work.value(
        "select accounting.match_bank(%s, %s, %s, %s::bigint[], %s::bigint[], %s::int[], %s::bigint)",
        work.scope.company,
        found.bank.id,
        kind,
        list(found.ids),
        [e for e, _n in entries],
        [n for _e, n in entries],
        entry,
    )
    work.emit(BankLinesMatched(int(made), tuple(found.ids)))
    return int(made)


async def _sorted(
    work: Work, bank: BankAccount, items: Sequence[MatchItem]
) -> tuple[list[tuple[int, int, Decimal]], list[MatchItem]]:
    """Lines of the bank account with their amounts, and open items. Raises NotFound at the item."""
    rows = await work.rows(
        "select l.entry_id, l.line_no, l.account_id, l.amount, l.currency, i.entry_id is not null as is_item"
        " from unnest(%s::bigint[], %s::int[]) u(entry, line)"
        " join accounting.line l on l.company_id = %s and l.entry_id = u.entry and l.line_no = u.line"
        " left join accounting.open_item i on i.company_id = %s and i.entry_id = u.entry and i.line_no = u.line",
        [i.entry for i in items],
        [i.line for i in items],
        work.scope.company,
        work.scope.company,
    )
    known = {(row["entry_id"], row["line_no"]): row for row in rows}
    booked, open_ones = [], []
    for n, item in enumerate(items):
        row = known.get((item.entry, item.line))
        if row is not None and row["account_id"] == bank.account and row["currency"] == bank.currency:
            booked.append((item.entry, item.line, row["amount"]))
        elif row is not None and row["is_item"]:
            open_ones.append(item)
        else:
            raise NotFound(_("There is no such open item here. Choose one of the list."), field=f"items.{n}")
    return booked, open_ones


async def _book(
    work: Work, form: MatchLines, found: BankLines, left: Decimal, items: Sequence[MatchItem], kept_back: list[KeptBack]
) -> tuple[int, str]:
    """The entry that pays the open items, or that takes the difference to what was booked before."""
    first = await _first_item(work, items)
    party = form.party if form.party is not None else (first["party_id"] if first else None)
    payment = await _payment(work, form, found, left, items, kept_back, first, party)
    booked = await book_payment(work, payment)
    if payment.flow and (items or form.party is not None):
        await keep_payment(work, "in" if payment.flow > 0 else "out", payment, booked, abs(payment.flow))
    return booked.id, booked.number


async def _payment(
    work: Work,
    form: MatchLines,
    found: BankLines,
    left: Decimal,
    items: Sequence[MatchItem],
    kept_back: list[KeptBack],
    first: dict[str, Any] | None,
    party: int | None,
) -> Payment:
    bank, own = found.bank, work.company.currency
    currency, flow, bank_base = bank.currency, left, None
    rate = await rate_on(work, bank.currency, found.day)
    if first is not None and first["currency"] != bank.currency and bank.currency == own:
        currency, bank_base = first["currency"], left
        flow = await _foreign_flow(work, items)
        rate = rate_between(left, flow)
    if form.fee:
        kept_back = [*kept_back, await _fee(work, flow, items, kept_back)]
    _check_limit(work, kept_back, rate)
    side = SIDES["in" if flow > 0 else "out"][0]
    text = found.memo or translate(_("Bank"), work.company.language)
    return Payment(
        bank=bank,
        day=found.day,
        flow=flow,
        currency=currency,
        rate=rate,
        description=text,
        items=[Settles(i.entry, i.line, i.amount) for i in items],
        kept_back=kept_back,
        party=party if form.party is not None else None,
        rest_account=await account_of_role(work, side) if form.party is not None else None,
        bank_base=bank_base,
    )


async def _first_item(work: Work, items: Sequence[MatchItem]) -> dict[str, Any] | None:
    if not items:
        return None
    return await work.row(
        "select party_id, currency from accounting.open_item where company_id = %s and entry_id = %s and line_no = %s",
        work.scope.company,
        items[0].entry,
        items[0].line,
    )


async def _foreign_flow(work: Work, items: Sequence[MatchItem]) -> Decimal:
    """What items in another currency than the bank's add up to there."""
    return sum([await _signed(work, item) for item in items], ZERO)


async def _signed(work: Work, item: MatchItem) -> Decimal:
    found = await work.value(
        "select open_amount from accounting.open_item where company_id = %s and entry_id = %s and line_no = %s",
        work.scope.company,
        item.entry,
        item.line,
    )
    return Decimal(found) if item.amount is None else item.amount.copy_sign(found)


async def _fee(work: Work, flow: Decimal, items: Sequence[MatchItem], kept_back: Sequence[KeptBack]) -> KeptBack:
    """What is missing to the items is the bank's fee."""
    wanted = await _foreign_flow(work, items)
    missing = wanted - flow - sum((k.amount for k in kept_back), ZERO)
    if not missing:
        raise Refused("NOTHING_TO_WRITE_OFF", _("Nothing differs, so there is no fee. Match without it."), field="fee")
    return KeptBack(await account_of_role(work, "bank_charges"), missing, translate(_("Bank charges"), work.company.language))


def _check_limit(work: Work, kept_back: Sequence[KeptBack], rate: Decimal) -> None:
    most = Decimal(work.setting("accounting.bank_write_off_limit"))
    for kept in kept_back:
        worth = in_base(abs(kept.amount), rate, work.company.decimals)
        if worth > most:
            text = _("{amount} is more than may be written off ({most}). Leave it open, or ask for a larger tolerance.")
            raise Refused("WRITE_OFF_TOO_LARGE", text.fill(amount=worth, most=most), field="write_off")
