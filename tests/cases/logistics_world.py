"""The company of a logistics case: nouns by the case's names, the clock, and what the ledger was told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dapur.contract import Sheet
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.clock import set_clock

ZONE = ZoneInfo("Asia/Jakarta")
ROLES = {
    "goods_received": "grni", "cost_of_sales": "cogs", "inventory_difference": "stock_adjustment", "inventory": "inventory",
    "payable": "payable", "purchase_return_variance": "purchase_return_variance", "landed_cost_clearing": "landed_cost_clearing",
}  # fmt: skip
"""The ledger's roles -> the case files' names of accounts."""

BOOKED = """
    select b.kind, b.corrects_id, e.day, e.entry_id, r.role, sum(l.debit - l.credit)
    from logistics.booking b
    join logistics.booking_entry e on e.company_id = b.company_id and e.booking_id = b.id
    join accounting.line l on l.company_id = b.company_id and l.entry_id = e.entry_id
    join accounting.account_role r on r.company_id = l.company_id and r.account_id = l.account_id and r.role = any (%s)
    where b.company_id = %s and b.document_id = %s
    group by b.id, b.kind, b.corrects_id, e.day, e.entry_id, r.role order by b.id, sum(l.debit - l.credit) desc
"""


@dataclass
class World:
    """Who acts, and numbers of what the case names."""

    house: House
    database: TestDatabase
    boss: Actor = field(init=False)
    units: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    async def begin(self, given: Mapping[str, Any]) -> None:
        """A company with a warehouse."""
        self.clock(None)
        currency = (given.get("policy") if isinstance(given.get("policy"), Mapping) else {}) or {}
        money = currency.get("base_currency", {"code": "IDR", "decimals": 2})
        self.boss = await new_company(
            self.house,
            currency=money["code"],
            decimals=money["decimals"],
            setup={"logistics.places": {"code": given.get("warehouse", "WH"), "name": "Gudang"}},
        )
        rows = (await self.boss.page("base.units", Wish(columns=("id", "code"), limit=200))).dicts()
        self.units = {row["code"]: row["id"] for row in rows}
        found = (await self.boss.page("logistics.places", Wish(columns=("id", "code")))).dicts()
        self.places = {row["code"]: row["id"] for row in found}

    @property
    def warehouse(self) -> int:
        """The first warehouse."""
        return next(iter(self.places.values()))

    async def place(self, code: str) -> int:
        """A warehouse, made when the case first names it."""
        if code not in self.places:
            saved = await self.boss.perform("logistics.save_location", code=code, name=code)
            self.places[code] = saved.id
        return self.places[code]

    async def unit(self, code: str, decimals: int = 0) -> int:
        """A unit of measure, made when it is new."""
        if code not in self.units:
            saved = await self.boss.perform("base.save_unit", code=code, name_id=code, name_en=code, decimals=decimals)
            self.units[code] = saved.id
        return self.units[code]

    async def item(self, code: str, **facts: Any) -> int:
        """An item, made when the case first names it."""
        if code not in self.items:
            unit = facts.pop("unit", None) or self.units["pcs"]
            saved = await self.boss.perform("logistics.save_item", {"code": code, "name": code, "unit": unit, **facts})
            self.items[code] = saved.id
        return self.items[code]

    async def party(self, name: str, **facts: Any) -> int:
        """A customer and supplier, made when the case first names it."""
        if name not in self.parties:
            saved = await self.boss.perform(
                "base.save_party", {"name": name, "code": name, "is_customer": True, "is_supplier": True, **facts}
            )
            self.parties[name] = saved.id
        return self.parties[name]

    async def person(self, name: str) -> Actor:
        """Somebody else, with every role that keeps stock."""
        if name not in self.people:
            self.people[name] = await new_member(self.boss, "administrator", "storekeeper", name=name)
        return self.people[name]

    # -- clock ------------------------------------------------------------------------------------------

    def clock(self, at: Any) -> None:
        """What time it is: a moment, a day (then noon), or None for the real time."""
        set_clock(self.database, None if at is None else moment(at))

    # -- reading ----------------------------------------------------------------------------------------

    async def report(self, name: str, **fields: Any) -> Sheet:
        """A report of logistics."""
        return await self.boss.report(f"logistics.{name}", **fields)

    async def stock(self, item: int, place: int | None = None, **more: Any) -> tuple[Decimal, Decimal]:
        """Quantity and value at the end of a day (default: today)."""
        reader = await self.boss.reader()
        more.setdefault("day", reader.today.isoformat())
        sheet = await self.report("stock_value", item=item, warehouse=place, **more)
        rows = [row for row in sheet.rows if row.key != "total"]
        return sum((r.cells[3] for r in rows), Decimal(0)), sum((r.cells[5] for r in rows), Decimal(0))

    async def booked(self, document: int) -> list[dict[str, Any]]:
        """What the ledger was told of a document: entries with their lines by the case's names of accounts."""
        reader = await self.boss.reader()
        rows = await reader.rows(BOOKED, list(ROLES), reader.scope.company, document)
        entries: dict[int, dict[str, Any]] = {}
        for kind, corrects, day, entry, role, amount in rows:
            found = entries.setdefault(entry, {"kind": kind, "corrects": corrects, "date": day, "lines": []})
            if amount:
                found["lines"].append((ROLES[role], amount))
        return list(entries.values())

    async def boss_value(self, sql: str) -> Decimal:
        """One figure of the company by a fixed read."""
        reader = await self.boss.reader()
        return Decimal(await reader.value(sql, reader.scope.company) or 0)

    async def moved(self, role: str, first: date, last: date) -> Decimal:
        """Debit less credit on a role's account between two days."""
        return await self.balance(role, last) - await self.balance(role, date.fromordinal(first.toordinal() - 1))

    async def balance(self, role: str, day: date) -> Decimal:
        """What stands on a role's account."""
        from dapur.services.ledger import LedgerReading

        reading = (await self.boss.reader()).find(LedgerReading)
        assert reading is not None
        return await reading.balance(role, day) or Decimal(0)


def moment(text: Any) -> datetime:
    """A moment, or noon of a day, in Jakarta."""
    if isinstance(text, date) and not isinstance(text, datetime):
        text = text.isoformat()
    at = text if isinstance(text, datetime) else datetime.fromisoformat(str(text) if "T" in str(text) else f"{text}T12:00")
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC)
