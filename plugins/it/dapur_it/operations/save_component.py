"""A service, or something that services stand on."""

from ipaddress import ip_interface
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.people import colleague
from dapur_base.operations.versions import untouched
from dapur_it.operations.save_queue import NAME, VERSION
from dapur_it.words import COMPONENT_KINDS

COMPONENT = Annotated[int, Shown(_("Service or part"), kind="reference", reference="it.components")]


def _address(text: str) -> str:
    if text:
        try:
            ip_interface(text)
        except ValueError:
            raise ValueError(_("This is no address. Write it like 10.1.2.3, or a network like 10.1.0.0/16.")) from None
    return text


class SaveComponent(Form):
    """A service or part. Without id a new one; address: IPv4 or IPv6, a network with its length."""

    id: Annotated[int | None, Shown(_("Service or part"), kind="hidden")] = None
    version: VERSION = 0
    code: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Code"), kind="code")]
    name: NAME
    kind: Annotated[
        Literal["service", "application", "database", "server", "storage", "network", "address", "device"],
        Shown(_("Kind"), choices=COMPONENT_KINDS),
    ] = "service"
    owner_id: Annotated[int | None, Shown(_("Owner"), kind="reference", reference="base.colleagues")] = None
    address: Annotated[
        str,
        StringConstraints(max_length=50),
        AfterValidator(_address),
        Shown(_("Address"), kind="code", hint=_("10.1.2.3 or 10.1.0.0/16")),
    ] = ""
    network_id: Annotated[int | None, Shown(_("In the network"), kind="reference", reference="it.networks")] = None
    asset_id: Annotated[int | None, Shown(_("Runs on the device"), kind="reference", reference="it.assets")] = None
    note: Annotated[str, StringConstraints(max_length=4000), Shown(_("Note"), kind="note")] = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False


class ComponentSaved(Result):
    """The service or part."""

    id: int
    code: str
    version: int


COLUMNS = "code, name, kind, owner_id, address, network_id, asset_id, note, is_closed"
INSERT = f"""
    insert into it.component (company_id, {COLUMNS}) values (%s, %s, %s, %s, %s, %s::inet, %s, %s, %s, %s) returning id, code, version
"""
UPDATE = f"""
    update it.component set ({COLUMNS}, version) = (%s, %s, %s, %s, %s::inet, %s, %s, %s, %s, version + 1)
    where company_id = %s and id = %s and version = %s returning id, code, version
"""


@operation(
    "it.save_component",
    title=_("Save service or part"),
    permission="it.inventory.manage",
    audit_verb=_("saved the service or part"),
    conflicts={
        "component_code_key": ("code", "IT_COMPONENT_EXISTS", _("Another service or part has this code. Choose another.")),
        "component_address_key": ("address", "IT_ADDRESS_TAKEN", _("Something else has this address. Choose another.")),
        "component_company_id_network_id_fkey": ("network_id", "IT_COMPONENT_UNKNOWN", _("There is no such network.")),
        "component_company_id_asset_id_fkey": ("asset_id", "IT_ASSET_UNKNOWN", _("There is no such asset. Choose another.")),
    },
)
async def save_component(work: Work, form: SaveComponent) -> ComponentSaved:
    """Note a service, an application, a server, a network or an address."""
    owner = form.owner_id if form.owner_id is None else await colleague(work, form.owner_id, "owner_id")
    facts = (
        form.code,
        form.name,
        form.kind,
        owner,
        form.address or None,
        form.network_id,
        form.asset_id,
        form.note,
        form.is_closed,
    )
    if form.id is None:
        row = await work.row(INSERT, work.scope.company, *facts)
    else:
        row = await work.row(UPDATE, *facts, work.scope.company, form.id, form.version)
    if row is None:
        raise await untouched(work, "it.component", form.id or 0)
    return ComponentSaved(**row)


async def need_component(work: Work, component: int, field: str = "id") -> dict[str, Any]:
    """The component. Raises NotFound."""
    row = await work.row("select * from it.component where company_id = %s and id = %s", work.scope.company, component)
    if row is None:
        raise NotFound(_("There is no such service or part. Choose another."), field=field)
    return row
