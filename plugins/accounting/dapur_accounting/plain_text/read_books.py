"""The whole ledger out of the database, in the order in which it was posted, so that numbers come out the same again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dapur.queries.reader import Reader
from dapur_accounting.plain_text.books import BookAccount, BookEntry, BookLine, Books

AT_ONCE = 5_000
HEADS = """
    select id, number, journal_id, date, description, reference, trim(concat_ws(' ', source_plugin, source_kind, source_number)),
        reversal_of
    from accounting.entry where company_id = %s and id > %s order by id limit %s
"""
LINES = """
    select entry_id, account_id, debit - credit, currency, amount, rate, description, party_id, dimension_set_id
    from accounting.line where company_id = %s and entry_id between %s and %s order by entry_id, line_no
"""
JOURNAL_FACTS = ("code", "name_id", "name_en", "kind", "pattern", "digits", "restart")


async def read_books(reader: Reader) -> Books:
    """Everything that was ever posted, with what it needs. Raises Forbidden without the right to read the ledger."""
    reader.need("accounting.read")
    company = reader.scope.company
    currencies = await reader.rows("select code, decimals from base.currency where company_id = %s order by code", company)
    books = Books(reader.company.currency, {reader.company.currency: reader.company.decimals, **dict(currencies)})
    books.accounts = await _accounts(reader)
    journals = await reader.rows(
        f"select {', '.join(JOURNAL_FACTS)} from accounting.journal where company_id = %s order by id", company
    )
    books.journals = [dict(zip(JOURNAL_FACTS, row, strict=True)) for row in journals]
    parties = await _parties(reader)
    books.parties = dict(parties.values())
    values = await reader.rows("select id, kind, code, name from accounting.dimension_value where company_id = %s", company)
    books.values = {(kind, code): name for _id, kind, code, name in sorted(values, key=lambda row: row[1:])}
    sets = await _sets(reader, {row[0]: (row[1], row[2]) for row in values})
    names = Names(
        dict(await reader.rows("select id, path from accounting.account where company_id = %s", company)),
        dict(await reader.rows("select id, code from accounting.journal where company_id = %s", company)),
        {key: code for key, (code, _name) in parties.items()},
        sets,
    )
    after = 0
    while heads := await reader.rows(HEADS, company, after, AT_ONCE):
        lines = await reader.rows(LINES, company, heads[0][0], heads[-1][0])
        after = heads[-1][0]
        books.entries += _entries(heads, lines, names)
    return books


@dataclass
class Names:
    """What numbers in the ledger are called: accounts by path, the rest by code; entries by the numbers read so far."""

    accounts: dict[int, str]
    journals: dict[int, str]
    parties: dict[int, str]
    sets: dict[int | None, dict[str, str]]
    entries: dict[int, str] = field(default_factory=dict)


async def _accounts(reader: Reader) -> list[BookAccount]:
    rows = await reader.rows(
        "select path, type, coalesce(code, ''), name_id, name_en, subtype, coalesce(currency, ''), statement_line, is_group, is_closed"
        " from accounting.account where company_id = %s order by path",
        reader.scope.company,
    )
    return [BookAccount(*row) for row in rows]


async def _parties(reader: Reader) -> dict[int, tuple[str, str]]:
    """Key and name by number: the code, or the name with its number where there is none."""
    rows = await reader.rows(
        "select id, coalesce(code, name || ' #' || id), name from base.party p where company_id = %s and exists"
        " (select from accounting.line l where l.company_id = p.company_id and l.party_id = p.id) order by id",
        reader.scope.company,
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def _sets(reader: Reader, values: dict[int, tuple[str, str]]) -> dict[int | None, dict[str, str]]:
    rows = await reader.rows("select id, value_ids from accounting.dimension_set where company_id = %s", reader.scope.company)
    return {row[0]: dict(values[value] for value in row[1]) for row in rows}


def _entries(heads: Sequence[tuple[Any, ...]], lines: Sequence[tuple[Any, ...]], names: Names) -> Iterator[BookEntry]:
    found: dict[int, list[BookLine]] = defaultdict(list)
    for entry, account, base, currency, amount, rate, text, party, values in lines:
        carried = names.sets[values] if values else {}
        line = BookLine(names.accounts[account], base, currency, amount, rate, text, names.parties.get(party, ""), carried)
        found[entry].append(line)
    for key, number, journal, day, description, reference, source, reversal_of in heads:
        names.entries[key] = number
        turned = names.entries.get(reversal_of, "")
        yield BookEntry(number, names.journals[journal], day, description, tuple(found[key]), reference, source, turned)
