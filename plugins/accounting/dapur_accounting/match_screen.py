"""The matching screen: what waits at the bank on the left, what it may be in the books on the right, with reasons.

UX rules SG-1 to SG-5: lines to go and the difference to the bank's closing balance are always in sight; accepting goes on to
the next line below, never to the top.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dapur.contract import NotFound, Text, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_money
from dapur.queries.reader import Reader
from dapur_accounting.bank_pool import read_found, read_near, read_pool, read_waiting
from dapur_accounting.rules.matching import BankLine, Candidate, Reason, Suggestion, suggest, sure
from dapur_base.reading import rows_of

SHOWN_LINES = 200
FOUND = 30
REASONS: dict[Reason, Text] = {
    "amount": _("same amount"),
    "number": _("number in the text"),
    "party": _("name in the text"),
    "day": _("day near by"),
    "fee": _("less a fee"),
    "sum": _("together the same amount"),
}
BANK = "select id, name, currency, account_id from accounting.bank_account where company_id = %s and id = %s"
STANDS = """
    select coalesce((select l.balance from accounting.bank_line l where l.company_id = %s and l.bank_account_id = %s
        order by l.position desc limit 1), 0),
        coalesce((select sum(s.amount) from accounting.sums_through(%s, 'infinity') s where s.account_id = %s and s.currency = %s), 0)
"""
LAST = """
    select t.id, string_agg(l.memo, '; '), sum(l.amount) from accounting.bank_match t
    join accounting.bank_match_line m on m.company_id = t.company_id and m.match_id = t.id
    join accounting.bank_line l on l.company_id = t.company_id and l.id = m.bank_line_id
    where t.company_id = %s and t.bank_account_id = %s and t.made_by = %s
    group by t.id order by t.id desc limit 1
"""
BEFORE = """
    select a.id, coalesce(a.code || ' ', '') || case when %s = 'id' then a.name_id else a.name_en end from (
        select t.entry_id from accounting.bank_line l
        join accounting.bank_match_line m on m.company_id = %s and m.bank_line_id = l.id
        join accounting.bank_match t on t.company_id = %s and t.id = m.match_id and t.kind = 'create'
        where l.company_id = %s and l.bank_account_id = %s
          and l.memo_key = (select n.memo_key from accounting.bank_line n where n.company_id = %s and n.id = %s and n.memo_key <> '')
        order by l.position desc limit 1) before
    cross join lateral (select l.account_id from accounting.line l
        where l.company_id = %s and l.entry_id = before.entry_id and l.line_no = 2 limit 1) b
    join accounting.account a on a.company_id = %s and a.id = b.account_id and not a.is_closed
"""
QUESTIONS = """
    select q.question, u.name, q.answer from accounting.bank_question q join core.app_user u on u.id = q.asked_of
    where q.company_id = %s and q.bank_line_id = %s order by q.id
