"""The tax return of a month: boxes that open their documents, as filed or as it would be filed now."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, Words, _
from dapur.queries.reader import Reader
from dapur_accounting.queries.tax_words import BOXES
from dapur_accounting.reports.chart_tree import ZERO
from dapur_accounting.rules.tax_return import outcome


class TaxReturnInput(Form):
    """The month, by any day of it."""

    month: Annotated[date, Shown(_("Month"), hint=_("Any day of the month"))]


COLUMNS = (
    Column("box", _("Box"), "text", phone=1),
    Column("base", _("Tax base"), "money", phone=2),
    Column("tax", _("Tax amount"), "money", phone=1),
)
ENTRIES = """
    select case when c.treatment = 'reverse_charge' then 'reverse_charge'
            when t.side = 'sales' and c.treatment = 'standard' then 'sales_standard'
            when t.side = 'sales' then case when c.treatment = 'exempt' then 'sales_exempt' else 'sales_zero' end
            when c.treatment = 'standard' and t.deductible = 0 and t.tax <> 0 then 'non_deductible'
            when c.treatment = 'standard' then 'purchases_standard'
            when c.treatment = 'exempt' then 'purchases_exempt' else 'purchases_zero' end as box,
        t.date < %s as late, sum(t.base), sum(t.tax), sum(t.deductible)
    from accounting.tax_entry t join accounting.tax_code c on c.company_id = t.company_id and c.id = t.tax_id
    left join accounting.tax_return_item i on i.company_id = t.company_id and i.tax_entry_id = t.id
    where t.company_id = %s and c.kind = 'tax' and c.role = 'output_tax' and t.date <= %s and i.return_id is not distinct from %s
    group by 1, 2
"""
FILED = "select id, carried, entry_id from accounting.tax_return where company_id = %s and starts = %s"
CARRIED = "select overpaid from accounting.tax_return where company_id = %s and starts < %s order by starts desc limit 1"
Box = tuple[Decimal, Decimal, Decimal]
NOTHING: Box = (ZERO, ZERO, ZERO)


async def build(reader: Reader, form: TaxReturnInput) -> Sheet:
    """Add the documents of the month up by box; those of earlier months that came late stand in boxes of their own."""
    first = form.month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    filed = await reader.rows(FILED, reader.scope.company, first)
    number = filed[0][0] if filed else None
    found = await reader.rows(ENTRIES, first, reader.scope.company, last, number)
    boxes: dict[tuple[str, bool], Box] = {(box, late): (base, tax, back) for box, late, base, tax, back in found}
    carried = filed[0][1] if filed else Decimal(await reader.value(CARRIED, reader.scope.company, first) or 0)
    rows = _rows(boxes, first, last, number)
    rows += _outcome(boxes, carried)
    state = _("Filed") if filed else _("Not filed yet")
    return Sheet(_("Tax return"), COLUMNS, rows, head=((_("Month"), f"{first:%m/%Y}"), (_("Status"), state)))


def _rows(boxes: dict[tuple[str, bool], Box], first: date, last: date, number: int | None) -> list[ReportRow]:
    rows = []
    for late in (False, True):
        if late and not any(was_late for _box, was_late in boxes):
            continue
        rows += _part(boxes, late, first, last, number)
    return rows


TITLES: dict[str, Words] = {choice.value: choice.title for choice in BOXES}
SALES = ("sales_standard", "sales_zero", "sales_exempt")
PURCHASES = ("purchases_standard", "non_deductible", "purchases_zero", "purchases_exempt")


def _part(boxes: dict[tuple[str, bool], Box], late: bool, first: date, last: date, number: int | None) -> list[ReportRow]:
    prefix = "late_" if late else ""
    days = "" if late else f"date.from={first.isoformat()}&"
    end = f"date.to={last.isoformat()}"
    which = f"&return={number}" if number else "&filed=0"

    def row(box: str, title: Words, base: Decimal | None, tax: Decimal | None, key: str, *, name: str = "base") -> ReportRow:
        address = f"accounting/tax-entries?{days}{end}{which}&box={box}"
        return ReportRow((title, base, tax), level=1, links={name: address}, key=prefix + key)

    rows = [ReportRow((_("Documents of earlier months"), None, None), style="heading")] if late else []
    for box in (*SALES, *PURCHASES):
        base, tax, _back = boxes.get((box, late), NOTHING)
        if base or tax or not late:
            rows.append(row(box, TITLES[box], base, tax, f"{box}_base"))
    base, tax, back = boxes.get(("reverse_charge", late), NOTHING)
    if base or not late:
        rows.append(row("reverse_charge", TITLES["reverse_charge"], base, tax, "reverse_charge_base"))
    sums = (
        ("output_tax", _("Output tax"), sum((boxes.get((b, late), NOTHING)[1] for b in SALES), ZERO)),
        ("input_tax", _("Input tax"), sum((boxes.get((b, late), NOTHING)[2] for b in PURCHASES), ZERO)),
        ("reverse_output", _("Reverse charge, owed"), tax),
        ("reverse_input", _("Reverse charge, got back"), back),
    )
    rows += [
        ReportRow((title, None, value), style="subtotal", key=prefix + key) for key, title, value in sums if value or not late
    ]
    return rows


def _outcome(boxes: dict[tuple[str, bool], Box], carried: Decimal) -> list[ReportRow]:
    output = sum((b[1] for (box, _late), b in boxes.items() if box in SALES or box == "reverse_charge"), ZERO)
    back = sum((b[2] for (box, _late), b in boxes.items() if box in PURCHASES or box == "reverse_charge"), ZERO)
    found = outcome(output, back, carried)
    return [
        ReportRow((_("Carried forward before"), None, carried), style="subtotal", key="carried"),
        ReportRow((_("Payable"), None, found.payable), style="total", key="payable"),
        ReportRow((_("Overpaid, carried forward"), None, found.overpaid), style="total", key="overpaid"),
    ]


async def initial(reader: Reader) -> dict[str, Any]:
    """The month before this one."""
    return {"month": (reader.today.replace(day=1)).fromordinal(reader.today.replace(day=1).toordinal() - 1)}


TAX_RETURN = Report(
    "accounting.tax_return",
    _("Tax return"),
    "accounting.read",
    TaxReturnInput,
    build,
    "Value added tax of a month by box. What was posted after the month was filed falls in the next return.",
)
