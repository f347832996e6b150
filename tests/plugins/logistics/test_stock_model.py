"""Whatever is done in whatever order, also late: stock and ledger agree on any day, and replaying it all gives what is kept."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur.events.dispatcher import Dispatcher
from dapur.house import House
from dapur.testing.companies import new_company
from dapur.testing.waiting import settled
from tests.plugins.logistics.warehouse import Warehouse, open_warehouse

D = Decimal
DAYS = 30
LIMITS = ("INSUFFICIENT", "OVER_RETURN", "OVER_BILLED", "NOTHING_TO_SPREAD", "NOTHING_OPEN")
"""What may be refused when deeds come in any order."""


@dataclass
class Month:
    """A warehouse in which things happen on days up to a month ago, in any order."""

    warehouse: Warehouse
    other: int
    item: int
    receipts: list[Any] = field(default_factory=list)
    issues: list[Any] = field(default_factory=list)

    def day(self, ago: int) -> str:
        return (self.today - timedelta(ago)).isoformat()

    async def begin(self) -> "Month":
        self.today = (await self.warehouse.actor.reader()).today
        return self

    async def do(self, deed: str, ago: int, number: int, price: int) -> None:
        """One deed; what cannot be is refused with a known code."""
        try:
            await getattr(self, deed)(self.day(ago), number, price)
        except Refused as no:
            assert no.code in LIMITS, no

    async def receive(self, day: str, number: int, price: int) -> None:
        self.receipts.append(await self.warehouse.receive(number, price, day=day))

    async def issue(self, day: str, number: int, _price: int) -> None:
        self.issues.append(await self.warehouse.issue(number, day=day))

    async def send(self, day: str, number: int, _price: int) -> None:
        lines = [{"item": self.item, "quantity": str(number)}]
        sent = await self._perform("send_transfer", source=self.warehouse.place, target=self.other, day=day, lines=lines)
        await self._perform("receive_transfer", transfer=sent.id, day=day)

    async def freight(self, _day: str, number: int, price: int) -> None:
        if self.receipts:
            receipts = [{"receipt": self.receipts[number % len(self.receipts)].id}]
            await self._perform("add_landed_cost", amount=str(price), receipts=receipts)

    async def bill(self, _day: str, number: int, price: int) -> None:
        """The supplier's bill comes at another price than the receipt."""
        if self.receipts:
            receipt = self.receipts[number % len(self.receipts)]
            line = {"line": receipt.moves[0], "quantity": "1", "unit_price": str(price)}
            drafted = await self._perform("bill_receipt", receipt=receipt.id, reference=f"INV-{price}", lines=[line])
            actor = self.warehouse.actor
            await actor.perform("accounting.post_bill_draft", id=drafted.document)
            await settled(actor.house)
            await Dispatcher(actor.house).deliver_all(actor.scope.company)

    async def send_back(self, _day: str, number: int, _price: int) -> None:
        await self._give_back("return_to_supplier", self.receipts, number)

    async def take_back(self, _day: str, number: int, _price: int) -> None:
        await self._give_back("return_from_customer", self.issues, number)

    async def _give_back(self, operation: str, documents: list[Any], number: int) -> None:
        if documents:
            of = documents[number % len(documents)]
            await self._perform(operation, document=of.id, lines=[{"move": of.moves[0], "quantity": "1"}])

    async def _perform(self, operation: str, **raw: Any) -> Any:
        return await self.warehouse.actor.perform(f"logistics.{operation}", raw)

    async def lock(self, ago: int) -> None:
        with suppress(Refused):
            await self.warehouse.actor.perform("accounting.set_lock", area="all", through=self.day(ago))


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["receive", "receive", "issue", "issue", "send", "freight", "bill", "send_back", "take_back"]),
        st.integers(0, DAYS - 1),
        st.integers(1, 15),
        st.integers(500, 2500),
    ),
    min_size=8,
    max_size=18,
)


async def played(house: House, method: str, deeds: Sequence[tuple[str, int, int, int]], locked: int | None) -> Month:
    """A month with these deeds; half way the books are locked through so many days ago."""
    warehouse = await open_warehouse(await new_company(house))
    other = await warehouse.actor.perform("logistics.save_location", code="SBY", name="Surabaya")
    month = await Month(warehouse, other.id, await warehouse.item(method=method)).begin()
    await month.do("receive", DAYS - 1, 10, 1000)
    for n, deed in enumerate(deeds):
        if locked is not None and n == len(deeds) // 2:
            await month.lock(locked)
        await month.do(*deed)
    return month


async def differences(month: Month, ago: int) -> dict[str, Decimal]:
    """The report of a day: its rows."""
    sheet = await month.warehouse.actor.report("logistics.ledger_difference", day=month.day(ago))
    return {row.key: row.cells[4] for row in sheet.rows}


METHODS = st.sampled_from(["fifo", "moving_average"])


@settings(max_examples=5, deadline=None)
@given(method=METHODS, deeds=DEEDS)
async def test_while_the_books_are_open_stock_equals_the_ledger_on_every_day(
    house: House, method: str, deeds: list[tuple[str, int, int, int]]
) -> None:
    month = await played(house, method, deeds, None)

    assert (await month.warehouse.actor.perform("logistics.check_stock")).wrong == []
    for ago in range(DAYS):
        found = await differences(month, ago)
        assert (found["stock"] - found["ledger"], found["explained"], found["unexplained"]) == (Decimal(0),) * 3, (ago, found)


@settings(max_examples=5, deadline=None)
@given(method=METHODS, deeds=DEEDS, locked=st.integers(1, DAYS - 2))
async def test_what_comes_late_into_closed_days_is_explained_to_the_last_cent(
    house: House, method: str, deeds: list[tuple[str, int, int, int]], locked: int
) -> None:
    month = await played(house, method, deeds, locked)

    assert (await differences(month, 0))["difference"] == 0
    for ago in range(DAYS):
        found = await differences(month, ago)
        assert (found["difference"], found["unexplained"]) == (found["explained"], Decimal(0)), (ago, found)