"""


@dataclass(frozen=True)
class WaitingLine:
    """A line on the left. plain: its amount as scripts read it."""

    id: int
    day: str
    memo: str
    amount: str
    plain: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Offer:
    """A candidate on the right. `together`: the others that it makes the sum with."""

    key: str
    title: str
    party: str
    day: str
    amount: str
    plain: str
    reasons: str
    address: str
    is_ticked: bool


@dataclass(frozen=True)
class MatchScreen:
    """Everything that the template shows; amounts and days are formatted."""

    bank: int
    bank_name: str
    key: str
    to_go: int
    at_bank: str
    in_books: str
    difference: str
    decimals: int
    lines: Sequence[WaitingLine]
    current: WaitingLine | None
    offers: Sequence[Offer]
    here: str
    after: str
    previous: str
    following: str
    search: str
    last: tuple[int, str, str] | None
    before: tuple[int, str] | None
    questions: Sequence[tuple[str, str, str]]


async def match_screen(reader: Reader, parameters: dict[str, str]) -> MatchScreen:
    """The screen at one line; without one, at the first that waits, or at the end where nothing is below any more."""
    made = await Desk.open(reader, parameters["id"])
    waiting = await read_waiting(reader, made.bank)
    at = _place(waiting, parameters)
    search = parameters.get("q", "")[:100]
    current = waiting[at] if at is not None else None
    suggestions = await _suggestions(reader, made, search, current) if current else []
    company = reader.scope.company
    at_bank, in_books = (await reader.rows(STANDS, company, made.bank, company, made.account, made.currency))[0]
    path = f"bank/{made.bank}/match"
    below = waiting[at + 1] if at is not None and at + 1 < len(waiting) else None
    after = f"{path}/{below.id}" if below else f"{path}?end=1"
    return MatchScreen(
        bank=made.bank,
        bank_name=made.name,
        key=secrets.token_urlsafe(12),
        to_go=len(waiting),
        at_bank=made.money(at_bank),
        in_books=made.money(in_books),
        difference=made.money(at_bank - in_books),
        decimals=made.decimals,
        lines=[made.line(line, path, is_current=line is current) for line in _around(waiting, at)],
        current=made.line(current, path, is_current=True) if current else None,
        offers=made.offers(suggestions, tick=not search),
        here=f"{path}/{current.id}" + (f"?q={search}" if search else "") if current else path,
        after=after,
        previous=f"{path}/{waiting[at - 1].id}" if at else "",
        following=f"{path}/{below.id}" if below else "",
        search=search,
        last=await _last(reader, made),
        before=await _before(reader, made, current),
        questions=await reader.rows(QUESTIONS, company, current.id) if current else (),
    )


def _fee(reader: Reader) -> Decimal:
    return Decimal(reader.house.setting(reader.company, "accounting.bank_write_off_limit"))


@dataclass(frozen=True)
class Desk:
    """The bank account, and how the reader writes its amounts and days."""

    bank: int
    name: str
    currency: str
    account: int
    decimals: int
    language: str

    @classmethod
    async def open(cls, reader: Reader, number: str) -> "Desk":
        """Raises NotFound."""
        found = await rows_of(reader, BANK, reader.scope.company, int(number)) if number.isdigit() and len(number) < 19 else []
        if not found:
            raise NotFound()
        bank, name, currency, account = found[0]
        decimals = await reader.value(
            "select decimals from base.currency where company_id = %s and code = %s", reader.scope.company, currency
        )
        return cls(bank, name, currency, account, decimals, reader.scope.language)

    def money(self, amount: Decimal) -> str:
        """An amount in the account's currency."""
        return format_money(amount, self.currency, self.decimals, self.language)

    def day(self, day: Any) -> str:
        """A date."""
        return format_date(day, self.language)

    def line(self, line: BankLine, path: str, *, is_current: bool) -> WaitingLine:
        """A line on the left."""
        return WaitingLine(
            line.id,
            self.day(line.day),
            line.text or "–",
            self.money(line.amount),
            format(line.amount.normalize(), "f"),
            f"accounting/{path}/{line.id}",
            is_current,
        )

    def offers(self, suggestions: Sequence[Suggestion], *, tick: bool) -> list[Offer]:
        """Candidates in their order, each once; the first answer is ticked where nothing is left over."""
        found: dict[str, Offer] = {}
        for n, suggestion in enumerate(suggestions):
            ticked = tick and n == 0 and suggestion.is_exact
            for one in suggestion.candidates:
                if one.key not in found:
                    found[one.key] = self._offer(one, suggestion.reasons, ticked=ticked)
        return list(found.values())

    def _offer(self, one: Candidate, reasons: Sequence[Reason], *, ticked: bool) -> Offer:
        numbers = [number for number in dict.fromkeys(one.numbers) if number]
        return Offer(
            one.key,
            " · ".join(numbers[:2]) or one.title,
            one.party_name or one.title,
            self.day(one.due or one.day),
            self.money(one.amount),
            format(one.amount.normalize(), "f"),
            ", ".join(translate(REASONS[reason], self.language) for reason in reasons),
            f"accounting/entries/{one.entry}",
            ticked,
        )


def _place(waiting: Sequence[BankLine], parameters: dict[str, str]) -> int | None:
    """Where the wanted line is; one that was matched meanwhile gives way to the next below it."""
    if "end" in parameters or not waiting:
        return None
    wanted = parameters.get("line", "")
    if not wanted.isdigit():
        return 0
    return next((n for n, line in enumerate(waiting) if line.id >= int(wanted)), None)


def _around(waiting: Sequence[BankLine], at: int | None) -> Sequence[BankLine]:
    """Not more lines than a person looks at."""
    first = max(0, (at or 0) - SHOWN_LINES // 2)
    return waiting[first : first + SHOWN_LINES]


async def _suggestions(reader: Reader, desk: Desk, search: str, line: BankLine) -> list[Suggestion]:
    if not search:
        return suggest(line, await read_near(reader, desk.bank, desk.currency, _fee(reader), line))
    found = await read_found(reader, desk.bank, desk.currency, search)
    ordered = sorted(found, key=lambda one: (one.amount != line.amount, one.amount * line.amount < 0, one.due or one.day))
    return [Suggestion((one,), (), one.amount - line.amount) for one in ordered[:FOUND]]


async def _last(reader: Reader, desk: Desk) -> tuple[int, str, str] | None:
    rows = await reader.rows(LAST, reader.scope.company, desk.bank, reader.scope.user)
    return (rows[0][0], rows[0][1], desk.money(rows[0][2])) if rows else None


async def _before(reader: Reader, desk: Desk, current: BankLine | None) -> tuple[int, str] | None:
    """The account that a line of the same words went to the last time."""
    if current is None:
        return None
    company = reader.scope.company
    keys = (company, company, company, desk.bank, company, current.id, company, company)
    rows = await reader.rows(BEFORE, reader.scope.language, *keys)
    return (rows[0][0], rows[0][1]) if rows else None


@dataclass(frozen=True)
class SureScreen:
    """What would be accepted: a line and its answer each."""

    bank: int
    bank_name: str
    key: str
    rows: Sequence[tuple[WaitingLine, Sequence[Offer]]]


async def sure_screen(reader: Reader, parameters: dict[str, str]) -> SureScreen:
    """The dry run of accepting all that is sure."""
    desk = await Desk.open(reader, parameters["id"])
    pool = await read_pool(reader, desk.bank, desk.currency, _fee(reader))
    found = sure(await read_waiting(reader, desk.bank), pool)
    path = f"bank/{desk.bank}/match"
    rows = [(desk.line(line, path, is_current=False), desk.offers([answer], tick=False)) for line, answer in found]
    return SureScreen(desk.bank, desk.name, secrets.token_urlsafe(12), rows)
