"""Pieces of records: the entry of a draft before it is booked, and what a party owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.contract import DapurError, Panel, Words, _
from dapur.language.catalogue import translate
from dapur.language.numbers import format_money
from dapur.queries.reader import Reader
from dapur_accounting.operations.documents.plan import Plan, plan
from dapur_accounting.operations.documents.reading import dicts
from dapur_accounting.rules.settlement import ZERO


@dataclass(frozen=True)
class EntryLine:
    """A line of the planned entry; amounts as text."""

    account: str
    text: str
    debit: str
    credit: str


@dataclass(frozen=True)
class EntryPreview:
    """The planned entry, or what still stands in its way."""

    lines: Sequence[EntryLine] = ()
    total: str = ""
    problem: str = ""


async def entry_preview(reader: Reader, key: str) -> EntryPreview | None:
    """What posting would write now; nothing for what is posted."""
    status = await reader.value(
        "select status from accounting.document where company_id = %s and id = %s", reader.scope.company, int(key)
    )
    if status != "draft":
        return None
    try:
        planned = await plan(reader, int(key))
    except DapurError as refused:
        return EntryPreview(problem=translate(refused.problems[0].message, reader.scope.language))
    names = await _account_names(reader, planned)

    def money(amount: Decimal) -> str:
        return format_money(amount, reader.company.currency, reader.company.decimals, reader.scope.language) if amount else ""

    lines = [
        EntryLine(names[b.account], b.text, money(max(b.base, ZERO)), money(max(-b.base, ZERO))) for b in planned.booking.lines
    ]
    return EntryPreview(lines, money(sum((max(b.base, ZERO) for b in planned.booking.lines), ZERO)))


async def _account_names(reader: Reader, planned: Plan) -> dict[int, str]:
    name = "name_en" if reader.scope.language == "en" else "name_id"
    rows = await dicts(
        reader,
        f"a.id, a.code, a.{name} as name",
        "from accounting.account a where a.company_id = %s and a.id = any (%s)",
        reader.scope.company,
        sorted({b.account for b in planned.booking.lines}),
    )
    return {row["id"]: f"{row['code'] or ''} {row['name']}".strip() for row in rows}


@dataclass(frozen=True)
class AmountFact:
    """A sum and where it opens."""

    title: str
    amount: str
    address: str


@dataclass(frozen=True)
class PartyAccount:
    """What is open with a party."""

    facts: Sequence[AmountFact]


async def party_account(reader: Reader, key: str) -> PartyAccount | None:
    """What they owe us, what of it is late, and what we owe them, today; nothing where nothing was ever booked."""
    party, today = int(key), reader.today
    facts: list[AmountFact] = []
    for side, sign, title, late, report in (
        ("receivable", 1, _("Owes us"), _("of it overdue"), "aged-receivables"),
        ("payable", -1, _("We owe"), _("of it overdue"), "aged-payables"),
    ):
        known, owed, overdue = await _sums(reader, party, side, sign, today)
        if known:
            address = f"/{reader.company.code}/accounting/reports/{report}?as_of={today.isoformat()}&party={party}"
            facts.append(_fact(reader, title, owed, address))
            if overdue:
                facts.append(_fact(reader, late, overdue, address))
    return PartyAccount(facts) if facts else None


async def _sums(reader: Reader, party: int, side: str, sign: int, today: date) -> tuple[bool, Decimal, Decimal]:
    (row,) = await reader.rows(
        "select exists (select from accounting.open_item where company_id = %s and party_id = any (base.same_parties(%s, %s))"
        " and side = %s),"
        " coalesce(sum(o.open_base), 0) * %s, coalesce(sum(o.open_base) filter (where o.due < %s and o.open_base * %s > 0), 0) * %s"
        " from accounting.open_items_on(%s, %s, %s, %s) o",
        reader.scope.company,
        reader.scope.company,
        party,
        side,
        sign,
        today,
        sign,
        sign,
        reader.scope.company,
        side,
        today,
        party,
    )
    return row


def _fact(reader: Reader, title: Words, amount: Decimal, address: str) -> AmountFact:
    company, language = reader.company, reader.scope.language
    text = format_money(amount, company.currency, company.decimals, language, bare=False)
    return AmountFact(translate(title, language), text, address)


RECORD_PANELS = (
    Panel(
        "accounting.document",
        "accounting.entry_preview",
        _("Entry that posting writes"),
        "accounting.read",
        "accounting/entry_preview.html",
        entry_preview,
    ),
    Panel(
        "base.party", "accounting.party_account", _("Account"), "accounting.read", "accounting/party_account.html", party_account
    ),
)
