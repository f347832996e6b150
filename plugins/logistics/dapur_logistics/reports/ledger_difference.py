"""Whether stock is worth what the ledger says on a day; where not, the moves and corrections that make the difference."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur.services.ledger import LedgerReading
from dapur_logistics.reports.words import what
from dapur_logistics.rules.sums import ZERO

VALUE = """
    select coalesce(sum(v.value), 0) from logistics.stock_now n
    cross join lateral (select v.value from logistics.value_day v where v.company_id = n.company_id and v.item_id = n.item_id
        and v.stock_id = n.stock_id and v.day <= %s order by v.day desc limit 1) v
    where n.company_id = %s
"""
# Bookings that one side counts by this day and the other does not: late moves of closed months, and what waits.
DIFFERENT = """
    select d.kind, d.number, d.id, c.number, min(v.day), e.day, e.number,
        sum(v.value) filter (where v.day <= %s) as stock, sum(v.value) filter (where e.day <= %s) as told
    from logistics.valuation v
    join logistics.location l on l.company_id = v.company_id and l.id = v.location_id and l.stock_id is not null
    join logistics.booking b on b.company_id = v.company_id and b.id = v.booking_id
    join logistics.document d on d.company_id = b.company_id and d.id = b.document_id
    left join logistics.booking_entry e on e.company_id = b.company_id and e.booking_id = b.id
    left join logistics.move m on m.company_id = b.company_id and m.id = b.corrects_id
    left join logistics.revaluation r on r.company_id = b.company_id and r.id = b.corrects_id
    left join logistics.document c on c.company_id = b.company_id and c.id = coalesce(m.document_id, r.document_id)
    where v.company_id = %s and (v.day <= %s) is distinct from (e.day <= %s)
    group by b.id, d.kind, d.number, d.id, c.number, e.day, e.number having sum(v.value) <> 0
    order by b.id
"""


class LedgerDifferenceInput(Form):
    """At the end of which day."""

    day: Annotated[date, Shown(_("At the end of"))]


COLUMNS = (
    Column("what", _("What"), "text", phone=1),
    Column("day", _("Stock day"), "date", phone=2),
    Column("entry", _("Journal entry"), "code", phone=2),
    Column("ledger_day", _("Ledger day"), "date", phone=2),
    Column("difference", _("Stock less ledger"), "money", phone=1),
)


async def build(reader: Reader, form: LedgerDifferenceInput) -> Sheet:
    """Stock, ledger, and every booking that stands between them; what is left over is posted by hand in the ledger."""
    day, company = form.day, reader.scope.company
    stock = Decimal(await reader.value(VALUE, day, company) or 0)
    reading = reader.find(LedgerReading)
    ledger = await reading.balance("inventory", day) if reading is not None else None
    found = await reader.rows(DIFFERENT, day, day, company, day, day)
    between = [_row(*row) for row in found]
    difference, explained = stock - (ledger or ZERO), sum((row.cells[4] for row in between), ZERO)
    rows = [
        _total(_("Stock value"), stock, "stock"),
        _total(_("Ledger, inventory account"), ledger or ZERO, "ledger"),
        _total(_("Difference"), difference, "difference"),
        *between,
        _total(_("Explained by what is told later or on another day"), explained, "explained"),
        _total(_("Not explained: posted in the ledger by hand"), difference - explained, "unexplained"),
    ]
    notes = () if ledger is not None else (_("Accounting is off, or no account is set for the role inventory."),)
    return Sheet(_("Stock and ledger"), COLUMNS, rows, head=((_("At the end of"), _("{day}").fill(day=day)),), notes=notes)


def _total(words: Any, amount: Decimal, key: str) -> ReportRow:
    return ReportRow((words, None, "", None, amount), style="subtotal", key=key)


def _row(
    kind: str,
    number: str,
    document: int,
    corrected: str | None,
    day: date,
    ledger_day: date | None,
    entry: str | None,
    stock: Decimal | None,
    told: Decimal | None,
) -> ReportRow:
    cells = (what(kind, number, corrected), day, entry or "", ledger_day, (stock or ZERO) - (told or ZERO))
    key = f"correction of {corrected}" if corrected else number
    return ReportRow(cells, links={"what": f"logistics/stock-documents/{document}"}, key=key)


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


LEDGER_DIFFERENCE = Report(
    "logistics.ledger_difference",
    _("Stock and ledger"),
    "logistics.value.read",
    LedgerDifferenceInput,
    build,
    "Value of stock and balance of the inventory account at the end of a day, and the moves that make the difference.",
)
