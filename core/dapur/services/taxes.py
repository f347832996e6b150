"""What a country pack knows of taxes on invoices and bills: codes with dated rates, rounding, stamp duty.

    rules = reader.find(TaxRules)
    if rules is not None:
        suggested = rules.tax_codes()

The codes are suggestions: the company keeps its own rows, made from them, and may change, close or add to them.
Everything is pure data by date; nothing here reads the company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

TaxKind = Literal["tax", "withholding"]
"""tax: added to (or contained in) the price. withholding: kept back by who pays, and paid to the state by them."""

TaxSide = Literal["sales", "purchase", "both"]

Treatment = Literal["standard", "zero", "exempt", "reverse_charge"]
"""Of a tax. zero: taxed at nothing (export). reverse_charge: the buyer owes the tax of the seller."""

RoundingMode = Literal["half_up", "floor"]
"""half_up: away from zero on a tie. floor: towards zero."""


@dataclass(frozen=True)
class SuggestedRate:
    """A rate from a day on. rate: a fraction of one ("0.12" is 12 %), of `base_share` of the price.

    deductible: the share of the tax that a buyer gets back (of a purchase); the rest becomes cost.
    reference: code that documents carry for this rate (Indonesia: the transaction code of a tax invoice).
    source: the regulation and its date. sure: False where the source says it was written from memory.
    """

    starts: date
    rate: Decimal
    base_share: Fraction = Fraction(1)
    deductible: Decimal = Decimal(1)
    reference: str = ""
    source: str = ""
    sure: bool = True


@dataclass(frozen=True)
class SuggestedTax:
    """A tax code that companies of the country need.

    role: the account, by role, of what is owed to the state: tax of sales, and what we withheld from others. input_role: of
    what we get back: tax of purchases, and what others withheld from us. without_tax_number: factor on the rate for a party
    that has no tax number. usual: what a line of an invoice takes when nothing is chosen.
    """

    code: str
    name_id: str
    name_en: str
    kind: TaxKind
    side: TaxSide
    rates: Sequence[SuggestedRate]
    treatment: Treatment = "standard"
    role: str = "output_tax"
    input_role: str = "input_tax"
    without_tax_number: Decimal = Decimal(1)
    usual: bool = False


@dataclass(frozen=True)
class TaxRounding:
    """How tax bases and taxes are rounded on documents of a day in the country's currency, to so many decimals."""

    mode: RoundingMode
    digits: int
    currency: str


class TaxRules(Protocol):
    """The taxes of one country."""

    def tax_codes(self) -> Sequence[SuggestedTax]:
        """Every code with all its rates, in the order in which people look for them."""
        ...

    def rounding(self, day: date) -> TaxRounding:
        """How tax documents of a day round."""
        ...

    def stamp_duty(self, amount: Decimal, day: date) -> Decimal:
        """What a stamp on a document that states this sum costs; zero where none is due."""
        ...
