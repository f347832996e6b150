"""Set accounting up for a company: chart, journals, fiscal years, account roles."""

from datetime import date
from typing import Annotated, Literal

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.taxes import TaxRules
from dapur_accounting.data.charts import Chart, read_chart
from dapur_accounting.operations.fiscal_years import add_years
from dapur_accounting.operations.tax_codes import adopt
from dapur_accounting.rules.years import year_start

JOURNALS = (
    ("JU", "Jurnal umum", "General journal", "general", "JU/{year}/{month}/{number}"),
    ("JP", "Jurnal penjualan", "Sales journal", "sales", "JP/{year}/{month}/{number}"),
    ("JB", "Jurnal pembelian", "Purchase journal", "purchase", "JB/{year}/{month}/{number}"),
    ("JK", "Jurnal kas dan bank", "Cash and bank journal", "cash", "JK/{year}/{month}/{number}"),
    ("SA", "Saldo awal", "Opening balances", "opening", "SA/{year}/{number}"),
    ("JT", "Jurnal penutup", "Closing journal", "closing", "JT/{year}/{number}"),
)


class SetUpAccounting(Form):
    """How the books begin."""

    chart: Annotated[
        Literal["indonesia", "neutral", "empty"],
        Shown(
            _("Chart of accounts"),
            choices=(
                Choice("indonesia", _("Indonesian (SAK EP)")),
                Choice("neutral", _("Neutral")),
                Choice("empty", _("Empty, to be imported")),
            ),
        ),
    ] = "indonesia"
    registered_for_tax: Annotated[
        bool, Shown(_("Registered for value added tax"), hint=_("Invoices then take the country's ordinary tax by themselves"))
    ] = False
    books_from: Annotated[
        date | None, Shown(_("First day of the books"), hint=_("When left empty, the first day of this fiscal year"))
    ] = None


class AccountingSetUp(Result):
    """What was made."""

    accounts: int
    journals: int
    years: int


@operation("accounting.set_up", title=_("Set up accounting"), permission="accounting.set_up", audit_verb=_("set up accounting"))
async def set_up(work: Work, form: SetUpAccounting) -> AccountingSetUp:
    """Write the chart of accounts, the journals, the fiscal years through this one, and the account roles. Once."""
    done = await work.value(
        "select exists (select from accounting.account where company_id = %s)"
        " or exists (select from accounting.journal where company_id = %s)",
        work.scope.company,
        work.scope.company,
    )
    if done:
        raise Refused("ALREADY_SET_UP", _("Accounting is set up already. Change accounts and journals one by one."))
    made = await _accounts(work, read_chart(form.chart)) if form.chart != "empty" else 0
    await _journals(work)
    first = form.books_from or year_start(work.today, work.company.fiscal_year_start)
    years = await add_years(work, first, max(first, work.today))
    await _own_currency(work)
    rules = work.find(TaxRules)
    if rules is not None and form.chart != "empty":
        await adopt(work, rules.tax_codes(), usual=form.registered_for_tax)
    return AccountingSetUp(accounts=made, journals=len(JOURNALS), years=years)


async def _accounts(work: Work, chart: Chart) -> int:
    """Level by level, so that a heading is there before what stands below it."""
    for depth in sorted({a.path.count(":") for a in chart.accounts}):
        level = [a for a in chart.accounts if a.path.count(":") == depth]
        await work.run(
            "insert into accounting.account (company_id, parent_id, code, path, name_id, name_en, type, subtype, statement_line, is_group)"
            " select %s, p.id, u.code, u.path, u.name_id, u.name_en, u.type, u.subtype, u.line, u.is_group"
            " from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[])"
            " as u(code, path, parent, name_id, name_en, type, subtype, line, is_group)"
            " left join accounting.account p on p.company_id = %s and p.path = u.parent order by u.path",
            work.scope.company,
            [a.code for a in level],
            [a.path for a in level],
            [a.parent for a in level],
            [a.name_id for a in level],
            [a.name_en for a in level],
            [a.type for a in level],
            [a.subtype for a in level],
            [a.line for a in level],
            [a.is_group for a in level],
            work.scope.company,
        )
    await work.run(
        "insert into accounting.account_role (company_id, role, account_id) select a.company_id, u.role, a.id"
        " from unnest(%s::text[], %s::text[]) as u(role, code) join accounting.account a on a.company_id = %s and a.code = u.code",
        list(chart.roles),
        list(chart.roles.values()),
        work.scope.company,
    )
    return len(chart.accounts)


async def _journals(work: Work) -> None:
    for code, name_id, name_en, kind, pattern in JOURNALS:
        await work.run(
            "insert into accounting.journal (company_id, code, name_id, name_en, kind, pattern, restart)"
            " values (%s, %s, %s, %s, %s, %s, %s)",
            work.scope.company,
            code,
            name_id,
            name_en,
            kind,
            pattern,
            "month" if "{month}" in pattern else "year",
        )


async def _own_currency(work: Work) -> None:
    await work.run(
        "insert into base.currency (company_id, code, name_id, name_en, decimals) values (%s, %s, %s, %s, %s)"
        " on conflict (company_id, code) do nothing",
        work.scope.company,
        work.company.currency,
        "Rupiah" if work.company.currency == "IDR" else work.company.currency,
        "Indonesian rupiah" if work.company.currency == "IDR" else work.company.currency,
        work.company.decimals,
    )
