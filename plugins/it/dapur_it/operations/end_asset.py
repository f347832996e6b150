"""An asset breaks, is repaired, gets lost, is found, or leaves the company."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_it.operations.move_asset import CONDITION, OUT, WhichAsset, repair_ticket
from dapur_it.operations.save_asset import ASSET, AssetSaved, held_asset, set_asset
from dapur_it.operations.take_seat import free_device_seats


@operation("it.send_to_repair", title=_("Send to repair"), permission="it.inventory.manage", audit_verb=_("sent to repair"))
async def send_to_repair(work: Work, form: WhichAsset) -> AssetSaved:
    """An asset that is in stock or with somebody is repaired; who holds it still holds it. A ticket follows the repair."""
    row = await held_asset(work, form.id)
    if row["state"] not in ("in_stock", "assigned"):
        raise Refused("IT_NOT_HERE", _("This asset is neither in stock nor with somebody."), field="id")
    saved = await set_asset(work, form.id, "state = 'in_repair', condition = 'broken'")
    await repair_ticket(work, row, f"{form.id}-{row['version']}")
    return saved


class BackFromRepair(Form):
    """How it came back."""

    id: ASSET
    condition: CONDITION = "good"


@operation(
    "it.back_from_repair", title=_("Back from repair"), permission="it.inventory.manage", audit_verb=_("has it back repaired")
)
async def back_from_repair(work: Work, form: BackFromRepair) -> AssetSaved:
    """It goes back to whoever holds it, or into stock."""
    row = await held_asset(work, form.id)
    if row["state"] != "in_repair":
        raise Refused("IT_NOT_IN_REPAIR", _("This asset is not in repair."), field="id")
    if form.condition == "broken":
        raise Refused("IT_STILL_BROKEN", _("What is still broken stays in repair, or is disposed of."), field="condition")
    return await set_asset(work, form.id, "state = %s, condition = %s", await _home(work, form.id), form.condition)


@operation(
    "it.lose_asset", title=_("Report as lost"), permission="it.inventory.manage", audit_verb=_("reported as lost"), danger=True
)
async def lose_asset(work: Work, form: WhichAsset) -> AssetSaved:
    """Nobody knows where it is. Who held it last still answers for it until it is taken back or found."""
    row = await held_asset(work, form.id)
    if row["state"] in ("lost", "disposed"):
        raise Refused("IT_GONE", _("This asset is gone already."), field="id")
    return await set_asset(work, form.id, "state = 'lost'")


@operation("it.find_asset", title=_("It was found"), permission="it.inventory.manage", audit_verb=_("found the asset"))
async def find_asset(work: Work, form: WhichAsset) -> AssetSaved:
    """It is where it was again."""
    row = await held_asset(work, form.id)
    if row["state"] != "lost":
        raise Refused("IT_NOT_LOST", _("This asset is not lost."), field="id")
    home = "in_repair" if row["condition"] == "broken" else await _home(work, form.id)
    return await set_asset(work, form.id, "state = %s", home)


class DisposeAsset(Form):
    """When and why."""

    id: ASSET
    on: Annotated[date | None, Shown(_("On the day"))] = None
    reason: Annotated[str, StringConstraints(max_length=500), Shown(_("Reason"), hint=_("Sold, scrapped, given away …"))] = ""


@operation(
    "it.dispose_asset",
    title=_("Dispose of"),
    permission="it.inventory.manage",
    audit_verb=_("disposed of the asset"),
    danger=True,
)
async def dispose_asset(work: Work, form: DisposeAsset) -> AssetSaved:
    """It leaves the register for good; what was installed on it is free again. Refused while somebody holds it."""
    row = await held_asset(work, form.id)
    out = await work.row(OUT, work.scope.company, form.id)
    if out is not None:
        sentence = _("{holder} has this asset. Take it back first.").fill(holder=out["name"])
        raise Refused("IT_ALREADY_ASSIGNED", sentence, field="id", holder=out["name"])
    if row["state"] == "disposed":
        raise Refused("IT_GONE", _("This asset is gone already."), field="id")
    await free_device_seats(work, form.id)
    what = "state = 'disposed', disposed_on = %s, disposal_reason = %s"
    return await set_asset(work, form.id, what, form.on or work.today, form.reason)


async def _home(work: Work, asset: int) -> str:
    return "in_stock" if await work.row(OUT, work.scope.company, asset) is None else "assigned"
