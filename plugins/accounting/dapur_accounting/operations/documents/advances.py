"""Deducting an advance from a later document of the same party."""

from decimal import Decimal

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_accounting.operations.documents.checking import AnyForm
from dapur_accounting.operations.documents.copying import form_of, form_values
from dapur_accounting.operations.documents.drafts import read_head, read_lines
from dapur_accounting.operations.documents.figures import ZERO
from dapur_accounting.rules.kinds import KINDS

DEDUCTED = (
    "select coalesce(-sum(l.net), 0) from accounting.document_line l"
    " join accounting.document d on d.company_id = l.company_id and d.id = l.document_id"
    " where l.company_id = %s and l.deducts_id = %s and d.cancel_entry_id is null and d.id <> %s"
)


async def deduct(work: Work, document: int, version: int | None, advance: int, amount: Decimal | None) -> AnyForm:
    """The draft with a line that takes (part of) the advance off. Raises Refused where it does not fit."""
    draft, given = await read_head(work, document), await read_head(work, advance)
    kind, paid = KINDS[draft["kind"]], KINDS[given["kind"]]
    fits = (
        paid.is_advance and given["status"] == "posted" and kind.side == paid.side and not kind.takes_back and not kind.is_advance
    )
    if not fits or (draft["party"], draft["currency"]) != (given["party"], given["currency"]):
        raise Refused("ADVANCE_UNFIT", _("Choose a posted advance of the same party and currency."), field="advance")
    used = Decimal(await work.value(DEDUCTED, work.scope.company, advance, document))
    left = given["net"] - used
    taken = left if amount is None else amount
    if taken <= 0 or taken > left:
        raise Refused(
            "ADVANCE_USED",
            _("Only {left} of this advance is left. Deduct at most that.").fill(left=max(left, ZERO)),
            field="amount",
        )
    first = (await read_lines(work, advance))[0]
    values = await form_values(work, document)
    line = {
        "text": given["number"],
        "quantity": Decimal(-1),
        "unit_price": taken,
        "account": first.account,
        "tax": first.tax,
        "extra_tax": first.extra_tax,
        "deducts": advance,
    }
    kept = [old for old in values["lines"] if old["deducts"] != advance]
    return form_of({**values, "version": version, "lines": [*kept, line]})
