"""A count is booked, at once or when it was approved, or given up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import document_gone, request_approval
from dapur_base.events import ApprovalDecided
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.count_approval import COUNT, count_subject
from dapur_logistics.operations.counts import open_count
from dapur_logistics.operations.fields import Version
from dapur_logistics.operations.locations_known import read_locations
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receive_goods import StockDocumentPosted, told
from dapur_logistics.operations.save_purchase_order import order_held
from dapur_logistics.operations.stock_draft import MoveDraft, StockDraft
from dapur_logistics.rules.sums import ZERO, rounded

LATEST = """
    select distinct on (c.item_id, c.location_id, coalesce(c.lot_id, 0)) c.item_id, c.location_id, c.lot_id, c.variance, c.value,
        c.result, c.counted_by, c.day, i.unit_id
    from logistics.counted c join logistics.item i on i.company_id = c.company_id and i.id = c.item_id
    where c.company_id = %s and c.count_id = %s
    order by c.item_id, c.location_id, coalesce(c.lot_id, 0), c.round desc
"""


class PostCount(Form):
    """Which count; `version` as it was seen."""

    id: Annotated[int, Shown(_("Count"), kind="hidden")]
    version: Version = None


class CountPosted(Result):
    """The count, the document that books its differences (none: there were none), and how much was right at once.

    waits_for: who must approve it first; then nothing is booked yet, and their yes books it.
    """

    id: int
    document: int | None
    number: str
    accuracy_percent: Decimal
    waits_for: list[str]


@operation("logistics.post_count", title=_("Post count"), permission="logistics.count", audit_verb=_("posted the count"))
async def post_count(work: Work, form: PostCount) -> CountPosted:
    """Book the differences on the day of counting: a surplus at what one costs, a shortage as it leaves.

    Where the company's rules of approval ask for it, those who decide are asked, and their yes books it.
    """
    count = await open_count(work, form.id)
    if form.version is not None and count["version"] != form.version:
        raise await untouched(work, "logistics.stock_count", form.id)
    lines = await work.rows(LATEST, work.scope.company, form.id)
    _check_complete(lines)
    approval = await request_approval(work, await count_subject(work, form.id))
    if approval.state not in ("approved", "not_needed"):
        return await _told(work, form.id, None, approval.waits_for)
    return await _post(work, count, lines)


async def settle_count(work: Work, event: ApprovalDecided) -> None:
    """A count that was approved is booked, as far as it is still what they saw."""
    if event.kind != COUNT or event.outcome != "approved":
        return
    count = await order_held(work, "stock_count", event.document)
    if count["status"] == "open" and (await count_subject(work, event.document)).digest == event.digest:
        await _post(work, count, await work.rows(LATEST, work.scope.company, event.document))


async def _post(work: Work, count: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> CountPosted:
    posted = await _book(work, count, [x for x in lines if x["variance"]])
    await work.run(
        "update logistics.stock_count set status = 'posted', document_id = %s, approved_by = %s, version = version + 1"
        " where company_id = %s and id = %s",
        posted.id if posted else None,
        work.actor,
        work.scope.company,
        count["id"],
    )
    return await _told(work, count["id"], posted)


async def _told(work: Work, count: int, posted: StockDocumentPosted | None, waits_for: Sequence[str] = ()) -> CountPosted:
    return CountPosted(
        id=count,
        document=posted.id if posted else None,
        number=posted.number if posted else "",
        accuracy_percent=await _accuracy(work, count),
        waits_for=list(waits_for),
    )


def _check_complete(lines: Sequence[Mapping[str, Any]]) -> None:
    if not lines:
        raise Refused("NOTHING_COUNTED", _("Nothing was counted yet. Enter what you count first."), field="id")
    if any(x["result"] == "recount" for x in lines):
        raise Refused("RECOUNT_WAITS", _("Some lines differ too much. Somebody else counts them again first."), field="id")


async def _book(work: Work, count: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> StockDocumentPosted | None:
    if not lines:
        return None
    locations = await read_locations(work, [x["location_id"] for x in lines])
    outside = locations.virtual("count").id
    moves = []
    for x in lines:
        source, target = (outside, x["location_id"]) if x["variance"] > 0 else (x["location_id"], outside)
        given = x["value"] if x["variance"] > 0 else None
        quantity = abs(x["variance"])
        moves.append(MoveDraft(x["item_id"], source, target, quantity, x["unit_id"], quantity, lot=x["lot_id"], given=given))
    day = max(x["day"] for x in lines)
    return told(await post_stock(work, StockDraft("count", day, moves, order=count["id"], note=count["number"])))


async def _accuracy(work: Work, count: int) -> Decimal:
    """Lines that were within tolerance when they were counted first, in percent."""
    row = await work.row(
        "select count(*) filter (where result = 'accepted') as correct, count(*) as whole from logistics.counted"
        " where company_id = %s and count_id = %s and round = 1",
        work.scope.company,
        count,
    )
    assert row is not None
    return rounded(Decimal(row["correct"]) * 100 / row["whole"], 2) if row["whole"] else ZERO


class CancelCount(Form):
    """Which count."""

    id: Annotated[int, Shown(_("Count"), kind="hidden")]


class CountCancelled(Result):
    """The count."""

    id: int


@operation(
    "logistics.cancel_count",
    title=_("Cancel count"),
    permission="logistics.count",
    audit_verb=_("cancelled the count"),
    danger=True,
)
async def cancel_count(work: Work, form: CancelCount) -> CountCancelled:
    """Book nothing of it. What was counted stays to be read."""
    await open_count(work, form.id)
    await document_gone(work, COUNT, form.id)
    await work.run(
        "update logistics.stock_count set status = 'cancelled', version = version + 1 where company_id = %s and id = %s",
        work.scope.company,
        form.id,
    )
    return CountCancelled(id=form.id)
