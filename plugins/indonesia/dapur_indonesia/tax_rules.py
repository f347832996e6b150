"""Indonesia's taxes on invoices and bills, read from `data/taxes.toml`: what `TaxRules` promises.

Rounding: PER-11/PJ/2025 art. 129 (half up from 22 May 2025), before that down (PER-29/PJ/2015 and practice).
Stamp duty: UU 10/2020.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dapur.contract import Service
from dapur.services.taxes import SuggestedRate, SuggestedTax, TaxRounding, TaxRules
from dapur_indonesia.dated import read_data

ZERO = Decimal(0)


class IndonesianTaxes:
    """The same for every company; it reads nothing but the data of the pack."""

    def __init__(self, _reader: Any = None) -> None:
        self._data = read_data("taxes")

    def tax_codes(self) -> Sequence[SuggestedTax]:
        """Value added tax, luxury tax, withholding by object code."""
        return tuple(_tax(raw) for raw in self._data["tax"])

    def rounding(self, day: date) -> TaxRounding:
        """How tax documents of a day round."""
        versions = [v for v in self._data["rounding"]["version"] if v["starts"] <= day]
        newest = max(versions, key=lambda v: v["starts"], default=self._data["rounding"]["version"][0])
        return TaxRounding(newest["mode"], newest["digits"], "IDR")

    def stamp_duty(self, amount: Decimal, day: date) -> Decimal:
        """Rp10,000 on a document that states more than Rp5,000,000, since 1 January 2021."""
        duty = self._data["stamp_duty"]
        due = day >= duty["starts"] and amount > duty["threshold"]
        return Decimal(duty["amount"]) if due else ZERO


def _tax(raw: dict[str, Any]) -> SuggestedTax:
    return SuggestedTax(
        code=raw["code"],
        name_id=raw["id"],
        name_en=raw["en"],
        kind=raw.get("kind", "tax"),
        side=raw.get("side", "both"),
        rates=tuple(_rate(rate) for rate in raw["rate"]),
        treatment=raw.get("treatment", "standard"),
        role=raw.get("role", "output_tax"),
        input_role=raw.get("input_role", "input_tax"),
        without_tax_number=Decimal(raw.get("no_number", "1")),
        usual=raw.get("usual", False),
    )


def _rate(raw: dict[str, Any]) -> SuggestedRate:
    return SuggestedRate(
        starts=raw["starts"],
        rate=Decimal(raw["percent"]) / 100,
        base_share=Fraction(raw.get("share", "1")),
        deductible=Decimal(raw.get("deductible", "1")),
        reference=raw.get("reference", ""),
        source=raw["source"],
        sure=raw.get("sure", True),
    )


TAX_RULES = Service(TaxRules, IndonesianTaxes, readable=True)
