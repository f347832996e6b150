"""Entries that the books make of themselves: closing and revaluation. Each run books the difference to what stands."""

from collections.abc import Iterable
from datetime import date

from dapur.operations.work import Work
from dapur_accounting.operations.entry_lines import ZERO, Columns
from dapur_accounting.operations.posting import EntryPosted, Source, post
from dapur_accounting.rules.closing import Moved
from dapur_accounting.rules.rounding import rate_of


def columns_of_moves(moves: Iterable[Moved], own_currency: str) -> Columns:
    """The moves as lines. The rate of a foreign line is what joins its amount and its worth."""
    made = Columns()
    for move in moves:
        made.accounts.append(move.account)
        made.debits.append(max(move.base, ZERO))
        made.credits.append(max(-move.base, ZERO))
        made.currencies.append(move.currency)
        made.amounts.append(move.amount)
        foreign = move.currency != own_currency and move.amount and move.base
        made.rates.append((rate_of(move.base, move.amount) if foreign else ZERO) or ZERO + 1)
        made.texts.append("")
        made.dimensions.append(None)
        made.parties.append(None)
    return made


async def post_layer(work: Work, journal: int, day: date, text: str, moves: Iterable[Moved], kind: str, key: str) -> EntryPosted:
    """Post moves as the next entry of a layer. key: what the layer is for; its entries are numbered `key.1`, `key.2`, …"""
    before = await work.value(
        "select count(*) from accounting.entry where company_id = %s and source_plugin = 'accounting' and source_kind = %s"
        " and journal_id = %s and starts_with(source_number, %s)",
        work.scope.company,
        kind,
        journal,
        f"{key}.",
    )
    source = Source("accounting", kind, None, f"{key}.{before + 1}")
    return await post(work, journal, day, text, "", columns_of_moves(moves, work.company.currency), source)
