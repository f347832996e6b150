"""A statement of account: what stood, what was billed and paid, what stands, with one party. Equal to the ledger."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from dapur.contract import Column, Form, NotFound, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_accounting.queries.document_words import ITEM_SIDES
from dapur_accounting.reports.balances import between
from dapur_accounting.reports.chart_tree import ZERO
from dapur_accounting.reports.trial_balance import check_days


class StatementInput(Form):
    """Whose account, between which days."""

    party: Annotated[int, Shown(_("Party"), reference="base.parties")]
    first: Annotated[date, Shown(_("From"))]
    last: Annotated[date, Shown(_("To"))]
    side: Annotated[Literal["receivable", "payable"], Shown(_("Side"), choices=ITEM_SIDES)] = "receivable"


COLUMNS = (
    Column("date", _("Date"), "date", phone=2),
    Column("number", _("Number"), "code", phone=1),
    Column("description", _("Description"), "text", phone=2),
    Column("due", _("Due"), "date"),
    Column("currency", _("Currency"), "code"),
    Column("amount", _("Amount in currency"), "money", currency="currency"),
    Column("debit", _("Debit"), "money", phone=1),
    Column("credit", _("Credit"), "money", phone=1),
    Column("balance", _("Balance"), "money", phone=1),
)
BEFORE = "select coalesce(sum(open_base), 0) from accounting.open_items_on(%s, %s, %s, %s)"
LINES = """
    select i.date, coalesce(d.number, e.number), e.description, case when i.due <> i.date then i.due end, i.currency, i.amount, i.base,
        i.entry_id, i.line_no, d.id, d.side
    from accounting.open_item i join accounting.entry e on e.company_id = i.company_id and e.id = i.entry_id
    left join accounting.document d on d.company_id = i.company_id and d.entry_id = i.entry_id
    where i.company_id = %s and i.party_id = any (base.same_parties(%s, %s)) and i.side = %s and i.date between %s and %s
    order by i.date, i.entry_id, i.line_no
"""


async def build(reader: Reader, form: StatementInput) -> Sheet:
    """Read what stood before from the open items of that day, then every line."""
    check_days(form.first, form.last)
    company = reader.scope.company
    name = await reader.value("select name from base.party where company_id = %s and id = %s", company, form.party)
    if name is None:
        raise NotFound(_("There is no such party here. Choose one of the list."), field="party")
    before = form.first - timedelta(days=1)
    balance = Decimal(await reader.value(BEFORE, company, form.side, before, form.party))
    rows = [_sum_row(form.first, _("Opening balance"), balance, "opening")]
    for line in await reader.rows(LINES, company, company, form.party, form.side, form.first, form.last):
        balance += line[6]
        rows.append(_row(line, balance, reader.company.currency))
    rows.append(_sum_row(form.last, _("Closing balance"), balance, "closing"))
    head = ((_("Party"), name), (_("Days"), between(form.first, form.last)))
    return Sheet(_("Statement of account"), COLUMNS, rows, head=head, notes=(_("Debit is positive, credit is negative."),))


def _row(line: tuple[Any, ...], balance: Decimal, own: str) -> ReportRow:
    day, number, text, due, currency, amount, base, entry, line_no, document, side = line
    place = f"{'invoices' if side == 'sales' else 'bills'}/{document}" if document else f"entries/{entry}"
    foreign = currency != own
    cells = (
        day,
        number,
        text,
        due,
        currency if foreign else "",
        amount if foreign else None,
        max(base, ZERO) or None,
        max(-base, ZERO) or None,
        balance,
    )
    return ReportRow(cells, links={"number": f"accounting/{place}"}, key=f"{number}.{line_no}")


def _sum_row(day: date, text: Any, balance: Decimal, key: str) -> ReportRow:
    cells = (day, "", text, None, "", None, None, None, balance)
    return ReportRow(cells, style="subtotal" if key == "opening" else "total", key=key)


async def initial(reader: Reader) -> dict[str, Any]:
    """This year, of whom something was booked last."""
    party = await reader.value(
        "select party_id from accounting.open_item where company_id = %s and party_id is not null order by entry_id desc limit 1",
        reader.scope.company,
    )
    return {"first": reader.today.replace(month=1, day=1), "last": reader.today, **({"party": party} if party else {})}


STATEMENT_OF_ACCOUNT = Report(
    "accounting.statement_of_account",
    _("Statement of account"),
    "accounting.read",
    StatementInput,
    build,
    "What was billed and paid between two days, with a running balance.",
)
