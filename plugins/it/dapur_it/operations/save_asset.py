"""An asset of the register: what it is, where it came from."""

import secrets
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_it.operations.save_queue import NAME, VERSION
from dapur_it.words import ASSET_KINDS, ASSET_STATES

ASSET = Annotated[int, Shown(_("Asset"), kind="reference", reference="it.assets")]
COST = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


class SaveAsset(Form):
    """An asset. Without id a new one, which is ordered or in stock."""

    id: Annotated[int | None, Shown(_("Asset"), kind="hidden")] = None
    version: VERSION = 0
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code")]
    name: NAME
    kind: Annotated[
        Literal["laptop", "desktop", "phone", "monitor", "printer", "server", "network", "other"],
        Shown(_("Kind"), choices=ASSET_KINDS),
    ] = "laptop"
    serial: Annotated[str, StringConstraints(max_length=100), Shown(_("Serial number"), kind="code")] = ""
    place: Annotated[str, StringConstraints(max_length=200), Shown(_("Place"))] = ""
    supplier_id: Annotated[int | None, Shown(_("Supplier"), kind="reference", reference="base.parties")] = None
    bought_on: Annotated[date | None, Shown(_("Bought on"))] = None
    cost: Annotated[COST | None, Shown(_("Cost"), kind="money")] = None
    warranty_until: Annotated[date | None, Shown(_("Warranty until"))] = None
    begins_as: Annotated[Literal["in_stock", "ordered"], Shown(_("Begins as"), choices=ASSET_STATES[:2][::-1])] = "in_stock"


class AssetSaved(Result):
    """The asset."""

    id: int
    code: str
    state: str
    version: int


COLUMNS = "code, name, kind, serial, place, supplier_id, bought_on, cost, warranty_until"
INSERT = f"""
    insert into it.asset (company_id, {COLUMNS}, state, label) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    returning id, code, state, version
"""
UPDATE = f"""
    update it.asset set ({COLUMNS}, version) = (%s, %s, %s, %s, %s, %s, %s, %s, %s, version + 1)
    where company_id = %s and id = %s and version = %s returning id, code, state, version
"""
CONFLICTS = {
    "asset_code_key": ("code", "IT_ASSET_EXISTS", _("Another asset has this code. Choose another.")),
    "asset_serial_key": ("serial", "IT_SERIAL_EXISTS", _("Another asset has this serial number. Open that one.")),
    "asset_supplier_id_fkey": ("supplier_id", "IT_PARTY_UNKNOWN", _("There is no such party here. Choose another.")),
}


@operation(
    "it.save_asset",
    title=_("Save asset"),
    permission="it.inventory.manage",
    audit_verb=_("saved the asset"),
    conflicts={**CONFLICTS, "asset_company_id_supplier_id_fkey": CONFLICTS["asset_supplier_id_fkey"]},
)
async def save_asset(work: Work, form: SaveAsset) -> AssetSaved:
    """Register an asset, or change what is noted about it. Its label gets a code that no number can be guessed from."""
    facts = (form.code, form.name, form.kind, form.serial, form.place, form.supplier_id, form.bought_on, form.cost)
    if form.id is None:
        label = "".join(secrets.choice(ALPHABET) for _place in range(16))
        row = await work.row(INSERT, work.scope.company, *facts, form.warranty_until, form.begins_as, label)
    else:
        row = await work.row(UPDATE, *facts, form.warranty_until, work.scope.company, form.id, form.version)
    if row is None:
        raise await untouched(work, "it.asset", form.id or 0)
    return AssetSaved(**row)


async def held_asset(work: Work, asset: int, field: str = "id") -> dict[str, Any]:
    """The asset, held for this transaction. Raises NotFound."""
    row = await work.row("select * from it.asset where company_id = %s and id = %s for update", work.scope.company, asset)
    if row is None:
        raise NotFound(_("There is no such asset. Choose another."), field=field)
    return row


async def set_asset(work: Work, asset: int, what: str, *values: Any) -> AssetSaved:
    """Change fields of a held asset; `what` is a fixed text of the caller."""
    row = await work.row(
        f"update it.asset set {what}, version = version + 1 where company_id = %s and id = %s returning id, code, state, version",
        *(*values, work.scope.company, asset),
    )
    assert row is not None
    return AssetSaved(**row)
