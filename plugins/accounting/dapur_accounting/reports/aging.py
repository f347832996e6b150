"""What is owed by age, as it stood at the end of any day: by party, or one party's documents. Equal to the ledger."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from dapur.contract import Choice, Column, Form, Report, ReportRow, Sheet, Shown, Words, _
from dapur.queries.reader import Reader
from dapur_accounting.reports.chart_tree import ZERO

BASES = (Choice("due_date", _("Due day")), Choice("date", _("Date of the document")))
BUCKETS = ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "unapplied")


class AgingInput(Form):
    """At the end of which day, of whom, and from which day an item's age counts."""

    as_of: Annotated[date, Shown(_("At the end of"))]
    party: Annotated[int | None, Shown(_("Party"), reference="base.parties")] = None
    basis: Annotated[Literal["due_date", "date"], Shown(_("Age from"), choices=BASES)] = "due_date"


MONEY = (
    Column("not_due", _("Not due"), "money"),
    Column("d1_30", _("1-30 days"), "money"),
    Column("d31_60", _("31-60 days"), "money"),
    Column("d61_90", _("61-90 days"), "money"),
    Column("over_90", _("Over 90"), "money", phone=2),
    Column("unapplied", _("Unallocated"), "money"),
    Column("total", _("Total"), "money", phone=1),
)
PARTIES = (Column("party", _("Party"), "text", phone=1), *MONEY)
ITEMS = (
    Column("number", _("Number"), "code", phone=1),
    Column("date", _("Date"), "date", phone=2),
    Column("due", _("Due"), "date", phone=2),
    *MONEY,
)
# What the other side is owed on our own account is not late but not allocated; layers are lines without an amount of
# their own currency (revaluation).
BUCKET = """
    case when o.amount = 0 then 'layer' when o.open_base * %s < 0 then 'unapplied'
         when %s::date - case when %s = 'date' then o.date else o.due end <= 0 then 'not_due'
         when %s::date - case when %s = 'date' then o.date else o.due end <= 30 then 'd1_30'
         when %s::date - case when %s = 'date' then o.date else o.due end <= 60 then 'd31_60'
         when %s::date - case when %s = 'date' then o.date else o.due end <= 90 then 'd61_90' else 'over_90' end
"""
BY_PARTY = f"""
    select w.party, coalesce(p.name, ''), s.bucket, s.base from (
        select o.party_id, {BUCKET} as bucket, sum(o.open_base) as base
        from accounting.open_items_on(%s, %s, %s) o group by 1, 2) s
    cross join lateral (select base.surviving_party(%s, s.party_id) as party) w
    left join base.party p on p.company_id = %s and p.id = w.party order by 2, 1
"""
BY_ITEM = f"""
    select coalesce(d.number, e.number), o.date, o.due, {BUCKET} as bucket, o.open_base, o.entry_id, d.id, d.side
    from accounting.open_items_on(%s, %s, %s, %s) o
    join accounting.entry e on e.company_id = %s and e.id = o.entry_id
    left join accounting.document d on d.company_id = %s and d.entry_id = o.entry_id
    order by o.due, o.date, o.entry_id, o.line_no
"""


def _ages(sign: int, form: AgingInput) -> tuple[Any, ...]:
    return (sign, *((form.as_of, form.basis) * 4))


async def _build(reader: Reader, form: AgingInput, side: str, title: Words, path: str) -> Sheet:
    sign = 1 if side == "receivable" else -1
    head = [(_("At the end of"), _("{day}").fill(day=form.as_of))]
    if form.party is None:
        rows = await _parties(reader, form, side, sign, path)
        return Sheet(title, PARTIES, rows, head=head)
    name = await reader.value("select name from base.party where company_id = %s and id = %s", reader.scope.company, form.party)
    return Sheet(title, ITEMS, await _items(reader, form, side, sign), head=[*head, (_("Party"), name or "")])


