"""The whole ledger out of the database, in the order in which it was posted, so that numbers come out the same again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dapur.queries.reader import Reader
from dapur_accounting.plain_text.books import BookAccount, BookEntry, BookLine, Books

AT_ONCE = 20_000
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
    after = 0
    while rows := await _lines(reader, after):
        after = rows[-1][0]
        books.entries += _entries(rows, {key: code for key, (code, _name) in parties.items()}, sets)
    return books


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


async def _lines(reader: Reader, after: int) -> list[tuple[Any, ...]]:
    """Lines of the next entries, whole entries only."""
    company = reader.scope.company
    return await reader.rows(
        "select e.id, e.number, j.code, e.date, e.description, e.reference,"
        " trim(concat_ws(' ', e.source_plugin, e.source_kind, e.source_number)), coalesce(r.number, ''),"
        " a.path, l.debit - l.credit, l.currency, l.amount, l.rate, l.description, l.party_id, l.dimension_set_id"
        " from (select * from accounting.entry where company_id = %s and id > %s order by id limit %s) e"
        " join accounting.journal j on j.company_id = %s and j.id = e.journal_id"
        " left join accounting.entry r on r.company_id = %s and r.id = e.reversal_of"
        " join accounting.line l on l.company_id = %s and l.entry_id = e.id"
        " join accounting.account a on a.company_id = %s and a.id = l.account_id order by e.id, l.line_no",
        company,
        after,
        AT_ONCE,
        company,
        company,
        company,
        company,
    )


def _entries(
    rows: Sequence[tuple[Any, ...]], parties: dict[int, str], sets: dict[int | None, dict[str, str]]
) -> Iterable[BookEntry]:
    heads: dict[int, tuple[Any, ...]] = {}
    lines: dict[int, list[BookLine]] = defaultdict(list)
    for row in rows:
        heads[row[0]] = row[1:8]
        path, base, currency, amount, rate, text, party, values = row[8:]
        lines[row[0]].append(
            BookLine(path, base, currency, amount, rate, text, parties.get(party, ""), sets[values] if values else {})
        )
    for key, (number, journal, day, description, reference, source, reversal_of) in heads.items():
        yield BookEntry(number, journal, day, description, tuple(lines[key]), reference, source, reversal_of)
