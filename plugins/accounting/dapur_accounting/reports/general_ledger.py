"""The general ledger: one account's lines with a running balance, page by page at any depth for the same cost."""

import base64
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Column, Invalid, NotFound, Problem, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_accounting.reports.balances import AsKnown, between, head_of, known_moment, lines_address
from dapur_accounting.reports.trial_balance import check_days


class GeneralLedgerInput(AsKnown):
    """Which account and days. `cursor`: where the next page begins; `size`: lines a page, 0 for all."""

    account: Annotated[int, Shown(_("Account"), reference="accounting.accounts")]
    first: Annotated[date, Shown(_("From"))]
    last: Annotated[date, Shown(_("To"))]
    cursor: Annotated[str, StringConstraints(max_length=200), Shown(_("Page"), kind="hidden")] = ""
    size: Annotated[int, Field(ge=0, le=5000), Shown(_("Lines a page"), kind="hidden")] = 100


COLUMNS = (
    Column("date", _("Date"), "date", phone=2),
    Column("number", _("Number"), "code", phone=1),
    Column("description", _("Description"), "text", phone=2),
    Column("debit", _("Debit"), "money", phone=1),
    Column("credit", _("Credit"), "money", phone=1),
    Column("balance", _("Balance"), "money", phone=1),
)
FOREIGN = (Column("currency", _("Currency"), "code"), Column("amount", _("Amount in currency"), "money", currency="currency"))
"""Shown for accounts that hold lines in a foreign currency."""
HAS_FOREIGN = """
    select exists (select from accounting.balance where company_id = %s and grain = 'Y' and account_id = %s and currency <> %s)
        or exists (select from accounting.balance_delta where company_id = %s and account_id = %s and currency <> %s)
"""
LINES = """
    select l.date, l.entry_id, l.line_no, e.number, case when l.description <> '' then l.description else e.description end,
           l.debit, l.credit, l.currency, l.amount
    from accounting.line l join accounting.entry e on e.company_id = l.company_id and e.id = l.entry_id
    where l.company_id = %s and l.account_id = %s and l.date <= %s and (l.date, l.entry_id, l.line_no) > (%s, %s, %s)
      and (%s::timestamptz is null or e.posted_at <= %s)
    order by l.date, l.entry_id, l.line_no limit %s
"""
BEFORE = """
    select coalesce(sum(debit - credit), 0) from (
        select s.debit, s.credit from accounting.sums_through(%s, %s) s where s.account_id = %s and %s::timestamptz is null
        union all
        select s.debit, s.credit from accounting.sums_known(%s, %s, %s) s where s.account_id = %s and %s::timestamptz is not null
        union all
        select l.debit, l.credit from accounting.line l join accounting.entry e on e.company_id = l.company_id and e.id = l.entry_id
        where l.company_id = %s and l.account_id = %s and l.date = %s and (l.entry_id, l.line_no) <= (%s, %s)
          and (%s::timestamptz is null or e.posted_at <= %s)) b
"""
Place = tuple[date, int, int]


async def build(reader: Reader, form: GeneralLedgerInput) -> Sheet:
    """Read one page: the balance before it from the kept sums, then its lines."""
    check_days(form.first, form.last)
    name, code = await _account(reader, form.account)
    known = known_moment(reader, form)
    place = read_place(form.cursor) if form.cursor else (form.first, -1, 0)
    opening = await _balance_before(reader, form.account, place, known)
    limit = form.size or 1_000_000
    found = await reader.rows(LINES, reader.scope.company, form.account, form.last, *place, known, known, limit + 1)
    page = found[:limit]
    spare = await _foreign_cells(reader, form.account)
    rows = [_opening_row(form, place[0], opening, spare)]
    balance = opening
    for day, entry, line, number, text, debit, credit, *foreign in page:
        balance += debit - credit
        links = {"number": f"accounting/entries/{entry}"}
        rows.append(
            ReportRow((day, number, text, debit, credit, balance, *foreign[: len(spare)]), links=links, key=f"{number}.{line}")
        )
    more = write_place(page[-1][:3]) if len(found) > limit else ""
    if not more:
        closing = lines_address(None, form.last, form.known_on, account=form.account)
        cells = (None, "", _("Closing balance"), *_sums(page), balance, *spare)
        rows.append(ReportRow(cells, style="total", links={"balance": closing}, key="closing"))
    head = ((_("Account"), f"{code} {name}".strip()), *head_of(reader, form, between(form.first, form.last)))
    return Sheet(_("General ledger"), (*COLUMNS, *FOREIGN[: len(spare)]), rows, head=head, more=more)


