"""An asset goes from hand to hand: received, assigned, returned, signed for."""

from datetime import date
from typing import Annotated, Any, Literal

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.organisation import user_of_party
from dapur_it.operations.made_by_itself import Reason, ticket_by_itself
from dapur_it.operations.save_asset import ASSET, AssetSaved, held_asset, set_asset
from dapur_it.words import CONDITIONS

HOLDER = Annotated[int, Shown(_("Holder"), kind="reference", reference="it.holders")]
CONDITION = Annotated[Literal["good", "worn", "broken"], Shown(_("Condition"), choices=CONDITIONS)]
OUT = """
    select h.id, h.holder_id, h.from_day, p.name from it.holding h
    join base.party p on p.company_id = h.company_id and p.id = h.holder_id
    where h.company_id = %s and h.asset_id = %s and h.to_day is null
"""


class WhichAsset(Form):
    """Which asset."""

    id: ASSET


@operation("it.receive_asset", title=_("It has come"), permission="it.inventory.manage", audit_verb=_("received the asset"))
async def receive_asset(work: Work, form: WhichAsset) -> AssetSaved:
    """An asset that was ordered is here."""
    row = await held_asset(work, form.id)
    if row["state"] != "ordered":
        raise Refused("IT_NOT_ORDERED", _("This asset is not on order."), field="id")
    return await set_asset(work, form.id, "state = 'in_stock'")


class AssignAsset(Form):
    """Who gets it, from which day (today when left out)."""

    id: ASSET
    holder_id: HOLDER
    from_day: Annotated[date | None, Shown(_("From"))] = None


class Handed(Result):
    """The asset, and the fact that somebody holds it."""

    id: int
    holding_id: int
    state: str


@operation(
    "it.assign_asset",
    title=_("Hand out"),
    permission="it.inventory.manage",
    audit_verb=_("handed the asset to"),
    conflicts={
        "holding_overlap": ("from_day", "IT_ALREADY_ASSIGNED", _("Somebody held this asset then. Choose a later day.")),
        "holding_company_id_holder_id_fkey": (
            "holder_id",
            "IT_PARTY_UNKNOWN",
            _("There is no such person here. Choose another."),
        ),
    },
)
async def assign_asset(work: Work, form: AssignAsset) -> Handed:
    """Hand an asset to somebody, who is asked to sign for it. One holder at a time."""
    row = await held_asset(work, form.id)
    await _need_usable(work, row)
    day = form.from_day or work.today
    holding = await work.value(
        "insert into it.holding (company_id, asset_id, holder_id, from_day, condition_out, handed_by)"
        " values (%s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.id, form.holder_id, day, row["condition"], work.actor),
    )
    await set_asset(work, form.id, "state = 'assigned'")
    user = await user_of_party(work, form.holder_id)
    if user is not None:
        sentence = _("Sign for the device {asset}").fill(asset=row["code"])
        await tell(work, (user,), "it.to_sign", sentence, f"it/my-devices/{holding}")
    return Handed(id=form.id, holding_id=holding, state="assigned")


async def _need_usable(work: Work, row: dict[str, Any]) -> None:
    """Raises Refused (IT_ALREADY_ASSIGNED, IT_NOT_USABLE)."""
    out = await work.row(OUT, work.scope.company, row["id"])
    if out is not None:
        sentence = _("{holder} has this asset. Take it back first.").fill(holder=out["name"])
        raise Refused("IT_ALREADY_ASSIGNED", sentence, field="id", holder=out["name"])
    if row["condition"] == "broken" or row["state"] != "in_stock":
        sentence = _("This asset cannot be handed out as it is. Have it repaired, or choose another.")
        raise Refused("IT_NOT_USABLE", sentence, field="id", condition=row["condition"])


class ReturnAsset(Form):
    """It comes back on a day (today when left out), in some condition."""

    id: ASSET
    condition: CONDITION = "good"
    to_day: Annotated[date | None, Shown(_("Returned on"))] = None


@operation(
    "it.return_asset",
    title=_("Take back"),
    permission="it.inventory.manage",
    audit_verb=_("took the asset back"),
    conflicts={"holding_order": ("to_day", "IT_RETURN_BEFORE", _("It was handed out later than that. Choose a later day."))},
)
async def return_asset(work: Work, form: ReturnAsset) -> AssetSaved:
    """Take an asset back. What is broken goes to repair, with a ticket."""
    row = await held_asset(work, form.id)
    out = await work.row(OUT, work.scope.company, form.id)
    if out is None:
        raise Refused("IT_NOT_OUT", _("Nobody has this asset."), field="id")
    await work.run(
        "update it.holding set to_day = %s, condition_in = %s, taken_by = %s where company_id = %s and id = %s",
        *(form.to_day or work.today, form.condition, work.actor, work.scope.company, out["id"]),
    )
    state = "in_repair" if form.condition == "broken" else "in_stock"
    saved = await set_asset(work, form.id, "state = %s, condition = %s", state, form.condition)
    if state == "in_repair":
        await repair_ticket(work, row, f"return-{out['id']}")
    return saved


async def repair_ticket(work: Work, row: dict[str, Any], cause: str) -> None:
    """A ticket for what is to be repaired, tied to the asset; made once for each cause."""
    title = translate(_("Repair {code} {name}"), work.company.language).format(code=row["code"], name=row["name"])
    ticket = await ticket_by_itself(work, Reason(f"repair-{cause}", title, "incident"))
    if ticket is not None:
        await work.run(
            "insert into it.ticket_asset (company_id, ticket_id, asset_id) values (%s, %s, %s) on conflict do nothing",
            *(work.scope.company, ticket, row["id"]),
        )


class SignReceipt(Form):
    """What one received."""

    id: Annotated[int, Shown(_("Device"), kind="reference", reference="it.my_devices")]


class Signed(Result):
    """The receipt."""

    id: int


@operation("it.sign_receipt", title=_("Sign for it"), permission="it.request", audit_verb=_("signed for the asset"))
async def sign_receipt(work: Work, form: SignReceipt) -> Signed:
    """Confirm that one has received a device in the condition that is written there. Nobody signs for somebody else."""
    row = await work.row(
        "select h.signed_at from it.holding h join base.party p on p.company_id = h.company_id and p.id = h.holder_id"
        " where h.company_id = %s and h.id = %s and p.user_id = %s for update of h",
        *(work.scope.company, form.id, work.actor),
    )
    if row is None:
        raise NotFound(_("There is nothing to sign here."), field="id")
    if row["signed_at"] is not None:
        raise Refused("IT_SIGNED", _("You have signed for this already."), field="id")
    await work.run(
        "update it.holding set signed_at = %s, signed_by = %s where company_id = %s and id = %s",
        *(work.now, work.actor, work.scope.company, form.id),
    )
    return Signed(id=form.id)
