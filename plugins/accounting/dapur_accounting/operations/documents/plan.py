"""A document as it would be posted now: figures, due days and the entry. The preview shows it; posting writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dapur.contract import Problem, Refused, _
from dapur.contract.errors import Invalid
from dapur_accounting.operations.documents.booking import Booking, Setting, book
from dapur_accounting.operations.documents.drafts import due_parts, read_head, read_lines, terms_of_head
from dapur_accounting.operations.documents.figures import Figures, Terms, figure
from dapur_accounting.operations.documents.reading import Source, dicts, one
from dapur_accounting.role_accounts import role_unknown
from dapur_accounting.rules.due_days import Instalment
from dapur_accounting.rules.splits import read_split

ONE = Decimal(1)


@dataclass(frozen=True)
class Plan:
    """What posting would write."""

    head: Mapping[str, Any]
    terms: Terms
    figures: Figures
    due: list[Instalment]
    rate: Decimal
    booking: Booking


async def plan(source: Source, document: int) -> Plan:
    """Plan the posting of a draft. Raises Refused and Invalid with what is wrong, NotFound for no document."""
    head = await read_head(source, document)
    terms = await terms_of_head(source, head)
    lines = await read_lines(source, document)
    if not lines:
        raise Refused("DOCUMENT_EMPTY", _("It has no lines yet. Add at least one."), field="lines")
    figures = await figure(source, terms, lines)
    due = await due_parts(source, head["date"], head["due"], head["terms"], figures.total, terms.decimals)
    rate = await _rate(source, terms, head["rate"], head["against"])
    splits = [read_split(line.split) for line in lines]
    setting = Setting(
        kind=terms.kind,
        accounts=await _accounts(source, terms, figures),
        rate=rate,
        places=source.company.decimals,
        own=terms.decimals,
        split=await _cost_centres(source, splits),
    )
    return Plan(head, terms, figures, due, rate, book(figures, due, setting, splits))


async def _rate(source: Source, terms: Terms, typed: Decimal | None, against: int | None) -> Decimal:
    """The typed rate; else that of the document which is taken back, so that no exchange difference comes of it; else the day's."""
    if terms.currency == source.company.currency:
        return ONE
    found = typed
    if found is None and against is not None:
        credited = await read_head(source, against)
        found = credited["rate"] if credited["currency"] == terms.currency else None
    if found is None:
        found = await rate_on(source, terms.currency, terms.day)
    if found is None:
        text = _("There is no rate of {currency} for this day. Enter one.").fill(currency=terms.currency)
        raise Refused("RATE_MISSING", text, field="rate")
    return found


async def rate_on(source: Source, currency: str, day: date) -> Decimal | None:
    """The rate of a day: the newest one until then."""
    row = await one(
        source,
        "r.rate",
        "from base.exchange_rate r where r.company_id = %s and r.currency = %s and r.day <= %s order by r.day desc limit 1",
        source.scope.company,
        currency,
        day,
    )
    return row["rate"] if row else None


async def _accounts(source: Source, terms: Terms, figures: Figures) -> dict[str, int]:
    """The accounts of every role that the entry needs. Raises Refused (ROLE_UNKNOWN)."""
    needed = {terms.kind.control}
    for tax in figures.taxes.values():
        needed |= {tax.role, tax.input_role} if tax.rate.reverse else {tax.account_role(terms.kind)}
    rows = await dicts(
        source,
        "r.role, r.account_id",
        "from accounting.account_role r where r.company_id = %s and r.role = any (%s)",
        source.scope.company,
        sorted(needed),
    )
    found = {row["role"]: row["account_id"] for row in rows}
    for role in sorted(needed - set(found)):
        raise role_unknown(role, "lines")
    return found


async def _cost_centres(source: Source, splits: list[list[tuple[str, Fraction]]]) -> dict[str, int]:
    codes = sorted({code for split in splits for code, _weight in split})
    if not codes:
        return {}
    rows = await dicts(
        source,
        "v.code, v.id",
        "from accounting.dimension_value v where v.company_id = %s and v.kind = 'cost_centre' and v.code = any (%s) and not v.is_closed",
        source.scope.company,
        codes,
    )
    found = {row["code"]: row["id"] for row in rows}
    text = _("There is no open cost centre {code}. Choose one of the list.")
    problems = [
        Problem("DIMENSION_UNKNOWN", text.fill(code=code), f"lines.{n}.split")
        for n, split in enumerate(splits)
        for code, _weight in split
        if code not in found
    ]
    if problems:
        raise Invalid(problems)
    return found
