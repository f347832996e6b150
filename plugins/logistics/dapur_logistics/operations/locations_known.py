"""The locations that a posting touches, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_logistics.rules.costing import Place

# Those, the warehouses in which they lie (bins are valued there), and the virtual places.
LOCATIONS = """
    select id, kind, code, name, stock_id as stock, role, is_held, is_closed from logistics.location
    where company_id = %s and (id = any (%s) or kind not in ('warehouse', 'bin')
        or id = any (array(select stock_id from logistics.location where company_id = %s and id = any (%s))))
"""


@dataclass(frozen=True)
class Location:
    """A place: where stock lies, or where it comes from and goes to. stock: where it is valued; None outside."""

    id: int
    kind: str
    code: str
    name: str
    stock: int | None
    role: str
    is_held: bool
    is_closed: bool

    @property
    def place(self) -> Place:
        """As costing sees it."""
        return Place(self.id, self.stock)


@dataclass(frozen=True)
class Locations:
    """Those that were asked for, and the virtual ones."""

    by_id: Mapping[int, Location]

    def virtual(self, kind: str) -> Location:
        """The company's one place of this kind. Raises Refused while logistics is not set up."""
        for location in self.by_id.values():
            if location.kind == kind:
                return location
        raise Refused("LOGISTICS_NOT_SET_UP", _("Logistics is not set up yet. Switch it off and on again, or make a warehouse."))

    def stock(self, number: int, field: str = "warehouse") -> Location:
        """A warehouse or bin that is in use. Raises Refused."""
        found = self.by_id.get(number)
        if found is None or found.kind not in ("warehouse", "bin") or found.is_closed:
            raise Refused(
                "LOCATION_UNKNOWN", _("There is no such open warehouse or bin here. Choose one of the list."), field=field
            )
        return found


_read: WeakKeyDictionary[Work, dict[int, Location]] = WeakKeyDictionary()


async def read_locations(work: Work, ids: Iterable[int] = ()) -> Locations:
    """These locations, their warehouses, and the virtual ones of the company; each is read once in a transaction."""
    wanted, known = set(ids), _read.setdefault(work, {})
    if not known or not wanted <= known.keys():
        company, missing = work.scope.company, sorted(wanted - known.keys())
        rows = await work.rows(LOCATIONS, company, missing, company, missing)
        known |= {row["id"]: Location(**row) for row in rows}
    return Locations(dict(known))
