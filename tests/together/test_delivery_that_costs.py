"""A delivery that costs: approved by a deputy, received in two lots, billed at two prices, sold; stock and ledger agree."""

import re
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from dapur.contract import Refused
from dapur.testing.visits import visiting
from dapur_it.pages.spare_parts import parts_panel
from tests.plugins.logistics.warehouse import Warehouse, open_warehouse
from tests.together.story import Story

D = Decimal


@pytest_asyncio.fixture(loop_scope="session")
async def shop(story: Story) -> Story:
    """Who buys, who approves and stands in, who keeps the warehouse, the books and the devices."""
    boss = story.boss
    for name, *roles in (
        ("Agus", "clerk"),
        ("Rina", "approver", "employee"),
        ("Dewi", "approver", "employee"),
        ("Slamet", "storekeeper"),
        ("Maya", "accountant"),
        ("Adi", "it_support"),
    ):
        await story.colleague(name, *roles)
    await boss.perform("accounting.save_dimension", kind="cost_centre", code="PROD", name="Produksi")
    unit = await boss.perform("base.save_organisation_unit", code="PROD", name="Produksi", cost_centre="PROD")
    for name in ("Rina", "Dewi"):
        user = story.people[name].scope.user
        hired = await boss.perform("hr.hire_employee", name=name, user=user, first_day="2024-01-02", unit=unit.id)
        story.known[name] = hired.id
    rule = {"approver": "user", "user": story.people["Rina"].scope.user, "above": "1000000"}
    await boss.perform("base.save_approval_policy", kind="logistics.purchase_order", name="Pembelian", lines=[rule])
    return story


async def rina_is_away(story: Story) -> None:
    """Her leave, which HR approves, makes Dewi her deputy."""
    leave = await story.value("select id from hr.leave_type where company_id = %s and code = 'sick'")
    days = {"first_day": "2026-08-03", "last_day": "2026-08-07", "deputy": story.known["Dewi"]}
    asked = await story.people["Rina"].perform("hr.request_leave", days, type=leave)
    await story.boss.perform("hr.approve_leave", id=asked.id)


async def ordered(story: Story, warehouse: Warehouse) -> int:
    """Agus orders bolts by the lot and a few disks: more than he may order without asking."""
    agus = story.people["Agus"]
    bolts = await warehouse.item("BAUT", tracking="lot", method="fifo")
    disks = await warehouse.item("SSD")
    lines = [{"item": bolts, "quantity": "100", "unit_price": "10000"}, {"item": disks, "quantity": "5", "unit_price": "600000"}]
    raw = {"supplier": warehouse.party, "warehouse": warehouse.place, "lines": lines}
    order = await agus.perform("logistics.save_purchase_order", raw)
    with pytest.raises(Refused, match="This needs approval first"):
        await agus.perform("logistics.place_purchase_order", id=order.id)
    assert (await agus.perform("logistics.request_purchase_approval", id=order.id)).state == "waiting"
    return int(order.id)


async def approve(story: Story, who: str) -> None:
    """What waits for a deputy is decided by the deputy."""
    asked = await story.row("base.approvals_to_do", story.people[who])
    digest = await story.value("select digest from base.approval_request where company_id = %s and id = %s", asked["id"])
    await story.people[who].perform("base.approve", id=asked["id"], digest=digest)


async def received(story: Story, order: int) -> tuple[Any, Any]:
    """Two deliveries: a lot each; the disks come with the first."""
    slamet = story.people["Slamet"]
    bolts, disks = [row["id"] for row in await story.rows("logistics.purchase_lines", slamet, order=order)]
    first = [{"line": bolts, "quantity": "60", "lot": "L-1"}, {"line": disks, "quantity": "5"}]
    one = await slamet.perform("logistics.receive_order", order=order, lines=first)
    two = await slamet.perform("logistics.receive_order", order=order, lines=[{"line": bolts, "quantity": "40", "lot": "L-2"}])
    return one, two


