"""The page before a period is closed: each point with what is in its way, who settled it, and the lock at the end."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dapur.contract import Text, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, month_name
from dapur.language.numbers import format_money
from dapur.queries.reader import Reader
from dapur_accounting.close_checks import CloseState, close_list
from dapur_accounting.rules.spans import months_later

STATES: dict[str, tuple[Text, str]] = {
    "clean": (_("In order"), "green"),
    "open": (_("Open"), "yellow"),
    "done": (_("Done"), "green"),
    "waived": (_("Waived"), "azure"),
}
YEARS = """
    select y.id, y.name, coalesce(sum(b.credit - b.debit) filter (where a.type in ('income', 'expense')), 0)
    from accounting.fiscal_year y left join lateral accounting.trial_balance(%s, y.starts, y.ends) b on true
    left join accounting.account a on a.company_id = %s and a.id = b.account_id
    where y.company_id = %s and y.ends <= %s group by y.id, y.name, y.ends order by y.ends desc limit 5
"""


@dataclass(frozen=True)
class Point:
    """A point of the list in words."""

    item: str
    title: str
    count: str
    state: str
    tone: str
    note: str
    by: str
    address: str
    may_mark: bool


@dataclass(frozen=True)
class Year:
    """A year that has ended: what of its profit is not closed."""

    id: int
    name: str
    open: str
    is_open: bool


@dataclass(frozen=True)
class CloseScreen:
    """Everything that the template shows."""

    period: str
    ends: str
    ends_typed: str
    day: str
    previous: str
    following: str
    key: str
    points: Sequence[Point]
    years: Sequence[Year]
    is_locked: bool
    may_lock: bool


async def close_screen(reader: Reader, parameters: dict[str, str]) -> CloseScreen:
    """The list of the month that ends on `ends`; of last month when left out."""
    ends = _month_end(parameters.get("ends", ""), reader.today)
    company, language = reader.scope.company, reader.scope.language
    locked = await reader.value("select through from accounting.period_lock where company_id = %s and area = 'all'", company)
    may = reader.scope.may("accounting.entry.post")
    return CloseScreen(
        period=month_name(ends, language),
        ends=ends.isoformat(),
        ends_typed=ends.strftime("%d/%m/%Y"),
        day=format_date(ends, language),
        previous=(ends.replace(day=1) - timedelta(days=1)).isoformat(),
        following=_last_of(ends + timedelta(days=1)).isoformat(),
        key=secrets.token_urlsafe(12),
        points=[_point(state, ends, language, may=may) for state in await close_list(reader, company, ends)],
        years=await _years(reader, ends),
        is_locked=locked is not None and locked >= ends,
        may_lock=reader.scope.may("accounting.lock.set"),
    )


def _month_end(text: str, today: date) -> date:
    try:
        return _last_of(date.fromisoformat(text))
    except ValueError:
        return today.replace(day=1) - timedelta(days=1)


def _last_of(day: date) -> date:
    return months_later(day.replace(day=1), 1) - timedelta(days=1)


def _point(state: CloseState, ends: date, language: str, *, may: bool) -> Point:
    words, tone = STATES[state.state]
    address = state.check.address.format(starts=ends.replace(day=1), ends=ends) if state.check.address else ""
    return Point(
        state.check.item,
        translate(state.check.title, language),
        "–" if state.count is None else str(state.count),
        translate(words, language),
        tone,
        state.note,
        state.by,
        address,
        may and state.state == "open",
    )


async def _years(reader: Reader, ends: date) -> list[Year]:
    company = reader.company
    rows = await reader.rows(YEARS, reader.scope.company, reader.scope.company, reader.scope.company, ends)
    return [
        Year(key, name, format_money(profit, company.currency, company.decimals, reader.scope.language), bool(profit))
        for key, name, profit in rows
    ]


@dataclass(frozen=True)
class BooksScreen:
    """Where the text files are, and whether the reader may bring one in."""

    address: str
    may_import: bool


async def books_screen(reader: Reader, _parameters: dict[str, str]) -> BooksScreen:
    """The way out and the way in."""
    return BooksScreen("documents/plain_text", reader.scope.may("accounting.books.import"))
