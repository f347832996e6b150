"""Posting a draft and cancelling what was posted; other departments are told what was billed."""

from datetime import date
from typing import Any

from dapur.contract import Refused, Result, Text, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur.services.billing import BilledLine, LinesBilled, LinesUnbilled
from dapur_accounting.events import DocumentCancelled, DocumentPosted, EntriesPosted
from dapur_accounting.operations.allocations import allocations_of, take_back
from dapur_accounting.operations.documents.booking import Booked
from dapur_accounting.operations.documents.drafts import read_head
from dapur_accounting.operations.documents.plan import Plan, plan
from dapur_accounting.operations.entry_lines import ARRAYS, EntryLine, columns_of, written
from dapur_accounting.operations.reverse_entry import ReverseEntry, reverse
from dapur_accounting.operations.settling import ITEM, Part, settle
from dapur_accounting.role_accounts import journal_of_kind
from dapur_accounting.rules.kinds import BILLED_AS, KINDS
from dapur_accounting.rules.rounding import rounded
from dapur_accounting.rules.settlement import ZERO, OpenItem, oldest_first

POST = (
    f"select entry_id, number from accounting.post_document(%s, %s, %s::int, %s, %s, %s, %s, %s, {ARRAYS}, %s::date[],"
    " %s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[], %s::text[])"
)
TITLES: dict[str, Text] = {
    "invoice": _("Invoice"),
    "credit_note": _("Credit note"),
    "advance_invoice": _("Advance invoice"),
    "bill": _("Bill"),
    "supplier_credit": _("Supplier's credit note"),
    "advance_bill": _("Advance bill"),
}


class Posted(Result):
    """The document in the ledger. `entry`: its journal entry."""

    id: int
    number: str
    entry: int


async def post_document(work: Work, document: int, version: int | None) -> Posted:
    """Post a draft as it stands. Raises Refused with what is wrong at its field, Conflict where somebody was faster."""
    planned = await plan(work, document)
    if planned.head["status"] != "draft":
        raise Refused("ALREADY_POSTED", _("It was posted a moment ago. Look at it again."), field="id")
    row = await _write(work, planned, planned.head["version"] if version is None else version)
    posted = Posted(id=document, number=row["number"], entry=row["entry_id"])
    work.emit(EntriesPosted((posted.entry,)))
    work.emit(DocumentPosted(document, planned.terms.kind.name, posted.number, posted.entry))
    if planned.head["source_plugin"]:
        await _tell(work, planned.head, posted.number, planned.terms.day, cancelled=False)
    if planned.head["against"] is not None:
        await _settle_credited(work, planned, posted.entry)
    return posted


async def _write(work: Work, planned: Plan, version: int) -> dict[str, Any]:
    lines = [entry_line(work, booked, planned) for booked in planned.booking.lines]
    columns = await columns_of(work, written(lines, planned.terms.day))
    party = await work.value(
        "select name from base.party where company_id = %s and id = %s", work.scope.company, planned.terms.party
    )
    title = translate(TITLES[planned.terms.kind.name], work.company.language)
    row = await work.row(
        POST,
        work.scope.company,
        planned.head["id"],
        version,
        await journal_of_kind(work, planned.terms.kind.journal),
        planned.terms.day,
        f"{title} {party}",
        planned.head["reference"],
        planned.rate,
        *columns.arguments(),
        [booked.due for booked in planned.booking.lines],
        [tax.tax for tax in planned.booking.taxes],
        [tax.base for tax in planned.booking.taxes],
        [tax.amount for tax in planned.booking.taxes],
        [tax.deductible for tax in planned.booking.taxes],
        [tax.reference for tax in planned.booking.taxes],
    )
    assert row is not None
    return row


def entry_line(work: Work, booked: Booked, planned: Plan) -> EntryLine:
    """A line of the plan as the ledger takes it."""
    foreign = planned.terms.currency != work.company.currency
    return EntryLine(
        account=booked.account,
        description=booked.text,
        debit=max(booked.base, ZERO),
        credit=max(-booked.base, ZERO),
        currency=planned.terms.currency if foreign else "",
        amount=booked.amount if foreign else None,
        rate=planned.rate if foreign and booked.amount else None,
        party=planned.terms.party if booked.due is not None else None,
        cost_centre=booked.cost_centre,
        project=booked.project,
    )


async def _settle_credited(work: Work, planned: Plan, entry: int) -> None:
    """A credit note settles the document that it takes back, as far as that one is open."""
    rows = await work.rows(
        f"select {ITEM} from accounting.open_item where company_id = %s and entry_id in (%s,"
        " (select entry_id from accounting.document where company_id = %s and id = %s))"
        " and closed_on = 'infinity' and amount <> 0 and date <= %s",
        work.scope.company,
        entry,
        work.scope.company,
        planned.head["against"],
        planned.terms.day,
    )
    items = [OpenItem(**row) for row in rows]
    ours = [item for item in items if item.entry == entry]
    theirs = [item for item in items if item.entry != entry and ours and _fits(item, ours[0])]
    amount = min(sum((abs(i.open_amount) for i in ours), ZERO), sum((abs(i.open_amount) for i in theirs), ZERO))
    if amount:
        chosen = [*oldest_first(ours, amount), *oldest_first(theirs, amount)]
        await settle(work, planned.terms.day, [Part(i.entry, i.line, part) for i, part in chosen])


def _fits(item: OpenItem, other: OpenItem) -> bool:
    same = (item.account, item.party, item.currency) == (other.account, other.party, other.currency)
    return same and item.amount * other.amount < 0


async def cancel_document(work: Work, document: int, day: date, reason: str) -> Posted:
    """Take a posted document back by a reversal of that day. A credit note gives back what it settled."""
    head = await read_head(work, document)
    if head["status"] == "draft":
        raise Refused("NOT_POSTED", _("It is a draft. Delete it, or post it first."), field="id")
    if head["status"] == "cancelled":
        raise Refused("ALREADY_CANCELLED", _("It was cancelled before."), field="id")
    if KINDS[head["kind"]].takes_back:
        for allocation in await allocations_of(work, head["entry"]):
            await take_back(work, allocation["id"], day)
    reversed_by = await reverse(work, ReverseEntry(id=head["entry"], date=day, description=reason))
    work.emit(DocumentCancelled(document, head["kind"], head["number"], reversed_by.id))
    if head["source_plugin"]:
        await _tell(work, head, head["number"], day, cancelled=True)
    return Posted(id=document, number=reversed_by.number, entry=reversed_by.id)


async def _tell(work: Work, head: Any, number: str, day: date, *, cancelled: bool) -> None:
    """Tell the department whose lines were billed, or may be billed again."""
    sign = KINDS[head["kind"]].sign
    rows = await work.rows(
        "select l.source_line, l.quantity, l.net, coalesce(d.rate, 1) as rate from accounting.document_line l"
        " join accounting.document d on d.company_id = l.company_id and d.id = l.document_id"
        " where l.company_id = %s and l.document_id = %s and l.source_line is not null order by l.line_no",
        work.scope.company,
        head["id"],
    )
    lines = tuple(
        BilledLine(
            head["source_kind"],
            head["source_id"],
            row["source_line"],
            sign * row["quantity"],
            sign * rounded(row["net"] * row["rate"], work.company.decimals),
        )
        for row in rows
    )
    event = LinesUnbilled if cancelled else LinesBilled
    work.emit(event(head["source_plugin"], head["id"], BILLED_AS[head["kind"]], number, day, lines))
