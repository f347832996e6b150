"""Units and conversions of a company, for other plugins: read once, then convert as often as needed.

    conversions = await conversions_of(work)
    pieces = quantity_of(conversions.convert(Decimal(2), box, piece), decimals=0)

An item's own conversions (its box of 24) are handed in by the plugin that has items: `conversions_of(work, own=…)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from dapur_base.reading import Source, rows_of
from dapur_base.rules.units import Conversion, Conversions, NotExact, NoWay, quantity_of

__all__ = ["Conversion", "Conversions", "NoWay", "NotExact", "Unit", "conversions_of", "quantity_of", "units_of"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. decimals: how many a quantity may have (0: whole numbers). un_code: UN/ECE Rec 20 or 21, or ""."""

    id: int
    code: str
    un_code: str
    name_id: str
    name_en: str
    decimals: int
    is_closed: bool


async def units_of(source: Source) -> dict[int, Unit]:
    """All units of the company by number."""
    rows = await rows_of(
        source,
        "select id, code, un_code, name_id, name_en, decimals, is_closed from base.unit where company_id = %s",
        source.scope.company,
    )
    return {row[0]: Unit(*row) for row in rows}


async def conversions_of(source: Source, own: Iterable[Conversion] = ()) -> Conversions:
    """What the company knows; `own`: what an item says of itself, which goes before."""
    rows = await rows_of(
        source,
        "select unit_id, into_id, numerator, denominator from base.unit_conversion where company_id = %s",
        source.scope.company,
    )
    return Conversions((Conversion(unit, into, Fraction(above, below)) for unit, into, above, below in rows), own)
