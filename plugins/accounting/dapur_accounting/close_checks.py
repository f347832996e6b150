"""What is to be in order before a period is closed: each check counts what is not, and leads to its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from dapur.contract import Text, _


class Reads(Protocol):
    """An operation's work or a reader."""

    async def value(self, sql: str, *args: Any) -> Any:
        """The first cell."""
        ...


@dataclass(frozen=True)
class CloseCheck:
    """A point of the list. sql: counts what is in the way; `company` and `ends` (the period's last day) are its parameters.

    address: where the rows are, inside the company, with {ends}. by_hand: nothing in the books shows it, somebody says so.
    """

    item: str
    title: Text
    sql: str = ""
    address: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether only a person can tell."""
        return not self.sql


@dataclass(frozen=True)
class CloseState:
    """A point as it stands. count: what is in the way (None: told by hand)."""

    check: CloseCheck
    count: int | None
    state: Literal["clean", "open", "done", "waived"]
    note: str = ""
    by: str = ""
    at: Any = None

    @property
    def settled(self) -> bool:
        """Whether it no longer stands in the way."""
        return self.state != "open"


CHECKS: Sequence[CloseCheck] = (
    CloseCheck(
        "drafts",
        _("Drafts of entries are posted or dated later"),
        "select count(*) from accounting.draft_entry where company_id = {company} and date <= {ends}",
        "accounting/drafts?date.to={ends}",
    ),
    CloseCheck(
        "invoices",
        _("Drafts of invoices are posted or dated later"),
        "select count(*) from accounting.document where company_id = {company} and date <= {ends} and status = 'draft' and side = 'sales'",
        "accounting/invoices?status=draft",
    ),
    CloseCheck(
        "bills",
        _("Drafts of bills are posted or dated later"),
        "select count(*) from accounting.document where company_id = {company} and date <= {ends} and status = 'draft' and side = 'purchase'",
        "accounting/bills?status=draft",
    ),
    CloseCheck(
        "bank",
        _("Bank lines are matched"),
        "select count(*) from accounting.bank_account b cross join lateral accounting.unmatched_bank_lines({company}, b.id, {ends}) l"
        " where b.company_id = {company}",
        "accounting/bank/lines?status=open&status=asked&day.to={ends}",
    ),
    CloseCheck(
        "suspense",
        _("Clearing and suspense accounts are at zero"),
        "select count(*) from (select s.account_id from accounting.sums_through({company}, {ends}) s join accounting.account a"
        " on a.company_id = {company} and a.id = s.account_id and a.subtype in ('clearing', 'suspense')"
        " group by s.account_id having sum(s.debit) <> sum(s.credit)) t",
        "accounting/reports/trial-balance?first={starts}&last={ends}",
    ),
    CloseCheck(
        "items",
        _("Open items of customers and suppliers equal the ledger"),
        "select count(*) from accounting.untied_accounts({company}, {ends})",
        "accounting/reports/trial-balance?first={starts}&last={ends}",
    ),
    CloseCheck(
        "balance",
        _("The trial balance agrees: debit equals credit, and kept sums equal the lines"),
        "select count(*) from (select account_id from (select s.account_id, s.debit - s.credit as kept, 0 as lines"
        " from accounting.sums_through({company}, {ends}) s union all"
        " select l.account_id, 0, l.debit - l.credit from accounting.line l where l.company_id = {company} and l.date <= {ends}) b"
        " group by account_id having sum(kept) <> sum(lines)) wrong",
        "accounting/reports/trial-balance?first={starts}&last={ends}",
    ),
    CloseCheck(
        "revaluation",
        _("Foreign balances are revalued"),
        "select count(*) from (select s.account_id from accounting.sums_through({company}, {ends}) s join accounting.account a"
        " on a.company_id = {company} and a.id = s.account_id and a.type in ('asset', 'liability')"
        " join core.company c on c.id = {company} and s.currency <> c.currency"
        " where a.subtype in ('bank', 'cash', 'receivable', 'payable') group by s.account_id, s.currency having sum(s.amount) <> 0) f"
        " where not exists (select from accounting.entry e where e.company_id = {company} and e.source_plugin = 'accounting'"
        " and e.source_kind = 'revaluation' and e.date = {ends})",
        "accounting/revalue?date={ends}",
    ),
    CloseCheck("accruals", _("Accruals and depreciation are booked")),
)


async def close_list(reads: Reads, company: int, ends: date) -> list[CloseState]:
    """Every point of the list for the period that ends on this day."""
    marks = await reads.value(
        "select coalesce(jsonb_object_agg(m.item, jsonb_build_object('state', m.state, 'note', m.note, 'by', u.name, 'at', m.marked_at)),"
        " '{}') from accounting.close_mark m left join core.app_user u on u.id = m.marked_by where m.company_id = %s and m.ends = %s",
        company,
        ends,
    )
    return [await _state(reads, check, company, ends, marks.get(check.item)) for check in CHECKS]


async def _state(reads: Reads, check: CloseCheck, company: int, ends: date, mark: dict[str, Any] | None) -> CloseState:
    count = await reads.value(_filled(check.sql), *_values(check.sql, company, ends)) if check.sql else None
    if count == 0:
        return CloseState(check, 0, "clean")
    if mark is None:
        return CloseState(check, count, "open")
    return CloseState(check, count, mark["state"], mark["note"], mark["by"] or "", mark["at"])


def _filled(sql: str) -> str:
    return sql.replace("{company}", "%s").replace("{ends}", "%s")


def _values(sql: str, company: int, ends: date) -> list[Any]:
    """Parameters in the order in which they stand in the statement."""
    places = sorted(
        [(n, company) for n in _places(sql, "{company}")] + [(n, ends) for n in _places(sql, "{ends}")], key=lambda p: p[0]
    )
    return [value for _n, value in places]


def _places(sql: str, mark: str) -> list[int]:
    return [n for n in range(len(sql)) if sql.startswith(mark, n)]
