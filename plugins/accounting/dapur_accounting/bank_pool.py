"""What of the books waits for a bank account: lines booked there that no statement showed, and open items of parties."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from dapur_accounting.rules.matching import SHORT, BankLine, Candidate, Pool, name_words, plain, text_words, windows
from dapur_base.reading import Source, rows_of

LONGEST = 30
"""A number is not longer than this in a bank's text."""

LEDGER = """
    select o.entry_id, o.line_no, o.amount, o.date, o.party_id, coalesce(p.name, ''), o.number, o.reference, o.description
    from accounting.outstanding_bank_lines(%s, %s) o left join base.party p on p.company_id = %s and p.id = o.party_id
"""
ITEMS = """
    select i.entry_id, i.line_no, i.open_amount, i.date, i.party_id, coalesce(p.name, ''), e.number, e.reference, e.source_number,
        i.due, e.description
    from accounting.open_item i
    join accounting.entry e on e.company_id = i.company_id and e.id = i.entry_id
    left join base.party p on p.company_id = i.company_id and p.id = i.party_id
    where i.company_id = %s and i.closed_on = 'infinity' and i.open_amount <> 0 and i.currency = %s
"""
NAMES = "select id, name from base.party where company_id = %s and not is_closed"
# Several hundred pieces of a text: as a set that is hashed; = any (…) walks through all of them for each row in a kept plan.
NEAR_LEDGER = """ where o.amount = %s or o.party_id = any (%s) or accounting.plain(o.number) in (select unnest(%s::text[]))
    or accounting.plain(o.reference) in (select unnest(%s::text[]))"""
NEAR_ITEMS = """ and (i.open_amount = %s or i.party_id = any (%s) or e.plain_number in (select unnest(%s::text[]))
    or e.plain_reference in (select unnest(%s::text[])) or e.plain_source in (select unnest(%s::text[])))"""
NAMED = "select id from base.party where company_id = %s and accounting.plain(name) like %s"
FOUND_LEDGER = """ where accounting.plain(concat_ws(' ', o.number, o.reference, o.description)) like %s
    or abs(o.amount) = any (%s) or o.party_id = any (%s) limit 100"""
FOUND_ITEMS = """ and (e.plain_number like %s or e.plain_reference like %s or e.plain_source like %s or accounting.plain(e.description) like %s
    or abs(i.open_amount) = any (%s) or i.party_id = any (%s)) order by i.due limit 100"""
WAITING = """
    select l.id, l.day, l.amount, concat_ws(' ', l.memo, l.counterparty, l.reference)
    from accounting.unmatched_bank_lines(%s, %s) l order by l.position
"""


async def read_pool(source: Source, bank: int, currency: str, fee: Decimal) -> Pool:
    """Everything that a line of this account may be."""
    company = source.scope.company
    booked = await rows_of(source, LEDGER, company, bank, company)
    return Pool.of(_candidates(booked, await rows_of(source, ITEMS, company, currency)), fee)


async def read_near(source: Source, bank: int, currency: str, fee: Decimal, line: BankLine) -> Pool:
    """What one line may be: whatever has its amount, or a number or a party's name that stands in its text."""
    company, words = source.scope.company, text_words(line.text)
    parties = [key for key, name in await rows_of(source, NAMES, company) if (own := name_words(name)) and words.issuperset(own)]
    pieces = sorted(set(windows(plain(line.text)[:200], range(SHORT, LONGEST + 1))))
    near = (line.amount, parties, pieces, pieces)
    booked = await rows_of(source, LEDGER + NEAR_LEDGER, company, bank, company, *near)
    items = await rows_of(source, ITEMS + NEAR_ITEMS, company, currency, *near, pieces)
    return Pool.of(_candidates(booked, items), fee)


async def read_found(source: Source, bank: int, currency: str, search: str) -> list[Candidate]:
    """One search over everything that waits: by number, party, words, or amount as people write it."""
    company = source.scope.company
    text = plain(search)
    if not text:
        return []
    word = f"%{text}%"
    digits = "".join(c for c in search if c.isdigit())[:15]
    amounts = [Decimal(digits), Decimal(digits) / 100] if digits else []
    parties = [key for (key,) in await rows_of(source, NAMED, company, word)]
    booked = await rows_of(source, LEDGER + FOUND_LEDGER, company, bank, company, word, amounts, parties)
    items = await rows_of(source, ITEMS + FOUND_ITEMS, company, currency, word, word, word, word, amounts, parties)
    return list(_candidates(booked, items))


def _candidates(booked: Sequence[tuple[Any, ...]], items: Sequence[tuple[Any, ...]]) -> Iterator[Candidate]:
    for entry, line, amount, day, party, name, number, reference, text in booked:
        yield Candidate("ledger", entry, line, amount, day, party, name, _distinct(number, reference), None, text)
    for entry, line, amount, day, party, name, number, reference, origin, due, text in items:
        yield Candidate("item", entry, line, amount, day, party, name, _distinct(number, reference, origin), due, text)


def _distinct(*numbers: str) -> tuple[str, ...]:
    return tuple({number: None for number in numbers if number})


async def read_waiting(source: Source, bank: int) -> list[BankLine]:
    """Statement lines that are matched to nothing, in the bank's order."""
    return [BankLine(*row) for row in await rows_of(source, WAITING, source.scope.company, bank)]
