"""Allocate open items to each other by hand, and take an allocation back."""

import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.events import ItemsAllocated
from dapur_accounting.operations.entry_lines import Money
from dapur_accounting.operations.reverse_entry import ReverseEntry, reverse
from dapur_accounting.operations.settling import Part, WriteOff, open_items, read_items, settle
from dapur_accounting.role_accounts import account_of_role
from dapur_accounting.rules.settlement import OpenItem, oldest_first

CONFLICTS = {
    "allocation_reversal_key": (
        "id",
        "ALREADY_REVERSED",
        _("Somebody else took this allocation back a moment ago. Look at it again."),
    ),
    "open_item_within": (
        "parts",
        "ALLOCATION_TOO_MUCH",
        _("Somebody else settled one of these a moment ago. Look at them again."),
    ),
}


class AllocationPart(Form):
    """How much of an open item is settled. It is named by its entry and the line there; the amount is in its currency."""

    entry: Annotated[int, Shown(_("Entry"), reference="accounting.entries")]
    line: Annotated[int, Field(ge=1), Shown(_("Line"))] = 1
    amount: Annotated[Money, Shown(_("Amount"), kind="money", stop=True)]


class Allocate(Form):
    """Parts of items of one party that settle each other: invoices on one side, payments and credit notes on the other.

    With `write_off`, what is missing or too much is written off, if it is within the company's tolerance.
    """

    date: Annotated[datetime.date | None, Shown(_("Date"), hint=_("Today when left empty"))] = None
    parts: Annotated[list[AllocationPart], Field(min_length=1, max_length=2000), Shown(_("Items"), kind="lines")]
    write_off: Annotated[bool, Shown(_("Write off the difference"))] = False
    write_off_account: Annotated[
        int | None,
        Shown(_("Account for the difference"), reference="accounting.posting_accounts", hint=_("Rounding when left empty")),
    ] = None


class Allocated(Result):
    """The allocation. `entry`: the entry that books exchange difference or write-off."""

    id: int
    entry: int | None = None


@operation(
    "accounting.allocate",
    title=_("Allocate"),
    permission="accounting.item.allocate",
    audit_verb=_("allocated open items"),
    conflicts=CONFLICTS,
)
async def allocate(work: Work, form: Allocate) -> Allocated:
    """Settle open items with each other on a day. What is gained or lost by exchange rates is booked on that day."""
    parts = [Part(p.entry, p.line, p.amount) for p in form.parts]
    write_off = await _write_off(work, form) if form.write_off else None
    made = await settle(work, form.date or work.today, parts, write_off)
    return Allocated(id=made.id, entry=made.entry)


async def _write_off(work: Work, form: Allocate) -> WriteOff:
    account = form.write_off_account or await account_of_role(work, "rounding", "write_off_account")
    return WriteOff(account, Decimal(work.setting("accounting.write_off_tolerance")))


class AllocateOldest(Form):
    """Whose open payment, credit note or advance, by its entry; on which day (today when left empty).

    `line`: the line of the entry, where it has several that are open.
    """

    entry: Annotated[int, Shown(_("Entry"), kind="hidden")]
    line: Annotated[int | None, Field(ge=1), Shown(_("Line"), kind="hidden")] = None
    date: Annotated[datetime.date | None, Shown(_("Date"), hint=_("Today when left empty"))] = None


@operation(
    "accounting.allocate_oldest",
    title=_("Allocate to the oldest"),
    permission="accounting.item.allocate",
    audit_verb=_("allocated open items"),
    conflicts=CONFLICTS,
)
async def allocate_oldest(work: Work, form: AllocateOldest) -> Allocated:
    """Use up what is open on a payment or credit note: the party's items that are due first are settled first."""
    item = await _open_item(work, form)
    day = form.date or work.today
    others = await open_items(work, item.party, item.side, item.currency) if item.party is not None else []
    opposite = [o for o in others if o.account == item.account and o.amount * item.amount < 0 and o.date <= day]
    chosen = oldest_first(opposite, abs(item.open_amount))
    if not chosen:
        raise Refused("NOTHING_TO_ALLOCATE", _("Nothing is open on the other side. Leave it open for later."), field="entry")
    total = sum((amount for _item, amount in chosen), Decimal(0))
    parts = [Part(item.entry, item.line, total), *(Part(other.entry, other.line, amount) for other, amount in chosen)]
    made = await settle(work, day, parts)
    return Allocated(id=made.id, entry=made.entry)


async def _open_item(work: Work, form: AllocateOldest) -> OpenItem:
    if form.line is not None:
        return (await read_items(work, [(form.entry, form.line)]))[0]
    lines = await work.rows(
        "select line_no from accounting.open_item where company_id = %s and entry_id = %s and closed_on = 'infinity' and amount <> 0"
        " order by due, line_no limit 1",
        work.scope.company,
        form.entry,
    )
    if not lines:
        raise Refused("NOTHING_TO_ALLOCATE", _("Nothing of it is open any more."), field="entry")
    return (await read_items(work, [(form.entry, lines[0]["line_no"])]))[0]


class TakeBack(Form):
    """Which allocation, on which day (today when left empty)."""

    id: Annotated[int, Shown(_("Allocation"), kind="hidden")]
    date: Annotated[datetime.date | None, Shown(_("Date"), hint=_("The day on which it happens; today when left empty"))] = None


class TakenBack(Result):
    """The counter row."""

    id: int


@operation(
    "accounting.take_back_allocation",
    title=_("Take back"),
    permission="accounting.item.allocate",
    audit_verb=_("took an allocation back"),
    conflicts=CONFLICTS,
)
async def take_back_allocation(work: Work, form: TakeBack) -> TakenBack:
    """Open again what an allocation settled, from that day on. Its exchange difference or write-off is reversed with it."""
    return TakenBack(id=await take_back(work, form.id, form.date or work.today))


async def take_back(work: Work, allocation: int, day: datetime.date) -> int:
    """Take an allocation back inside another operation. Raises Refused and NotFound."""
    found = await work.row(
        "select entry_id, (select array_agg(distinct p.entry_id) from accounting.allocation_part p"
        " where p.company_id = a.company_id and p.allocation_id = a.id) as entries"
        " from accounting.allocation a where company_id = %s and id = %s",
        work.scope.company,
        allocation,
    )
    if found is None:
        raise NotFound(field="id")
    made = await work.value("select accounting.take_back(%s, %s, %s)", work.scope.company, allocation, day)
    if found["entry_id"] is not None:
        await reverse(work, ReverseEntry(id=found["entry_id"], date=day))
    work.emit(ItemsAllocated(int(made), tuple(found["entries"])))
    return int(made)


async def allocations_of(work: Work, entry: int) -> list[dict[str, Any]]:
    """Allocations in force that settle lines of an entry: id, date, and whether it is an entry with its reversal."""
    return await work.rows(
        "select distinct a.id, a.date from accounting.allocation a"
        " join accounting.allocation_part p on p.company_id = a.company_id and p.allocation_id = a.id"
        " where a.company_id = %s and p.entry_id = %s and a.reversal_of is null and not exists"
        " (select from accounting.allocation r where r.company_id = a.company_id and r.reversal_of = a.id) order by a.id",
        work.scope.company,
        entry,
    )
