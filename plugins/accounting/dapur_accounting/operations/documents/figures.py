"""The figures of a document: what every line and tax comes to, from what was typed or kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dapur.contract import Invalid, Problem, _
from dapur_accounting.operations.documents.reading import Source, one
from dapur_accounting.operations.documents.tax_rates import DatedTax, fields_of, rounding_on, taxes_on, usual_tax
from dapur_accounting.rules.kinds import KINDS, Kind
from dapur_accounting.rules.rounding import rounded
from dapur_accounting.rules.taxes import Priced, TaxedLine, exact_amount, taxed

ZERO = Decimal(0)


@dataclass
class Line:
    """A line as it is typed or kept, with ids; `net` and `taxes` once they are computed (document currency)."""

    text: str
    item: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount_percent: Decimal
    account: int | None
    tax: int | None
    extra_tax: int | None
    withholding: int | None
    cost_centre: int | None
    project: int | None
    split: str
    deducts: int | None
    source_line: int | None
    net: Decimal = ZERO
    taxes: TaxedLine = field(default_factory=lambda: TaxedLine(ZERO))

    def codes(self) -> dict[str, int | None]:
        """Its tax codes by field."""
        return {"tax": self.tax, "extra_tax": self.extra_tax, "withholding": self.withholding}


@dataclass(frozen=True)
class Terms:
    """What decides the figures besides the lines. tax_day: the day whose rates count (a credit note has its invoice's)."""

    kind: Kind
    party: int
    day: date
    tax_day: date
    currency: str
    decimals: int
    inclusive: bool
    by_document: bool


@dataclass(frozen=True)
class Figures:
    """Computed: lines with nets and taxes, the codes by id, and the totals (document currency)."""

    lines: Sequence[Line]
    taxes: dict[int, DatedTax]
    net: Decimal
    tax: Decimal
    withheld: Decimal

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.net + self.tax - self.withheld


async def figure(source: Source, terms: Terms, lines: Sequence[Line]) -> Figures:
    """Compute. Raises Invalid with every problem at its field."""
    problems: list[Problem] = []
    if any(line.tax is None for line in lines):
        usual = await usual_tax(source, terms.kind.side)
        for line in lines:
            line.tax = line.tax if line.tax is not None else usual
    has_number = await _has_tax_number(source, terms.party)
    wanted = fields_of([line.codes() for line in lines])
    dated = await taxes_on(source, terms.tax_day, wanted, terms.kind, has_number=has_number, problems=problems)
    _check(lines, dated, problems)
    if problems:
        raise Invalid(problems)
    priced = [
        Priced(
            exact_amount(line.quantity, line.unit_price, line.discount_percent),
            tuple(dated[tax].rate for tax in line.codes().values() if tax is not None),
        )
        for line in lines
    ]
    rounding = rounding_on(source, terms.tax_day, terms.currency, terms.decimals)
    for line, made in zip(lines, taxed(priced, rounding, inclusive=terms.inclusive, by_document=terms.by_document), strict=True):
        line.net, line.taxes = made.net, made
    return _totals(lines, dated)


def _totals(lines: Sequence[Line], dated: dict[int, DatedTax]) -> Figures:
    parts = [part for line in lines for part in line.taxes.taxes]
    return Figures(
        lines,
        dated,
        sum((line.net for line in lines), ZERO) + sum((p.amount for p in parts if p.rate.borne), ZERO),
        sum((p.amount for p in parts if p.rate.added), ZERO),
        sum((p.amount for p in parts if p.rate.withheld), ZERO),
    )


def _check(lines: Sequence[Line], dated: dict[int, DatedTax], problems: list[Problem]) -> None:
    for n, line in enumerate(lines):
        for name, tax in line.codes().items():
            if tax in dated and dated[tax].rate.withheld != (name == "withholding"):
                text = _("This code is of the other kind. Choose one of the list.")
                problems.append(Problem("TAX_UNKNOWN", text, f"lines.{n}.{name}"))
        if line.extra_tax is not None and line.extra_tax == line.tax:
            text = _("The line has this tax already. Leave one of them empty.")
            problems.append(Problem("TAX_TWICE", text, f"lines.{n}.extra_tax"))


async def _has_tax_number(source: Source, party: int) -> bool:
    row = await one(
        source, "p.tax_number", "from base.party p where p.company_id = %s and p.id = %s", source.scope.company, party
    )
    return bool(row and row["tax_number"])


async def terms_of(
    source: Source, *, kind: str, party: int, day: date, currency: str, inclusive: bool, by_document: bool, against: int | None
) -> Terms:
    """What decides the figures. Raises Invalid for an unknown currency."""
    code = currency or source.company.currency
    return Terms(
        kind=KINDS[kind],
        party=party,
        day=day,
        tax_day=await _tax_day(source, day, against),
        currency=code,
        decimals=await decimals_of(source, code),
        inclusive=inclusive,
        by_document=by_document,
    )


async def _tax_day(source: Source, day: date, against: int | None) -> date:
    if against is None:
        return day
    row = await one(
        source, "d.date", "from accounting.document d where d.company_id = %s and d.id = %s", source.scope.company, against
    )
    return row["date"] if row else day


async def decimals_of(source: Source, currency: str) -> int:
    """Decimals of a currency of this company. Raises Invalid."""
    if currency == source.company.currency:
        return source.company.decimals
    row = await one(
        source,
        "c.decimals",
        "from base.currency c where c.company_id = %s and c.code = %s and not c.is_closed",
        source.scope.company,
        currency,
    )
    if row is None:
        text = _("There is no currency {currency} here. Add it first.").fill(currency=currency)
        raise Invalid([Problem("CURRENCY_UNKNOWN", text, "currency")])
    return int(row["decimals"])


def net_in_base(net: Decimal, rate: Decimal, places: int) -> Decimal:
    """A net amount in the company's currency, for those who only want to know about how much it is."""
    return rounded(net * rate, places)
