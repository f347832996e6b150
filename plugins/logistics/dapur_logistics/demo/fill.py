"""Two months of a warehouse for the demo company, made only through operations."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.queries.plan import Wish
from dapur_logistics.demo.goods import (
    BINS,
    COUNTS,
    CUSTOMERS,
    DOCK,
    GOODS,
    INVENTORY_ACCOUNT,
    PLACES,
    RULES,
    SALES,
    SUPPLIERS,
    WEEKLY,
)

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

WEEKS = 8
BUYER, KEEPER, BOSS = "Agus Salim", "Budi Santoso", "Siti Rahma"


class Fill:
    """What was made so far: numbers by code. Every step has a key, so that an interrupted start goes on."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self.zone = ZoneInfo(stage.scope.zone)
        self.today: date = stage.today.astimezone(self.zone).date()
        self.units: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.items: dict[str, int] = {}
        self.parties: dict[str, int] = {}
        self.deliveries: list[Any] = []

    async def do(self, operation: str, key: str, on: date | None = None, hour: int = 9, /, **raw: Any) -> Any:
        """Perform as somebody with every right, at nine o'clock of a day."""
        at = datetime.combine(on, time(hour, 15), self.zone) if on else None
        return await self.stage.perform(f"logistics.{operation}", raw, user=BOSS, at=at, key=f"logistics-demo-{key}")

    async def run(self) -> None:
        """Nouns, then week by week, then what is open today."""
        first = self.today - timedelta(weeks=WEEKS, days=self.today.weekday())
        locked = await self._open_books()
        await self._inventory_account(first)
        await self._nouns(first)
        for week in range(WEEKS):
            await self._week(week, first + timedelta(weeks=week))
        await self._today()
        if locked is not None:
            await self._lock("lock", locked, "")

    async def _open_books(self) -> date | None:
        """Books that accounting's demo locked are open while the past of the warehouse is told, so that each day is booked as its own."""
        if "accounting" not in self.stage.scope.plugins:
            return None
        reader = await self.stage.house.reader(self.stage.scope)
        locks = (
            await reader.page(self.stage.house.registry.queries["accounting.locks"], Wish(columns=("area", "through")))
        ).dicts()
        through: date | None = next((x["through"] for x in locks if x["area"] == "all"), None)
        if through is not None:
            await self._lock("open", None, "Stok gudang dua bulan terakhir dibukukan menyusul")
        return through

    async def _lock(self, key: str, through: date | None, reason: str) -> None:
        raw = {"area": "all", "through": through and through.isoformat(), "reason": reason}
        await self.stage.perform("accounting.set_lock", raw, user="Rina Wati", key=f"logistics-demo-{key}")

    async def _inventory_account(self, first: date) -> None:
        """Accounting's demo keeps goods of its own on the chart's account; those of the warehouse stand beside them."""
        if "accounting" not in self.stage.scope.plugins:
            return
        reader = await self.stage.house.reader(self.stage.scope)
        headings = self.stage.house.registry.queries["accounting.headings"]
        found = (await reader.page(headings, Wish(columns=("id", "code"), limit=200))).dicts()
        raw: dict[str, Any] = {"parent": next(x["id"] for x in found if x["code"] == "11"), **INVENTORY_ACCOUNT}
        at = datetime.combine(first, time(8), self.zone)
        saved: Any = await self.stage.perform("accounting.save_account", raw, user=BOSS, at=at, key="logistics-demo-account")
        role = {"role": "inventory", "account": saved.id}
        await self.stage.perform("accounting.give_account_role", role, user=BOSS, at=at, key="logistics-demo-account-role")

    async def _nouns(self, first: date) -> None:
        await self._units_and_places(first)
        for code, name, role in (*SUPPLIERS, *CUSTOMERS):
            raw = {"code": code, "name": name, role: True, "address": "Jl. Raya Bekasi KM 21, Jakarta"}
            saved: Any = await self.stage.perform("base.save_party", raw, user=BOSS, key=f"logistics-demo-{code}")
            self.parties[code] = saved.id
        for code, name, unit, cost, price, barcode, facts in GOODS:
            units = [{"unit": self.units[u], "numerator": n} for u, n in facts.get("units", {}).items()]
            more = {k: v for k, v in facts.items() if k != "units"}
            more["places"] = [{"place": self.places[PLACES[code]]}] if code in PLACES else []
            saved = await self.do(
                "save_item", f"item-{code}", first, code=code, name=name, unit=self.units[unit], purchase_price=str(cost),
                sales_price=str(price), barcode=barcode, units=units, **more,
            )  # fmt: skip
            self.items[code] = saved.id
        for code, supplier, demand, lead, safety, most, pack in RULES:
            await self.do(
                "save_reorder_rule", f"rule-{code}", first, item=self.items[code], warehouse=self.places["WH"],
                supplier=self.parties[supplier], demand_per_day=demand, lead_days=lead, safety_stock=safety, max_level=most,
                multiple=pack,
            )  # fmt: skip

    async def _units_and_places(self, first: date) -> None:
        reader = await self.stage.house.reader(self.stage.scope)
        company = self.stage.scope.company
        self.units = dict(await reader.rows("select code, id from base.unit where company_id = %s", company))
        found = await reader.rows("select code, id from logistics.location where company_id = %s and kind = 'warehouse'", company)
        self.places = {"WH": dict(found).get("WH") or found[0][1]}
        for code, name, is_dock in BINS:
            raw = {"code": code, "name": name, "parent": self.places["WH"], "is_dock": is_dock}
            saved = await self.do("save_location", f"bin-{code}", first, **raw)
            self.places[code] = saved.id
        saved = await self.do("save_location", "surabaya", first, code="WH-SBY", name="Gudang Surabaya")
        self.places["WH-SBY"] = saved.id

    async def _week(self, week: int, monday: date) -> None:
        supplier = SUPPLIERS[week % len(SUPPLIERS)][0]
        lines = [
            {"item": self.items[code], "quantity": str(quantity), "unit_price": str(cost + cost * week // 100)}
            for code, quantity, cost in WEEKLY[week % len(WEEKLY)]
        ]
        await self._purchase(week, monday, supplier, lines)
        for n, (customer, wanted) in enumerate(SALES[week % len(SALES)]):
            await self._sale(
                f"{week}-{n}", monday + timedelta(days=3 + n % 2), customer, wanted, is_late=week == WEEKS - 1 and n == 2
            )
        if week == 3:
            await self._transfer(monday + timedelta(days=5))
        if week == 5:
            await self._count(monday + timedelta(days=5))

    async def _purchase(self, week: int, monday: date, supplier: str, lines: list[dict[str, Any]]) -> None:
        order = await self.do(
            "save_purchase_order", f"po-{week}", monday, supplier=self.parties[supplier], warehouse=self.places["WH"],
            expected=str(monday + timedelta(days=2)), tolerance="5", lines=lines,
        )  # fmt: skip
        await self.do("place_purchase_order", f"po-{week}-place", monday, 10, id=order.id)
        if week == WEEKS - 1:
            return
        arrived = monday + timedelta(days=2)
        receipt = await self.do("receive_order", f"po-{week}-receive", arrived, order=order.id, reference=f"SJ-{week + 101}")
        if "accounting" in self.stage.scope.plugins and week < WEEKS - 2:
            await self.do("bill_receipt", f"po-{week}-bill", arrived, 11, receipt=receipt.id, reference=f"INV-{week + 501}")

    async def _sale(self, key: str, day: date, customer: str, wanted: Any, *, is_late: bool) -> None:
        lines = [{"item": self.items[code], "quantity": str(quantity)} for code, quantity in wanted]
        order = await self.do(
            "save_sales_order", f"so-{key}", day, customer=self.parties[customer], warehouse=self.places["WH"],
            promised=str(day + timedelta(days=1)), lines=lines,
        )  # fmt: skip
        await self.do("confirm_sales_order", f"so-{key}-confirm", day, 10, id=order.id)
        reserved = await self.do("reserve_order", f"so-{key}-reserve", day, 11, id=order.id, how="partial")
        if is_late or not any(Decimal(line.reserved) for line in reserved.lines):
            return
        delivered = await self.do("deliver_order", f"so-{key}-deliver", day + timedelta(days=1), order=order.id)
        self.deliveries.append(delivered)
        if "accounting" in self.stage.scope.plugins:
            await self.do("invoice_order", f"so-{key}-invoice", day + timedelta(days=1), 14, id=order.id)

    async def _transfer(self, day: date) -> None:
        code, quantity = "WJN-28", 6
        sent = await self.do(
            "send_transfer", "transfer", day, source=self.places["WH"], target=self.places["WH-SBY"],
            lines=[{"item": self.items[code], "quantity": str(quantity)}],
        )  # fmt: skip
        lines = [{"move": sent.moves[0], "quantity": str(quantity - 1)}]
        arrived = day + timedelta(days=3)
        await self.do("receive_transfer", "transfer-arrives", arrived, transfer=sent.id, lines=lines)
        await self.do("close_transfer", "transfer-ends", arrived, 15, transfer=sent.id, missing="lost", note="Pecah di jalan")

    async def _count(self, day: date) -> None:
        reader = await self.stage.house.reader(self.stage.scope)
        count = await self.do("start_count", "count", day, place=self.places["WH"], is_blind=False)
        lines = []
        for code, difference in COUNTS:
            book = await reader.value(
                "select coalesce(sum(quantity), 0) from logistics.on_hand where company_id = %s and item_id = %s and location_id = %s",
                self.stage.scope.company,
                self.items[code],
                self.places[PLACES.get(code, DOCK)],
            )
            lines.append(
                {
                    "item": self.items[code],
                    "quantity": str(max(Decimal(0), book + difference)),
                    "place": self.places[PLACES.get(code, DOCK)],
                }
            )
        await self.do("record_count", "count-record", day, 10, count=count.id, lines=lines)
        await self.do("post_count", "count-post", day, 16, id=count.id)

    async def _today(self) -> None:
        """A late receipt that corrects what was sold since, a return, goods for the shelf, and what is to be ordered."""
        day = self.today
        late = day - timedelta(days=20)
        lines = [{"item": self.items["KMP-2T"], "quantity": "4", "unit_cost": "395000"}]
        await self.do(
            "receive_goods", "late", day, 8, warehouse=self.places["WH"], day=str(late), supplier=self.parties[SUPPLIERS[0][0]],
            note="Surat jalan baru ditemukan", lines=lines,
        )  # fmt: skip
        if self.deliveries:
            last = self.deliveries[-1]
            back = [{"move": last.moves[0], "quantity": "1"}]
            await self.do("return_from_customer", "return", day, 8, document=last.id, note="Penyok", lines=back)
        await self.do("propose_orders", "propose", day, 8)


async def fill(stage: "Stage") -> None:
    """Write the demo warehouse."""
    stage.report("Warehouse of the demo company …")
    await Fill(stage).run()
