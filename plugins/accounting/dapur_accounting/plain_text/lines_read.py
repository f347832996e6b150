"""From postings as they were read to the lines of an entry, whatever the format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dapur_accounting.plain_text.books import ONE, BookLine, not_understood
from dapur_accounting.rules.rounding import rate_of, rounded

ZERO = Decimal(0)
VALUE_KINDS = ("cost_centre", "project")


@dataclass
class Posting:
    """A posting of a text. amount None: what the others leave. worth: in the company's currency, where the text says it."""

    place: int
    account: str
    amount: Decimal | None
    currency: str
    worth: Decimal | None = None
    facts: dict[str, str] = field(default_factory=dict)


def lines_of(
    postings: Sequence[Posting], base: str, decimals: Mapping[str, int], paths: Mapping[str, str]
) -> tuple[BookLine, ...]:
    """The lines. Raises Refused where a foreign amount has no worth, or two amounts are left out."""
    known = [p for p in postings if p.amount is not None]
    if len(postings) - len(known) > 1:
        raise not_understood(postings[0].place, postings[0].account)
    rest = -sum((_base(p, base, decimals) for p in known), ZERO)
    return tuple(_line(p, base, decimals, paths, rest) for p in postings)


def _base(posting: Posting, base: str, decimals: Mapping[str, int]) -> Decimal:
    assert posting.amount is not None
    if posting.worth is not None:
        return rounded(posting.worth, decimals[base]).copy_sign(posting.amount)
    if posting.currency != base:
        raise not_understood(posting.place, f"{posting.account} {posting.amount} {posting.currency}")
    return posting.amount


def _line(posting: Posting, base: str, decimals: Mapping[str, int], paths: Mapping[str, str], rest: Decimal) -> BookLine:
    facts = posting.facts
    worth = rest if posting.amount is None else _base(posting, base, decimals)
    currency = facts.get("in") or (base if posting.amount is None else posting.currency)
    amount = worth if currency == base else ZERO if "in" in facts or posting.amount is None else posting.amount
    return BookLine(
        account=paths.get(posting.account, posting.account),
        base=worth,
        currency=currency,
        amount=amount,
        rate=_rate(facts.get("rate", ""), worth, amount, currency == base),
        description=facts.get("text", ""),
        party=facts.get("party", ""),
        values={kind: facts[kind] for kind in VALUE_KINDS if kind in facts},
    )


def _rate(told: str, worth: Decimal, amount: Decimal, is_own: bool) -> Decimal:
    if is_own:
        return ONE
    if told:
        return Decimal(told)
    return (rate_of(worth, amount) or ONE) if amount and worth else ONE
