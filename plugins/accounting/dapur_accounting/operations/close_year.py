"""Close a fiscal year: its profit goes to equity. After late entries, close it again: only the difference is booked."""

from decimal import Decimal
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.operations.layers import post_layer
from dapur_accounting.operations.posting import CONFLICTS
from dapur_accounting.role_accounts import account_of_role
from dapur_accounting.rules.closing import Moved, profit, taken_back

MOVED = """
    with year as (
        select y.starts, y.ends, not exists (select from accounting.fiscal_year f where f.company_id = y.company_id
            and f.starts < y.starts) as is_first
        from accounting.fiscal_year y where y.company_id = %(company)s and y.id = %(year)s),
    sums as (
        select s.account_id, s.currency, s.debit - s.credit as base, s.amount
        from year y cross join lateral accounting.sums_through(%(company)s, y.ends) s
        union all
        select s.account_id, s.currency, s.credit - s.debit, -s.amount
        from year y cross join lateral accounting.sums_through(%(company)s, y.starts - 1) s where not y.is_first)
    select a.id as account, s.currency, sum(s.base) as base, sum(s.amount) as amount
    from sums s join accounting.account a on a.company_id = %(company)s and a.id = s.account_id and a.type in ('income', 'expense')
    group by a.id, a.path, s.currency having sum(s.base) <> 0 or sum(s.amount) <> 0 order by a.path, s.currency
"""


class CloseYear(Form):
    """Which fiscal year, and the equity account that takes its profit (retained earnings when left empty)."""

    year: Annotated[int, Shown(_("Fiscal year"), reference="accounting.fiscal_years")]
    to: Annotated[
        int | None,
        Shown(_("Profit goes to"), reference="accounting.posting_accounts", hint=_("Retained earnings when left empty")),
    ] = None


class YearClosed(Result):
    """The closing entry; none when everything was closed already. `profit`: what it moved."""

    id: int | None
    number: str
    profit: Decimal


@operation(
    "accounting.close_year",
    title=_("Close fiscal year"),
    permission="accounting.year.close",
    audit_verb=_("closed the fiscal year"),
    conflicts=CONFLICTS,
)
async def close_year(work: Work, form: CloseYear) -> YearClosed:
    """Bring the income and expense accounts of a year to zero at its end, against equity. Each run books what is missing.

    The first year takes what came before it along, because no year of its own could close that.
    """
    year = await work.row(
        "select id, name, ends from accounting.fiscal_year where company_id = %s and id = %s", work.scope.company, form.year
    )
    if year is None:
        raise NotFound(_("There is no such fiscal year here. Choose one of the list."), field="year")
    target = form.to or await account_of_role(work, "retained_earnings", "to")
    await _check_target(work, target)
    await work.value("select accounting.hold_books(%s)", work.scope.company)
    moved = await _moved(work, form.year)
    if not moved:
        return YearClosed(id=None, number="", profit=Decimal(0))
    gained = profit(moved)
    lines = [*taken_back(moved), *([Moved(target, work.company.currency, -gained, -gained)] if gained else [])]
    text = translate(_("Closing of {year}").fill(year=year["name"]), work.company.language)
    posted = await post_layer(work, await _journal(work), year["ends"], text, lines, "year_close", str(year["id"]))
    return YearClosed(id=posted.id, number=posted.number, profit=gained)


async def _moved(work: Work, year: int) -> list[Moved]:
    cursor = await work.connection.execute(MOVED, {"company": work.scope.company, "year": year})
    return [Moved(*row) for row in await cursor.fetchall()]


async def _check_target(work: Work, account: int) -> None:
    kind = await work.value("select type from accounting.account where company_id = %s and id = %s", work.scope.company, account)
    if kind != "equity":
        raise Refused("NOT_EQUITY", _("Profit goes to an account of equity. Choose another."), field="to")


async def _journal(work: Work) -> int:
    found = await work.value(
        "select id from accounting.journal where company_id = %s and kind = 'closing' and not is_closed order by id limit 1",
        work.scope.company,
    )
    if found is None:
        raise Refused("JOURNAL_MISSING", _("There is no open journal of the kind Closing. Make one."))
    return int(found)
