"""Warehouses and the bins in them."""

from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.fields import Code, Name, Version

CONFLICTS = {
    "location_code_key": ("code", "LOCATION_EXISTS", _("Another location has this code. Choose another.")),
    "location_dock_key": ("is_dock", "DOCK_EXISTS", _("The warehouse has a dock already. Take the mark from that bin first.")),
}


class SaveLocation(Form):
    """A warehouse, or with `parent` a bin in it. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[Code, Shown(_("Code"), kind="code")]
    name: Annotated[Name, Shown(_("Name"))]
    parent: Annotated[
        int | None, Shown(_("Lies in"), reference="logistics.places", hint=_("Empty for a warehouse; a bin lies in one"))
    ] = None
    is_held: Annotated[bool, Shown(_("Held"), hint=_("Stock here waits for inspection and is not available"))] = False
    is_dock: Annotated[bool, Shown(_("Dock"), hint=_("Goods that have no other place are put here when they come in"))] = False
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Version = None


class LocationSaved(Result):
    """The location."""

    id: int
    code: str
    version: int


@operation(
    "logistics.save_location",
    title=_("Save location"),
    permission="logistics.location.manage",
    audit_verb=_("saved the location"),
    conflicts=CONFLICTS,
)
async def save_location(work: Work, form: SaveLocation) -> LocationSaved:
    """Add or change a warehouse or a bin. It stays where it is; only what is empty can be held or closed."""
    if form.parent is None and form.is_held:
        raise Refused("WAREHOUSE_HELD", _("Only a bin can be held. Make one for what waits for inspection."), field="is_held")
    if form.parent is None and form.is_dock:
        raise Refused("WAREHOUSE_DOCK", _("Only a bin can be the dock. Make one where goods come in."), field="is_dock")
    row = await (_insert(work, form) if form.id is None else _update(work, form))
    if row is None:
        raise await untouched(work, "logistics.location", form.id or 0)
    return LocationSaved(**row)


async def _insert(work: Work, form: SaveLocation) -> dict[str, Any] | None:
    return await work.row(
        "insert into logistics.location (company_id, parent_id, kind, code, name, role, is_held, is_dock, is_closed)"
        " values (%s, %s, %s, %s, %s, 'inventory', %s, %s, %s) returning id, code, version",
        work.scope.company,
        form.parent,
        "warehouse" if form.parent is None else "bin",
        form.code,
        form.name,
        form.is_held,
        form.is_dock,
        form.is_closed,
    )


async def _update(work: Work, form: SaveLocation) -> dict[str, Any] | None:
    return await work.row(
        "update logistics.location set code = %s, name = %s, parent_id = %s, is_held = %s, is_dock = %s, is_closed = %s, version = version + 1"
        " where company_id = %s and id = %s and kind in ('warehouse', 'bin') and (version = %s or %s::int is null)"
        " returning id, code, version",
        form.code,
        form.name,
        form.parent,
        form.is_held,
        form.is_dock,
        form.is_closed,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
