"""Settling open items with each other: what payments, credit notes and allocations by hand have in common.

Every part names a line on a receivable or payable account and how much of it is settled, in its currency. The parts of
one settlement add up to zero. What they differ by in the company's own currency is the realised exchange difference, and is
booked on the day of the settlement; a small difference in the document currency may be written off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.contract import NotFound, Refused, Text, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur.services.billing import DocumentPaid
from dapur_accounting.events import ItemsAllocated
from dapur_accounting.operations.entry_lines import EntryLine, columns_of, written
from dapur_accounting.operations.posting import post
from dapur_accounting.role_accounts import account_of_role, journal_of_kind
from dapur_accounting.rules.kinds import BILLED_AS
from dapur_accounting.rules.rounding import in_base
from dapur_accounting.rules.settlement import ZERO, OpenItem, relieved

ITEM = (
    "entry_id as entry, line_no as line, account_id as account, party_id as party, side, date, due, currency, amount, base,"
    " open_amount, open_base"
)


@dataclass(frozen=True)
class Part:
    """How much of an item is settled: positive, in its currency."""

    entry: int
    line: int
    amount: Decimal


@dataclass(frozen=True)
class Settled:
    """The allocation, and the entry that books exchange difference or write-off, if there was one."""

    id: int
    entry: int | None


@dataclass(frozen=True)
class WriteOff:
    """Where a difference in the document currency goes, and how much it may be at most (company's currency)."""

    account: int
    at_most: Decimal


@dataclass(frozen=True)
class Taken:
    """A part with its item: signed as the ledger, in the item's currency and the company's own."""

    item: OpenItem
    amount: Decimal
    base: Decimal


async def read_items(work: Work, keys: Sequence[tuple[int, int]]) -> list[OpenItem]:
    """The items of these lines as they are now, in that order, held until the end. Raises NotFound at "parts.N"."""
    rows = await work.rows(
        f"select {ITEM} from accounting.hold_items(%s, %s::bigint[])",
        work.scope.company,
        sorted({entry for entry, _line in keys}),
    )
    found = {(row["entry"], row["line"]): OpenItem(**row) for row in rows}
    for n, key in enumerate(keys):
        if key not in found:
            raise NotFound(_("There is no such open item here. Choose one of the list."), field=f"parts.{n}")
    return [found[key] for key in keys]


async def open_items(work: Work, party: int, side: str, currency: str) -> list[OpenItem]:
    """What is open now with a party on one side, in one currency."""
    rows = await work.rows(
        f"select {ITEM} from accounting.open_item where company_id = %s and party_id = any (base.same_parties(%s, %s)) and side = %s"
        " and currency = %s"
        " and closed_on = 'infinity' and amount <> 0 order by due, date, entry_id, line_no",
        work.scope.company,
        work.scope.company,
        party,
        side,
        currency,
    )
    return [OpenItem(**row) for row in rows]


def take(work: Work, item: OpenItem, amount: Decimal, field: str) -> Taken:
    """A part of an item, at what it is carried at. Raises Refused when less is open."""
    if amount <= 0 or amount > abs(item.open_amount):
        text = _("Only {open} is open there. Allocate at most that.").fill(open=abs(item.open_amount))
        raise Refused("ALLOCATION_TOO_MUCH", text, field=f"{field}.amount", open=str(abs(item.open_amount)))
    signed = amount if item.amount > 0 else -amount
    return Taken(item, signed, relieved(item, signed, work.company.decimals))


async def taken_parts(work: Work, parts: Sequence[Part]) -> list[Taken]:
    """The parts with their items."""
    items = await read_items(work, [(part.entry, part.line) for part in parts])
    return [take(work, item, part.amount, f"parts.{n}") for n, (item, part) in enumerate(zip(items, parts, strict=True))]


def opposite_line(work: Work, taken: Taken, description: str = "") -> EntryLine:
    """The line of a payment that settles this part: the same account, at what the part is carried at."""
    return control_line(work, taken.item, -taken.amount, -taken.base, description)


def control_line(work: Work, item: OpenItem, amount: Decimal, base: Decimal, description: str) -> EntryLine:
    """A line on the item's account and party. `amount` in its currency, `base` in the company's; debit positive."""
    foreign = item.currency != work.company.currency
    return EntryLine(
        account=item.account,
        party=item.party,
        description=description,
        debit=max(base, ZERO),
        credit=max(-base, ZERO),
        currency=item.currency if foreign else "",
        amount=amount if foreign else None,
    )


async def settle(work: Work, day: date, parts: Sequence[Part], write_off: WriteOff | None = None) -> Settled:
    """Allocate the parts to each other. Raises Refused (ALLOCATION_UNBALANCED, ALLOCATION_TOO_MUCH, …) and NotFound."""
    taken = await taken_parts(work, parts)
    entry, more = await _book_difference(work, day, taken, write_off)
    rows = [(t.item.entry, t.item.line, t.amount, t.base) for t in taken] + more
    made = await work.value(
        "select accounting.allocate(%s, %s, %s::bigint[], %s::int[], %s::numeric[], %s::numeric[], %s::bigint)",
        work.scope.company,
        day,
        *(list(column) for column in zip(*rows, strict=True)),
        entry,
    )
    await tell_settled(work, int(made), day, sorted({t.item.entry for t in taken}))
    return Settled(int(made), entry)


async def tell_settled(work: Work, allocation: int, day: date, entries: Sequence[int]) -> None:
    """Say which entries' items were settled, and which documents are paid by that."""
    work.emit(ItemsAllocated(allocation, tuple(entries)))
    paid = await work.rows(
        "select d.id, d.kind, d.number, d.party_id as party from accounting.document d where d.company_id = %s and d.entry_id = any (%s)"
        " and not exists (select from accounting.open_item i where i.company_id = d.company_id and i.entry_id = d.entry_id"
        " and i.closed_on = 'infinity') order by d.id",
        work.scope.company,
        list(entries),
    )
    for row in paid:
        kind = BILLED_AS.get(row["kind"])
        if kind is not None:
            work.emit(DocumentPaid(row["id"], kind, row["number"], row["party"], day))


async def _book_difference(
    work: Work, day: date, taken: Sequence[Taken], write_off: WriteOff | None
) -> tuple[int | None, list[tuple[int, int, Decimal, Decimal]]]:
    """Post what the parts differ by; its lines on the items' account are parts of the allocation, too."""
    amount, base = sum((t.amount for t in taken), ZERO), sum((t.base for t in taken), ZERO)
    if not amount and not base:
        return None, []
    lines: list[EntryLine] = []
    parts: list[tuple[Decimal, Decimal]] = []
    if amount:
        off = _written_off(work, taken, amount, write_off)
        lines += _pair(work, taken[0].item, -amount, -off, _account(write_off, amount), _("Written off"))
        parts.append((-amount, -off))
        base -= off
    if base:
        account = await account_of_role(work, "exchange_difference")
        lines += _pair(work, taken[0].item, ZERO, -base, account, _("Exchange difference"))
        parts.append((ZERO, -base))
    text = translate(_("Written off") if amount else _("Exchange difference"), work.company.language)
    columns = await columns_of(work, written(lines, day))
    posted = await post(work, await journal_of_kind(work, "general"), day, text, "", columns)
    return posted.id, [(posted.id, 2 * n + 1, a, b) for n, (a, b) in enumerate(parts)]


def _pair(work: Work, item: OpenItem, amount: Decimal, base: Decimal, account: int, text: Text) -> list[EntryLine]:
    description = translate(text, work.company.language)
    other = EntryLine(account=account, description=description, debit=max(-base, ZERO), credit=max(base, ZERO))
    return [control_line(work, item, amount, base, description), other]


def _account(write_off: WriteOff | None, difference: Decimal) -> int:
    if write_off is None:
        raise Refused(
            "ALLOCATION_UNBALANCED",
            _("The two sides differ by {difference}. Change the amounts until they are equal.").fill(difference=abs(difference)),
            field="parts",
            difference=str(difference),
        )
    return write_off.account


def _written_off(work: Work, taken: Sequence[Taken], amount: Decimal, write_off: WriteOff | None) -> Decimal:
    """The difference in the company's currency, at the rate at which the larger side is carried. Refuses a large one."""
    _account(write_off, amount)
    assert write_off is not None
    item = next(t.item for t in taken if t.amount * amount > 0)
    base = amount if item.amount == item.base else in_base(amount, item.base / item.amount, work.company.decimals)
    if abs(base) > write_off.at_most:
        raise Refused(
            "WRITE_OFF_TOO_LARGE",
            _("{amount} is more than may be written off ({most}). Leave it open, or ask for a larger tolerance.").fill(
                amount=abs(base), most=write_off.at_most
            ),
            field="write_off",
        )
    return base
