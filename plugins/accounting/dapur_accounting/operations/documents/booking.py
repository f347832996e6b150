"""The journal entry of a document, as it will be posted: the same for the preview and for posting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dapur_accounting.operations.documents.figures import ZERO, Figures, Line
from dapur_accounting.rules.apportion import shared, spread
from dapur_accounting.rules.due_days import Instalment
from dapur_accounting.rules.kinds import Kind
from dapur_accounting.rules.taxes import Rounding, deducted


@dataclass
class Booked:
    """A line of the entry. amount: in the document's currency, debit positive; base: in the company's.

    due: of a line on the control account. tax: the code that it is the tax of.
    """

    account: int
    amount: Decimal
    text: str = ""
    cost_centre: int | None = None
    project: int | None = None
    due: date | None = None
    tax: int | None = None
    base: Decimal = ZERO


@dataclass(frozen=True)
class TaxRow:
    """What the document means for a tax code, in the company's currency; negative where it takes back."""

    tax: int
    base: Decimal
    amount: Decimal
    deductible: Decimal
    reference: str


@dataclass
class Booking:
    """The whole entry, balanced, and its taxes."""

    lines: list[Booked] = field(default_factory=list)
    taxes: list[TaxRow] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """What the entry needs besides the figures. accounts: by role; rate: company's currency for one of the document's.

    split: cost centres by code. places: decimals of the company's currency, own: of the document's.
    """

    kind: Kind
    accounts: dict[str, int]
    rate: Decimal
    places: int
    own: int
    split: dict[str, int]


def book(figures: Figures, due: Sequence[Instalment], setting: Setting, splits: Sequence[list[tuple[str, Fraction]]]) -> Booking:
    """Control lines first, one an instalment; then every line with the tax that is its cost; then tax by code."""
    side = setting.kind.direction
    control = [Booked(setting.accounts[setting.kind.control], side * part.amount, due=part.due) for part in due]
    rest: list[Booked] = []
    for line, split in zip(figures.lines, splits, strict=True):
        rest += _line(line, split, setting)
    rest += _taxes(figures, setting)
    _to_base(control, rest, setting)
    made = Booking([b for b in (*control, *rest) if b.amount or b.base])
    made.taxes = _tax_rows(figures, made.lines, setting)
    return made


def _line(line: Line, split: list[tuple[str, Fraction]], setting: Setting) -> list[Booked]:
    account = line.account if line.account is not None else setting.accounts[setting.kind.line_role]
    amount = line.net + _cost_of_tax(line, setting)
    text = line.text or line.item
    if not split:
        return [Booked(account, -setting.kind.direction * amount, text, line.cost_centre, line.project)]
    parts = shared(amount, [weight for _code, weight in split], setting.own)
    return [
        Booked(account, -setting.kind.direction * part, text, setting.split[code], line.project)
        for (code, _weight), part in zip(split, parts, strict=True)
    ]


def _cost_of_tax(line: Line, setting: Setting) -> Decimal:
    """Tax that nobody gives back is part of what was bought; so is what the payer withholds and bears."""
    cost = sum((p.amount for p in line.taxes.taxes if p.rate.borne), ZERO)
    if setting.kind.side == "sales":
        return cost
    rounding = Rounding(setting.own)
    bought = (p for p in line.taxes.taxes if not p.rate.withheld)
    return cost + sum((p.amount - deducted(p.amount, p.rate.deductible, rounding) for p in bought), ZERO)


def _taxes(figures: Figures, setting: Setting) -> list[Booked]:
    found: list[Booked] = []
    rounding = Rounding(setting.own)
    for tax in figures.taxes.values():
        parts = [p for line in figures.lines for p in line.taxes.taxes if p.rate.tax == tax.id]
        amount = sum((p.amount for p in parts), ZERO)
        back = sum((deducted(p.amount, p.rate.deductible, rounding) for p in parts), ZERO)
        account = setting.accounts[tax.account_role(setting.kind)]
        out = -setting.kind.direction
        if tax.rate.withheld:
            found.append(Booked(account, -out * amount, tax.code, tax=tax.id))
        elif tax.rate.reverse:
            found.append(Booked(setting.accounts[tax.input_role], out * back, tax.code, tax=tax.id))
            found.append(Booked(setting.accounts[tax.role], -out * amount, tax.code, tax=tax.id))
        else:
            found.append(Booked(account, out * (amount if setting.kind.side == "sales" else back), tax.code, tax=tax.id))
    return found


def _to_base(control: list[Booked], rest: list[Booked], setting: Setting) -> None:
    """Convert so that the entry balances: what is owed is the whole at the rate, and the other lines add up to it."""
    rate = Fraction(setting.rate)
    owed = Rounding(setting.places).of(sum((Fraction(b.amount) for b in control), Fraction(0)) * rate)
    for lines, total in ((control, owed), (rest, -owed)):
        parts = spread(total, [Fraction(b.amount) * rate for b in lines], setting.places)
        for line, base in zip(lines, parts, strict=True):
            line.base = base


def _tax_rows(figures: Figures, lines: Sequence[Booked], setting: Setting) -> list[TaxRow]:
    found = []
    rounding, sign, out = Rounding(setting.places), setting.kind.sign, -setting.kind.direction
    rate = Fraction(setting.rate)
    for tax in figures.taxes.values():
        parts = [p for line in figures.lines for p in line.taxes.taxes if p.rate.tax == tax.id]
        base = rounding.of(sum((Fraction(p.base) for p in parts), Fraction(0)) * rate)
        amount = rounding.of(sum((Fraction(p.amount) for p in parts), Fraction(0)) * rate)
        booked = [b.base for b in lines if b.tax == tax.id]
        bought = setting.kind.side == "purchase" and not tax.rate.withheld
        back = out * booked[0] if booked and bought and tax.rate.deductible else ZERO
        if booked and (tax.rate.reverse or tax.rate.withheld):
            amount = -out * booked[-1]
        elif booked and not bought:
            amount = out * booked[0]
        found.append(TaxRow(tax.id, sign * base, sign * amount, sign * back, tax.reference))
    return found
