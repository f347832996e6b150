"""The trial balance: every account, what stood, what moved, what stands."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Column, Report, ReportRow, Sheet, Shown, _
from dapur.contract.errors import Invalid, Problem
from dapur.queries.reader import Reader
from dapur_accounting.reports.balances import AsKnown, Balance, between, head_of, known_moment, lines_address, read_balances
from dapur_accounting.reports.chart_tree import ZERO, Node, read_chart


class TrialBalanceInput(AsKnown):
    """Which days."""

    first: Annotated[date, Shown(_("From"))]
    last: Annotated[date, Shown(_("To"))]
    with_zero: Annotated[bool, Shown(_("Also accounts without balance"))] = False


COLUMNS = (
    Column("code", _("Code"), "code", phone=1),
    Column("account", _("Account"), "text", phone=1),
    Column("opening", _("Opening balance"), "money"),
    Column("debit", _("Debit"), "money", phone=2),
    Column("credit", _("Credit"), "money", phone=2),
    Column("closing", _("Closing balance"), "money", phone=1),
)


async def build(reader: Reader, form: TrialBalanceInput) -> Sheet:
    """Read the balances and lay them out in the order of the chart."""
    check_days(form.first, form.last)
    balances = await read_balances(reader, form.first, form.last, known_moment(reader, form))
    rows = []
    totals = [ZERO] * 4
    for node in await read_chart(reader):
        balance = balances.get(node.id, Balance(ZERO, ZERO, ZERO, ZERO))
        if node.is_group and node.id not in balances:
            continue
        if not form.with_zero and not any((balance.opening, balance.debit, balance.credit, balance.closing)):
            continue
        cells = (balance.opening, balance.debit, balance.credit, balance.closing)
        totals = [a + b for a, b in zip(totals, cells, strict=True)]
        rows.append(_row(node, cells, form))
    rows.append(ReportRow(("", _("Total"), *totals), style="total", key="total"))
    return Sheet(
        _("Trial balance"),
        COLUMNS,
        rows,
        head=head_of(reader, form, between(form.first, form.last)),
        notes=(_("Debit is positive, credit is negative."),),
    )


def _row(node: Node, cells: tuple[Decimal, ...], form: TrialBalanceInput) -> ReportRow:
    moved = lines_address(form.first, form.last, form.known_on, account=node.id)
    ever = lines_address(None, form.last, form.known_on, account=node.id)
    links = {"account": f"accounting/accounts/{node.id}", "debit": moved, "credit": moved, "closing": ever}
    return ReportRow((node.code, node.full_name, *cells), links=links, key=node.key)


def check_days(first: date, last: date) -> None:
    """Raise Invalid when the days are in the wrong order."""
    if last < first:
        raise Invalid([Problem("DAYS_SWAPPED", _("The last day is before the first. Swap them."), "last")])


async def initial(reader: Reader) -> dict[str, Any]:
    """This month so far."""
    return {"first": reader.today.replace(day=1), "last": reader.today}


TRIAL_BALANCE = Report(
    "accounting.trial_balance",
    _("Trial balance"),
    "accounting.read",
    TrialBalanceInput,
    build,
    "Opening balance, movement and closing balance of every account between two days. Debit is positive.",
)
