"""What accounting shows on the home page: cash, profit, drafts, and how the profit moved."""

from datetime import timedelta
from decimal import Decimal

from dapur.contract import HomeCard, HomeChart, HomeTask, Panel, _
from dapur.queries.reader import Reader
from dapur_accounting.record_panels import RECORD_PANELS
from dapur_accounting.reports.balances import Balance, fiscal_year_start, read_balances
from dapur_accounting.reports.chart_tree import ZERO, Node, read_chart
from dapur_accounting.reports.results import read_results
from dapur_accounting.rules.spans import months_later, pieces

LIQUID = ("cash", "bank")


async def cards(reader: Reader, _key: str) -> list[HomeCard] | None:
    """Money, what customers owe, what we owe, and this month's profit."""
    nodes = await read_chart(reader)
    if not nodes:
        return None
    today = reader.today
    first = today.replace(day=1)
    balances = await read_balances(reader, first, today, None)
    days = f"date.to={today.isoformat()}"
    (results,) = await read_results(reader, [(first, today)], None)
    profit = _profit(nodes, results)
    return [
        HomeCard(_("Cash and bank"), _closing(nodes, balances, LIQUID), "accounting/reports/balance-sheet", tone="green"),
        HomeCard(_("Customers owe"), _closing(nodes, balances, ("receivable",)), "accounting/reports/aged-receivables"),
        HomeCard(_("We owe suppliers"), -_closing(nodes, balances, ("payable",)), "accounting/reports/aged-payables"),
        HomeCard(
            _("Profit this month"),
            profit,
            f"accounting/lines?type=income&type=expense&closing=0&date.from={first.isoformat()}&{days}",
            tone="red" if profit < 0 else "green",
        ),
    ]


def _closing(nodes: list[Node], balances: dict[int, Balance], subtypes: tuple[str, ...]) -> Decimal:
    return sum((balances[n.id].closing for n in nodes if n.id in balances and n.subtype in subtypes), ZERO)


def _profit(nodes: list[Node], balances: dict[int, Balance]) -> Decimal:
    moved = (balances[n.id] for n in nodes if n.id in balances and n.type in ("income", "expense"))
    return sum((b.credit - b.debit for b in moved), ZERO)


async def tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Drafts that wait, and last month when it is still open."""
    found = []
    drafts = await reader.value("select count(*) from accounting.draft_entry where company_id = %s", reader.scope.company)
    if drafts:
        found.append(HomeTask(_("Post drafts"), "accounting/drafts", _("{count} drafts wait").fill(count=drafts), icon="pencil"))
    last = reader.today.replace(day=1) - timedelta(days=1)
    open_month = await reader.value(
        "select exists (select from accounting.entry where company_id = %s and date <= %s)"
        " and not exists (select from accounting.period_lock where company_id = %s and area = 'all' and through >= %s)",
        reader.scope.company,
        last,
        reader.scope.company,
        last,
    )
    if open_month and reader.scope.may("accounting.lock.set"):
        due = reader.today.replace(day=10)
        found.append(
            HomeTask(_("Close last month"), "accounting/periods", _("through {day}").fill(day=last), due=due, icon="lock")
        )
    return found or None


async def chart(reader: Reader, _key: str) -> HomeChart | None:
    """Profit of the last twelve months."""
    today = reader.today
    first = months_later(today.replace(day=1), -11)
    spans = pieces(first, today, "month")
    rows = await reader.rows(
        "select s.n, coalesce(sum(b.credit - b.debit), 0)"
        " from unnest(%s::date[], %s::date[]) with ordinality as s(first, last, n) cross join lateral ("
        " select account_id, debit, credit from accounting.trial_balance(%s, s.first, s.last)"
        " union all select account_id, -debit, -credit from accounting.closing_moves(%s, s.first, s.last)) b"
        " join accounting.account a on a.company_id = %s and a.id = b.account_id and a.type in ('income', 'expense')"
        " group by s.n order by s.n",
        [span[0] for span in spans],
        [span[1] for span in spans],
        reader.scope.company,
        reader.scope.company,
        reader.scope.company,
    )
    profits = dict(rows)
    if not any(profits.values()):
        return None
    values = [Decimal(profits.get(n, ZERO)) for n in range(1, len(spans) + 1)]
    year = await fiscal_year_start(reader, today)
    return HomeChart(
        _("Profit by month"),
        _("Profit of the last twelve months: {amount}").fill(amount=sum(values, ZERO)),
        [(f"{span[0]:%m/%Y}", value) for span, value in zip(spans, values, strict=True)],
        f"accounting/reports/income-statement?first={min(first, year).isoformat()}&last={today.isoformat()}&step=month",
    )


async def bank_tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Bank lines that wait to be matched, and questions about them."""
    found = []
    company = reader.scope.company
    if reader.scope.may("accounting.bank.match"):
        banks = await reader.rows(
            "select b.id, b.name, (select count(*) from accounting.unmatched_bank_lines(%s, b.id)) from accounting.bank_account b"
            " where b.company_id = %s and not b.is_closed order by b.id",
            company,
            company,
        )
        found = [
            HomeTask(
                _("Match the bank"),
                f"accounting/bank/{bank}/match",
                _("{bank}: {count} lines").fill(bank=name, count=count),
                icon="checks",
            )
            for bank, name, count in banks
            if count
        ]
    asked = await reader.rows(
        "select id, question from accounting.bank_question where company_id = %s and asked_of = %s and answer = '' order by id limit 5",
        company,
        reader.scope.user,
    )
    found += [
        HomeTask(_("Answer the question"), f"accounting/bank/questions/{key}", question, icon="help") for key, question in asked
    ]
    return found or None


PANELS = (
    Panel("home.cards", "accounting.cards", _("Accounting"), "accounting.read", "", cards, 10),
    Panel("home.tasks", "accounting.tasks", _("Accounting"), "accounting.entry.draft", "", tasks, 10),
    Panel("home.tasks", "accounting.bank_tasks", _("Bank"), "accounting.bank.answer", "", bank_tasks, 15),
    Panel("home.charts", "accounting.chart", _("Accounting"), "accounting.read", "", chart, 10),
    *RECORD_PANELS,
)
