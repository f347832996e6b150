"""Items as operations need them: their units and how they are tracked; read once for all lines of a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_base.units import Conversion, Conversions, NotExact, NoWay, conversions_of, quantity_of, units_of
from dapur_logistics.rules.sums import plain

ITEMS = """
    select i.id, i.code, i.name, i.unit_id, i.is_service, i.method, i.tracking, i.removal, i.min_remaining_days, i.is_closed,
        i.purchase_price, i.sales_price
    from logistics.item i where i.company_id = %s and i.id = any (%s)
"""
OWN_UNITS = "select unit_id, numerator, denominator from logistics.item_unit where company_id = %s and item_id = %s"


@dataclass(frozen=True)
class Measures:
    """Units of an item: codes and decimals by unit, and how they convert."""

    codes: Mapping[int, str]
    decimals: Mapping[int, int]
    conversions: Conversions


@dataclass(frozen=True)
class Item:
    """An item. unit_id: its stock unit, in which quantities are kept."""

    id: int
    code: str
    name: str
    unit_id: int
    is_service: bool
    method: str
    tracking: str
    removal: str
    min_remaining_days: int
    is_closed: bool
    purchase_price: Decimal
    sales_price: Decimal
    measures: Measures

    @property
    def unit_code(self) -> str:
        """The stock unit's code."""
        return self.measures.codes[self.unit_id]

    def quantity(self, entered: Decimal, unit: int | None = None, field: str = "quantity") -> Decimal:
        """In stock units, exactly. Raises Refused (FRACTION_OF_WHOLE_UNIT, QUANTITY_TOO_FINE, UNIT_UNKNOWN)."""
        decimals = self.measures.decimals[self.unit_id]
        try:
            return quantity_of(Fraction(entered) * self.factor(unit, field), decimals)
        except NotExact as broken:
            raise self._not_exact(broken.quantity, decimals, field) from None

    def factor(self, unit: int | None, field: str = "unit") -> Fraction:
        """Stock units in one of this unit (none: the stock unit itself). Raises Refused (UNIT_UNKNOWN)."""
        try:
            return Fraction(1) if unit is None else self.measures.conversions.factor(unit, self.unit_id)
        except NoWay:
            raise Refused(
                "UNIT_UNKNOWN",
                _("{item} is not counted in {unit}. Use {own}, or add the unit to the item.").fill(
                    item=self.code, unit=self.measures.codes.get(unit or 0, "?"), own=self.unit_code
                ),
                field=field,
            ) from None

    def _not_exact(self, quantity: Fraction, decimals: int, field: str) -> Refused:
        told = plain(Decimal(round(quantity * 10**6)).scaleb(-6))
        if decimals == 0:
            code = "FRACTION_OF_WHOLE_UNIT"
            text = _("That would be {quantity} {unit}, but {item} is only counted whole.")
        else:
            code = "QUANTITY_TOO_FINE"
            text = _("That would be {quantity} {unit}, which is finer than {item} is counted.")
        filled = text.fill(quantity=told, unit=self.unit_code, item=self.code)
        return Refused(code, filled, field=field, quantity=told, unit=self.unit_code)


async def read_items(work: Work, ids: Iterable[int], units: Iterable[int | None] = ()) -> Mapping[int, Item]:
    """These items; `units`: what their lines are counted in, item by item (conversions are read where they are needed).

    Raises Refused (ITEM_UNKNOWN) at the line of one that is not here or closed.
    """
    wanted = list(ids)
    rows = await work.rows(ITEMS, work.scope.company, sorted(set(wanted)))
    stock_units = {row["id"]: row["unit_id"] for row in rows}
    foreign = {n for n, unit in zip(wanted, units, strict=False) if unit not in (None, stock_units.get(n))}
    known = await units_of(work)
    codes = {n: unit.code for n, unit in known.items()}
    decimals = {n: unit.decimals for n, unit in known.items()}
    found = {}
    for row in rows:
        said = await _own_units(work, row["id"], row["unit_id"]) if row["id"] in foreign else None
        conversions = Conversions(()) if said is None else await conversions_of(work, said)
        found[row["id"]] = Item(**row, measures=Measures(codes, decimals, conversions))
    for n, number in enumerate(wanted):
        if number not in found or found[number].is_closed:
            text = _("There is no such item in use here. Choose one of the list.")
            raise Refused("ITEM_UNKNOWN", text, field=f"lines.{n}.item" if len(wanted) > 1 else "item")
    return found


async def _own_units(work: Work, item: int, own: int) -> list[Conversion]:
    rows = await work.rows(OWN_UNITS, work.scope.company, item)
    return [Conversion(row["unit_id"], own, Fraction(row["numerator"], row["denominator"])) for row in rows]
