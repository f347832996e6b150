"""Purchases of the demo company wait for approval by their amount: one was approved, one waits."""

from typing import Any

from dapur_logistics.purchase_approval import PURCHASE

BUYER, APPROVER = "Agus Salim", "Rina Wati"
GOODS = """
    select (select id from base.party where company_id = %s and code = 'LGS-01'),
        (select id from logistics.item where company_id = %s and code = 'OVN-45'),
        (select id from logistics.location where company_id = %s and kind = 'warehouse' and not is_closed order by id limit 1)
"""


async def fill(stage: Any) -> None:
    """A rule above ten million, then the two orders; nothing where one person is everybody, who approves nothing of theirs."""
    if stage.people[BUYER] == stage.people[APPROVER]:
        return
    reader = await stage.house.reader(stage.scope)
    company = stage.scope.company
    supplier, item, warehouse = (await reader.rows(GOODS, company, company, company))[0]
    rule = {"approver": "user", "user": stage.people[APPROVER], "above": "10000000"}
    raw: dict[str, Any] = {"kind": PURCHASE, "name": "Pembelian di atas Rp 10 juta", "lines": [rule]}
    await stage.perform("base.save_approval_policy", raw, at=stage.today, key="demo-logistics-approval")
    for number, quantity in enumerate((10, 12)):
        line = {"item": item, "quantity": quantity, "unit_price": "1350000"}
        order = {"supplier": supplier, "warehouse": warehouse, "lines": [line], "note": "Stok akhir tahun"}
        saved = await stage.perform("logistics.save_purchase_order", order, user=BUYER, key=f"demo-logistics-wait-{number}")
        await stage.perform(
            "logistics.request_purchase_approval", {"id": saved.id}, user=BUYER, key=f"demo-logistics-ask-{number}"
        )
        if number == 0:
            await _approved(stage, saved.id)


async def _approved(stage: Any, order: int) -> None:
    """Rina says yes, and Agus places it."""
    reader = await stage.house.reader(stage.scope)
    found = await reader.rows(
        "select id, digest from base.approval_request where company_id = %s and kind = %s and document_id = %s",
        *(stage.scope.company, PURCHASE, order),
    )
    for request, digest in found:
        raw = {"id": request, "digest": digest}
        await stage.perform("base.approve", raw, user=APPROVER, key="demo-logistics-approve")
        await stage.perform("logistics.place_purchase_order", {"id": order}, user=BUYER, key="demo-logistics-place")