def _sums(page: list[tuple[Any, ...]]) -> tuple[Decimal | None, Decimal | None]:
    return sum((r[5] for r in page), Decimal(0)), sum((r[6] for r in page), Decimal(0))


def _opening_row(form: GeneralLedgerInput, day: date, opening: Decimal, spare: tuple[None, ...]) -> ReportRow:
    text = _("Balance carried forward") if form.cursor else _("Opening balance")
    before = lines_address(None, day - timedelta(days=0 if form.cursor else 1), form.known_on, account=form.account)
    cells = (None if form.cursor else form.first, "", text, None, None, opening, *spare)
    return ReportRow(cells, style="subtotal", links={} if form.cursor else {"balance": before}, key="opening")


async def _foreign_cells(reader: Reader, account: int) -> tuple[None, ...]:
    """Empty cells for the currency columns, none where the account never held a foreign currency."""
    key = (reader.scope.company, account, reader.company.currency)
    return (None, None) if await reader.value(HAS_FOREIGN, *key, *key) else ()


async def _account(reader: Reader, account: int) -> tuple[str, str]:
    name = "name_en" if reader.scope.language == "en" else "name_id"
    rows = await reader.rows(
        f"select {name}, coalesce(code, '') from accounting.account where company_id = %s and id = %s",
        reader.scope.company,
        account,
    )
    if not rows:
        raise NotFound(_("There is no such account here. Choose one of the list."), field="account")
    return rows[0][0], rows[0][1]


async def _balance_before(reader: Reader, account: int, place: Place, known: Any) -> Decimal:
    company, (day, entry, line) = reader.scope.company, place
    before = day - timedelta(days=1)
    found = await reader.value(
        BEFORE,
        *(company, before, account, known),
        *(company, before, known, account, known),
        *(company, account, day, entry, line, known, known),
    )
    return Decimal(found)


def write_place(place: tuple[Any, ...]) -> str:
    """A place in the ledger as an address part."""
    day, entry, line = place
    return base64.urlsafe_b64encode(json.dumps([day.isoformat(), entry, line]).encode()).decode().rstrip("=")


def read_place(text: str) -> Place:
    """The place again. Raises Invalid for what we did not write."""
    try:
        day, entry, line = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return date.fromisoformat(day), int(entry), int(line)
    except (ValueError, TypeError):
        raise Invalid([Problem("BAD_CURSOR", _("This page address no longer fits. Open the report again."), "cursor")]) from None


async def initial(reader: Reader) -> dict[str, Any]:
    """The account that was used last, this month."""
    account = await reader.value(
        "select account_id from accounting.line where company_id = %s order by entry_id desc, line_no limit 1",
        reader.scope.company,
    )
    if account is None:
        account = await reader.value(
            "select id from accounting.account where company_id = %s and not is_group order by path limit 1", reader.scope.company
        )
    return {"first": reader.today.replace(day=1), "last": reader.today, **({"account": account} if account else {})}


GENERAL_LEDGER = Report(
    "accounting.general_ledger",
    _("General ledger"),
    "accounting.read",
    GeneralLedgerInput,
    build,
    "Lines of an account between two days with a running balance, page by page.",
)
