"""Why the same question had another answer: what became known between two days about stock on an earlier one."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_logistics.reports.words import OneItem, end_of, what
from dapur_logistics.rules.sums import ZERO

SINCE = """
    select d.kind, d.number, d.id, c.number, min(v.day), sum(v.quantity), sum(v.value)
    from logistics.valuation v
    join logistics.location l on l.company_id = v.company_id and l.id = v.location_id and l.stock_id is not null
    join logistics.booking b on b.company_id = v.company_id and b.id = v.booking_id
    join logistics.document d on d.company_id = b.company_id and d.id = b.document_id
    left join logistics.move m on m.company_id = b.company_id and m.id = b.corrects_id
    left join logistics.revaluation r on r.company_id = b.company_id and r.id = b.corrects_id
    left join logistics.document c on c.company_id = b.company_id and c.id = coalesce(m.document_id, r.document_id)
    where v.company_id = %s and v.day <= %s and v.posted_at >= %s and v.posted_at < %s
        and (%s::bigint is null or v.item_id = %s)
    group by b.id, d.kind, d.number, d.id, c.number having sum(v.quantity) <> 0 or sum(v.value) <> 0
    order by b.id
"""


class KnownSinceInput(Form):
    """About which day; what was known on two later days."""

    day: Annotated[date, Shown(_("At the end of"))]
    first: Annotated[date, Shown(_("Known on"))]
    second: Annotated[date, Shown(_("And then on"))]
    item: OneItem = None


COLUMNS = (
    Column("what", _("What"), "text", phone=1),
    Column("day", _("Stock day"), "date", phone=2),
    Column("quantity", _("Quantity"), "quantity", phone=2),
    Column("value", _("Value"), "money", phone=1),
)


async def build(reader: Reader, form: KnownSinceInput) -> Sheet:
    """Every document and correction that was posted in between and reaches back to the day."""
    moments = (end_of(reader, form.first), end_of(reader, form.second))
    found = await reader.rows(SINCE, reader.scope.company, form.day, *moments, form.item, form.item)
    rows = [_row(*row) for row in found]
    total = sum((row[6] for row in found), ZERO)
    rows.append(ReportRow((_("Total"), None, None, total), style="total", key="total"))
    return Sheet(_("What became known"), COLUMNS, rows)


def _row(kind: str, number: str, document: int, corrected: str | None, day: date, quantity: Decimal, value: Decimal) -> ReportRow:
    key = f"correction of {corrected}" if corrected else number
    cells = (what(kind, number, corrected), day, quantity, value)
    return ReportRow(cells, links={"what": f"logistics/stock-documents/{document}"}, key=key)


async def initial(reader: Reader) -> dict[str, Any]:
    """The end of last month, as known then and today."""
    last = reader.today.replace(day=1) - timedelta(days=1)
    return {"day": last, "first": last, "second": reader.today}


KNOWN_SINCE = Report(
    "logistics.known_since",
    _("What became known"),
    "logistics.value.read",
    KnownSinceInput,
    build,
    "Documents and corrections posted between two days that changed what stock was worth on an earlier day.",
)
