"""Items as operations need them: units, tracking, and the location's stock; read once for all lines of a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_logistics.rules.sums import plain
from dapur_logistics.rules.units import NotWhole, UnitUnknown, factor_of, in_stock_units

ITEMS = """
    select i.id, i.code, i.name, i.unit, i.is_service, i.whole_units, i.method, i.tracking, i.removal, i.min_remaining_days, i.is_closed,
        i.purchase_price, i.sales_price, coalesce(u.units, '{}') as units, coalesce(u.numerators, '{}') as numerators,
        coalesce(u.denominators, '{}') as denominators
    from logistics.item i
    left join lateral (select array_agg(unit) as units, array_agg(numerator) as numerators, array_agg(denominator) as denominators
        from logistics.item_unit u where u.company_id = i.company_id and u.item_id = i.id) u on true
    where i.company_id = %s and i.id = any (%s)
"""


@dataclass(frozen=True)
class Item:
    """An item. factors: stock units in one of another unit."""

    id: int
    code: str
    name: str
    unit: str
    is_service: bool
    whole_units: bool
    method: str
    tracking: str
    removal: str
    min_remaining_days: int
    is_closed: bool
    purchase_price: Decimal
    sales_price: Decimal
    factors: Mapping[str, Fraction]

    def quantity(self, entered: Decimal, unit: str = "", field: str = "quantity") -> Decimal:
        """In stock units. Raises Refused (FRACTION_OF_WHOLE_UNIT, UNIT_UNKNOWN)."""
        try:
            return in_stock_units(entered, unit, self.unit, self.factors, self.whole_units)
        except NotWhole as broken:
            raise Refused(
                "FRACTION_OF_WHOLE_UNIT",
                _("That would be {quantity} {unit}, but {item} is only counted whole.").fill(
                    quantity=plain(broken.quantity), unit=self.unit, item=self.code
                ),
                field=field,
                quantity=plain(broken.quantity),
                unit=self.unit,
            ) from None
        except UnitUnknown:
            raise self._unit_unknown(unit, field) from None

    def factor(self, unit: str, field: str = "unit") -> Fraction:
        """Stock units in one of this unit. Raises Refused (UNIT_UNKNOWN)."""
        try:
            return factor_of(unit, self.unit, self.factors)
        except UnitUnknown:
            raise self._unit_unknown(unit, field) from None

    def _unit_unknown(self, unit: str, field: str) -> Refused:
        return Refused(
            "UNIT_UNKNOWN",
            _("{item} is not counted in {unit}. Use {own}, or add the unit to the item.").fill(
                item=self.code, unit=unit, own=self.unit
            ),
            field=field,
        )


async def read_items(work: Work, ids: Iterable[int]) -> Mapping[int, Item]:
    """These items. Raises Refused (ITEM_UNKNOWN) at the line of one that is not here or closed."""
    wanted = list(ids)
    rows = await work.rows(ITEMS, work.scope.company, sorted(set(wanted)))
    found = {}
    for row in rows:
        factors = {
            unit: Fraction(n, d) for unit, n, d in zip(row.pop("units"), row.pop("numerators"), row.pop("denominators"), strict=True)
        }
        found[row["id"]] = Item(**row, factors=factors)
    for n, item in enumerate(wanted):
        if item not in found or found[item].is_closed:
            text = _("There is no such item in use here. Choose one of the list.")
            raise Refused("ITEM_UNKNOWN", text, field=f"lines.{n}.item" if len(wanted) > 1 else "item")
    return found