async def _parties(reader: Reader, form: AgingInput, side: str, sign: int, path: str) -> list[ReportRow]:
    company = reader.scope.company
    found = await reader.rows(BY_PARTY, *_ages(sign, form), company, side, form.as_of, company, company)
    sums: dict[tuple[int | None, str], dict[str, Decimal]] = {}
    layers = ZERO
    for party, name, bucket, base in found:
        if bucket == "layer":
            layers += sign * base
        else:
            cells = sums.setdefault((party, name), dict.fromkeys(BUCKETS, ZERO))
            cells[bucket] += sign * base
    rows = [
        _row(name if party is not None else _("Without a party"), cells, _links(party, form, path), str(party or "none"))
        for (party, name), cells in sums.items()
    ]
    return [*rows, *_layer_row(layers, (_("Revaluation"),)), _total([*sums.values()], layers, (_("Total"),))]


async def _items(reader: Reader, form: AgingInput, side: str, sign: int) -> list[ReportRow]:
    company = reader.scope.company
    found = await reader.rows(BY_ITEM, *_ages(sign, form), company, side, form.as_of, form.party, company, company)
    rows: list[ReportRow] = []
    sums: list[dict[str, Decimal]] = []
    layers = ZERO
    for number, day, due, bucket, base, entry, document, which in found:
        if bucket == "layer":
            layers += sign * base
            continue
        cells = {**dict.fromkeys(BUCKETS, ZERO), bucket: sign * base}
        sums.append(cells)
        place = f"{'invoices' if which == 'sales' else 'bills'}/{document}" if document else f"entries/{entry}"
        made = (number, day, due, *cells.values(), sign * base)
        rows.append(ReportRow(made, links={"number": f"accounting/{place}"}, key=f"{number}.{len(rows)}"))
    return [*rows, *_layer_row(layers, (_("Revaluation"), None, None)), _total(sums, layers, (_("Total"), None, None))]


def _links(party: int | None, form: AgingInput, path: str) -> dict[str, str]:
    if party is None:
        return {}
    return {"party": f"accounting/reports/{path}?as_of={form.as_of.isoformat()}&party={party}&basis={form.basis}"}


def _row(name: Words, cells: dict[str, Decimal], links: dict[str, str], key: str) -> ReportRow:
    return ReportRow((name, *cells.values(), sum(cells.values(), ZERO)), links=links, key=key)


def _layer_row(layers: Decimal, head: tuple[Any, ...]) -> list[ReportRow]:
    """Revaluation belongs to the account, not to a document; shown so that the total is the ledger's."""
    return [ReportRow((*head, *(None,) * len(BUCKETS), layers), style="subtotal", key="layers")] if layers else []


def _total(sums: Sequence[dict[str, Decimal]], layers: Decimal, head: tuple[Any, ...]) -> ReportRow:
    added = [sum((cells[bucket] for cells in sums), ZERO) for bucket in BUCKETS]
    return ReportRow((*head, *added, sum(added, ZERO) + layers), style="total", key="total")


async def receivables(reader: Reader, form: AgingInput) -> Sheet:
    """Who owes us."""
    return await _build(reader, form, "receivable", _("Aged receivables"), "aged-receivables")


async def payables(reader: Reader, form: AgingInput) -> Sheet:
    """Whom we owe."""
    return await _build(reader, form, "payable", _("Aged payables"), "aged-payables")


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"as_of": reader.today}


AGED_RECEIVABLES = Report(
    "accounting.aged_receivables",
    _("Aged receivables"),
    "accounting.read",
    AgingInput,
    receivables,
    "What customers owed at the end of a day, by how late it was. The total is the ledger's balance.",
    landscape=True,
)
AGED_PAYABLES = Report(
    "accounting.aged_payables",
    _("Aged payables"),
    "accounting.read",
    AgingInput,
    payables,
    "What we owed suppliers at the end of a day, by how late it was. The total is the ledger's balance.",
    landscape=True,
)