async def billed(story: Story, receipt: Any, reference: str, price: str | None = None) -> None:
    """Maya books the supplier's bill; where it says another price, the stock is worth that."""
    maya = story.people["Maya"]
    lines = [{"line": receipt.moves[0], "quantity": "40", "unit_price": price}] if price else []
    drafted = await maya.perform("logistics.bill_receipt", receipt=receipt.id, reference=reference, lines=lines)
    await maya.perform("accounting.post_bill_draft", id=drafted.document)
    await story.everybody_hears()


async def sold(story: Story, warehouse: Warehouse) -> None:
    """Eighty bolts are sold, delivered and invoiced."""
    lines = [{"item": warehouse.items["BAUT"], "quantity": "80", "unit_price": "15000"}]
    raw = {"customer": warehouse.party, "warehouse": warehouse.place, "lines": lines}
    order = await story.people["Agus"].perform("logistics.save_sales_order", raw)
    await story.people["Agus"].perform("logistics.confirm_sales_order", id=order.id)
    await story.people["Slamet"].perform("logistics.reserve_order", id=order.id)
    await story.people["Slamet"].perform("logistics.deliver_order", order=order.id)
    drafted = await story.people["Maya"].perform("logistics.invoice_order", id=order.id)
    await story.people["Maya"].perform("accounting.post_invoice_draft", id=drafted.documents[0])
    await story.everybody_hears()


async def test_a_delivery_costs_what_the_books_say(shop: Story) -> None:
    warehouse = await open_warehouse(shop.boss)
    await rina_is_away(shop)

    order = await ordered(shop, warehouse)
    await approve(shop, "Dewi")
    vote = await shop.row("base.approval_votes", shop.people["Dewi"])
    assert (vote["voter"], vote["for_user"]) == ("Dewi", "Rina")
    await shop.people["Agus"].perform("logistics.place_purchase_order", id=order)

    first, second = await received(shop, order)
    await billed(shop, first, "INV-1")
    await billed(shop, second, "INV-2", price="11000")
    await sold(shop, warehouse)

    # The old lot went first: twenty of the dearer one are left. The ledger says the same.
    assert await warehouse.stands("BAUT") == (D(20), D(220_000))
    assert (await warehouse.difference())["difference"] == 0


async def test_a_spare_part_is_charged_to_whoever_holds_the_device(shop: Story) -> None:
    warehouse, adi = await open_warehouse(shop.boss), shop.people["Adi"]
    await warehouse.receive(5, "600000", code="SSD")
    holder = await shop.value("select party_id from hr.employee where company_id = %s and id = %s", shop.known["Rina"])
    laptop = await adi.perform("it.save_asset", code="LT-001", name="Laptop")
    await adi.perform("it.assign_asset", id=laptop.id, holder_id=holder)
    ticket = await adi.perform("it.open_ticket", title="Laptop lambat")
    await adi.perform("it.link_asset", id=ticket.id, asset_id=laptop.id)

    code = (await shop.house.company(shop.boss.scope.company)).code
    async with visiting(adi) as client:
        page = (await client.get(f"/{code}/it/tickets/{ticket.id}/parts")).text
    assert re.search(r'name="item"[^>]*><option value=""></option><option value="SSD">', page), "no part is chosen by accident"
    used = await adi.perform("it.use_spare_part", id=ticket.id, item="SSD")
    parts = await parts_panel(await adi.reader(), str(ticket.id))
    assert parts is not None and parts[0] == f"/{code}/it/tickets/{ticket.id}/parts"
    async with visiting(shop.boss) as client:
        assert (await client.get(parts[1][0].address)).status_code == 200

    assert used.cost_centre == "PROD"
    assert await warehouse.stands("SSD") == (D(4), D(2_400_000))
    lines = [line for line in await shop.rows("accounting.lines") if line["reference"] == "TIK/2026/0001"]
    charged = [(line["debit"], line["cost_centre"]) for line in lines if line["debit"]]
    assert charged == [(D(600_000), "Produksi")]
    assert (await warehouse.difference())["difference"] == 0
    with pytest.raises(Refused, match="SSD") as caught:
        await adi.perform("it.use_spare_part", id=ticket.id, item="SSD", quantity="9")
    assert (caught.value.code, caught.value.problems[0].field) == ("INSUFFICIENT", "quantity")
