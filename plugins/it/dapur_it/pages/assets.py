"""Assets and licences."""

from typing import Any

from dapur.contract import (
    Action,
    DocumentLink,
    FormPage,
    ListPage,
    Menu,
    NotFound,
    Page,
    Query,
    RecordPage,
    Related,
    ReportPage,
    TemplatePage,
    View,
    _,
)
from dapur.queries.reader import Reader
from dapur_it.documents.labels import LABELS
from dapur_it.documents.receipt import RECEIPT
from dapur_it.operations.end_asset import back_from_repair, dispose_asset, find_asset, lose_asset, send_to_repair
from dapur_it.operations.move_asset import assign_asset, receive_asset, return_asset
from dapur_it.operations.save_asset import SaveAsset, save_asset
from dapur_it.operations.save_licence import SaveLicence, buy_seats, reduce_seats, save_licence
from dapur_it.operations.take_seat import give_back_seat, take_seat
from dapur_it.pages.words import THINGS
from dapur_it.queries.assets import ASSETS, HOLDINGS, TICKET_ASSETS
from dapur_it.queries.licences import LICENCES, PURCHASES, SEATS
from dapur_it.reports import assets_on

HERE = ("in_stock", "assigned")


async def values_of(reader: Reader, query: Query, parameters: dict[str, str], form: Any) -> dict[str, Any]:
    """The fields of the form from the row; what only a new one has is left out."""
    row = await reader.one(query, int(parameters["id"]))
    return {name: row[name] for name in form.model_fields if name in row}


async def _asset(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await values_of(reader, ASSETS, parameters, SaveAsset)


async def _licence(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await values_of(reader, LICENCES, parameters, SaveLicence)


async def scanned(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The device whose label was scanned. Raises NotFound."""
    found = await reader.rows(
        "select a.id, a.code, a.name, p.name from it.asset a left join it.holding h on h.company_id = a.company_id"
        " and h.asset_id = a.id and h.to_day is null left join base.party p on p.company_id = h.company_id and p.id = h.holder_id"
        " where a.company_id = %s and a.label = %s",
        *(reader.scope.company, parameters["label"]),
    )
    if not found:
        raise NotFound()
    asset, code, name, holder = found[0]
    return {"id": asset, "code": code, "name": name, "holder": holder or ""}


ASSET_PAGES: tuple[Page, ...] = (
    ListPage(
        "assets",
        ASSETS,
        _("Assets"),
        Menu(_("Assets"), 30, "devices", THINGS),
        views=(
            View("all", _("All")),
            View("assigned", _("Assigned"), {"status": "assigned"}),
            View("in_stock", _("In stock"), {"status": "in_stock"}),
            View("in_repair", _("In repair"), {"status": "in_repair"}),
            View("unsigned", _("Not signed for"), {"unsigned": "1"}),
        ),
        new="assets/new",
        new_title=_("New asset"),
        empty=_("No assets yet. Register the first device."),
    ),
    FormPage("assets/new", save_asset, _("New asset"), "it/assets/{id}"),
    FormPage("assets/{id}/edit", save_asset, _("Change asset"), "it/assets/{id}", initial=_asset),
    RecordPage(
        "assets/{id}",
        ASSETS,
        "code",
        "assets",
        facts=(
            *("name", "kind", "serial", "condition", "place", "holder", "since", "signed_at", "warranty_until"),
            *("supplier", "bought_on", "cost", "disposed_on", "disposal_reason"),
        ),
        related=(
            Related(HOLDINGS, _("Who held it"), {"asset": "id"}),
            Related(SEATS, _("Licences on it"), {"asset": "id"}),
            Related(TICKET_ASSETS, _("Tickets"), {"asset": "id"}),
        ),
        actions=(
            Action(receive_asset, {"id": "id"}, when=("ordered",), primary=True, icon="package-import"),
            Action(assign_asset, {"id": "id"}, when=("in_stock",), primary=True, icon="user-check", key="a"),
            Action(
                return_asset, {"id": "id"}, when=("assigned", "in_repair", "lost"), primary=True, icon="arrow-back-up", key="a"
            ),
            Action(back_from_repair, {"id": "id"}, when=("in_repair",), icon="tool"),
            Action(send_to_repair, {"id": "id"}, when=HERE, icon="tool"),
            Action(lose_asset, {"id": "id"}, when=(*HERE, "in_repair"), icon="map-question"),
            Action(find_asset, {"id": "id"}, when=("lost",), icon="check"),
            Action(dispose_asset, {"id": "id"}, when=("in_stock", "in_repair", "lost", "ordered"), icon="trash"),
        ),
        documents=(DocumentLink(RECEIPT, {"id": "holding_id"}, when=("assigned",)), DocumentLink(LABELS, {"id": "id"})),
        edit="assets/{id}/edit",
        edit_when=("ordered", "in_stock", "assigned", "in_repair", "lost"),
        history="it.asset",
        files="it.asset_file",
        attach="it.attach_to_asset",
        slot="it.asset",
    ),
    TemplatePage("scan/{label}", "it/scanned.html", _("Scanned device"), "it.inventory.read", scanned),
    ReportPage("assets-on", assets_on.ASSETS_ON, Menu(_("Devices on a day"), 31, "calendar", THINGS), assets_on.initial),
    ListPage(
        "licences",
        LICENCES,
        _("Licences"),
        Menu(_("Licences"), 34, "key", THINGS),
        views=(
            View("all", _("All")),
            View("full", _("All taken"), {"status": "full"}),
            View("short", _("More in use than paid for"), {"status": "short"}),
        ),
        new="licences/new",
        new_title=_("New licence"),
        empty=_("No licences yet. Note the first one."),
    ),
    FormPage("licences/new", save_licence, _("New licence"), "it/licences/{id}"),
    FormPage("licences/{id}/edit", save_licence, _("Change licence"), "it/licences/{id}", initial=_licence),
    RecordPage(
        "licences/{id}",
        LICENCES,
        "name",
        "licences",
        facts=("publisher", "bound_to", "is_reassignable", "total", "used", "free", "burnt", "unpaid", "note"),
        related=(Related(SEATS, _("Seats"), {"licence": "id"}), Related(PURCHASES, _("Purchases"), {"licence": "id"})),
        actions=(
            Action(take_seat, {"id": "id"}, primary=True, icon="user-plus", key="a"),
            Action(buy_seats, {"id": "id"}, icon="shopping-cart"),
            Action(reduce_seats, {"id": "id"}, icon="minus"),
        ),
        edit="licences/{id}/edit",
        history="it.licence",
        slot="it.licence",
    ),
    ListPage(
        "seats",
        SEATS,
        _("Seats"),
        Menu(_("Seats"), 35, "users", THINGS),
        views=(View("taken", _("In use"), {"status": "taken"}), View("all", _("All"))),
        empty=_("Nobody has a seat."),
    ),
    RecordPage(
        "seats/{id}",
        SEATS,
        "licence",
        "seats",
        facts=("person", "device", "taken_at", "ends_on", "reference", "to_day"),
        actions=(Action(give_back_seat, {"id": "id"}, when=("taken",), primary=True, icon="arrow-back-up"),),
    ),
)
