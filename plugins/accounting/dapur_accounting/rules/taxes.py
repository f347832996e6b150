"""Taxes of a document: from exact prices to rounded figures that add up.

Every figure is computed from the exact price and rounded once. By line, each line's tax is rounded and the document's is
their sum; by document, the tax of each code is rounded once over all its lines. Prices that include tax keep their gross:
net and tax add up to what was agreed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from dapur_accounting.rules.apportion import spread

ZERO = Decimal(0)


@dataclass(frozen=True)
class Rate:
    """A tax code on a day. rate: fraction of `base_share` of the price; deductible: share that a buyer gets back.

    borne: who pays bears the tax that they withhold, so that the other side gets the price in full.
    """

    tax: int
    rate: Decimal
    base_share: Fraction = Fraction(1)
    deductible: Decimal = Decimal(1)
    reverse: bool = False
    withheld: bool = False
    borne: bool = False

    @property
    def effective(self) -> Fraction:
        """Of the whole price."""
        return Fraction(self.rate) * self.base_share

    @property
    def added(self) -> bool:
        """Whether it is added to the price or contained in it; not so reverse charge and withholding."""
        return not self.reverse and not self.withheld


@dataclass(frozen=True)
class Priced:
    """A line before tax: its exact amount (quantity x price less discount) and its codes."""

    amount: Decimal
    rates: Sequence[Rate] = ()


@dataclass(frozen=True)
class TaxOfLine:
    """One code on one line. other_base: the share of the base that the rate is taken of, rounded on its own."""

    rate: Rate
    base: Decimal
    other_base: Decimal
    amount: Decimal


@dataclass
class TaxedLine:
    """A line's net amount and its taxes."""

    net: Decimal
    taxes: list[TaxOfLine] = field(default_factory=list)


@dataclass(frozen=True)
class Rounding:
    """To so many decimals; half up (away from zero on a tie) or down (towards zero)."""

    places: int
    down: bool = False

    def of(self, exact: Fraction) -> Decimal:
        """The rounded figure."""
        step = Fraction(10**self.places)
        whole = abs(exact) * step
        units = whole.numerator // whole.denominator
        if not self.down and (whole - units) * 2 >= 1:
            units += 1
        return (Decimal(units) if exact >= 0 else Decimal(-units)).scaleb(-self.places)

    def money(self, value: Decimal) -> Decimal:
        """A price: always half up, whatever taxes do."""
        return value.quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_HALF_UP)


def taxed(lines: Sequence[Priced], rounding: Rounding, *, inclusive: bool, by_document: bool) -> list[TaxedLine]:
    """Net and taxes of every line. The sums over the lines are the document's."""
    made = [_by_line(line, rounding, inclusive) for line in lines]
    return _by_document(lines, made, rounding, inclusive) if by_document else made


def _net_of(line: Priced, inclusive: bool) -> Fraction:
    exact = Fraction(line.amount)
    return exact / (1 + _added(line)) if inclusive else exact


def _added(line: Priced) -> Fraction:
    return sum((r.effective for r in line.rates if r.added), Fraction(0))


def _by_line(line: Priced, rounding: Rounding, inclusive: bool) -> TaxedLine:
    exact = _net_of(line, inclusive)
    amounts = [rounding.of(exact * rate.effective) for rate in line.rates]
    added = sum((a for rate, a in zip(line.rates, amounts, strict=True) if rate.added), ZERO)
    net = rounding.money(line.amount) - added if inclusive else rounding.money(line.amount)
    base = net if inclusive else rounding.of(exact)
    taxes = [
        _borne(rate, net, rounding) if rate.borne else TaxOfLine(rate, base, rounding.of(exact * rate.base_share), amount)
        for rate, amount in zip(line.rates, amounts, strict=True)
    ]
    return TaxedLine(net, taxes)


def _borne(rate: Rate, net: Decimal, rounding: Rounding) -> TaxOfLine:
    base = grossed_up(net, rate.rate, rounding.places)
    return TaxOfLine(rate, base, base, base - net)


def _by_document(lines: Sequence[Priced], made: list[TaxedLine], rounding: Rounding, inclusive: bool) -> list[TaxedLine]:
    """The same with each code rounded once, and spread over its lines so that every line still tells its part."""
    nets = [_net_of(line, inclusive) for line in lines]
    amounts: dict[tuple[int, int], Decimal] = {}
    others: dict[tuple[int, int], Decimal] = {}
    for rate in {rate for line in lines for rate in line.rates}:
        places = [(n, line.rates.index(rate)) for n, line in enumerate(lines) if rate in line.rates]
        exact = [nets[n] * rate.effective for n, _m in places]
        parts = spread(rounding.of(sum(exact, Fraction(0))), exact, rounding.places)
        bases = [nets[n] * rate.base_share for n, _m in places]
        shown = spread(rounding.of(sum(bases, Fraction(0))), bases, rounding.places)
        amounts.update(zip(places, parts, strict=True))
        others.update(zip(places, shown, strict=True))
    if inclusive:
        gross = sum((rounding.money(line.amount) for line in lines), ZERO)
        added = sum((a for (n, m), a in amounts.items() if lines[n].rates[m].added), ZERO)
        net_amounts = spread(gross - added, nets, rounding.places)
    else:
        net_amounts = [line.net for line in made]
    return [
        TaxedLine(
            net_amounts[n],
            [
                _borne(r, net_amounts[n], rounding) if r.borne else TaxOfLine(r, net_amounts[n], others[n, m], amounts[n, m])
                for m, r in enumerate(line.rates)
            ],
        )
        for n, line in enumerate(lines)
    ]


def grossed_up(paid: Decimal, rate: Decimal, places: int) -> Decimal:
    """The base whose withholding leaves this much to be paid out, when the payer bears the tax. `rate` is below one."""
    return Rounding(places).of(Fraction(paid) / (1 - Fraction(rate)))


def deducted(amount: Decimal, share: Decimal, rounding: Rounding) -> Decimal:
    """The part of a tax that a buyer gets back; the rest is cost."""
    return amount if share == 1 else rounding.of(Fraction(amount) * Fraction(share))


def exact_amount(quantity: Decimal, price: Decimal, discount_percent: Decimal) -> Decimal:
    """Quantity times price less discount, with nothing rounded away."""
    with localcontext(prec=60, rounding=ROUND_DOWN):
        return quantity * price * (100 - discount_percent) / 100
