"""Services and the infrastructure they stand on."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, TemplatePage, View, _
from dapur.queries.reader import Reader
from dapur_it.operations.add_need import add_need, add_user, remove_need, remove_user
from dapur_it.operations.save_component import SaveComponent, save_component
from dapur_it.pages.assets import values_of
from dapur_it.pages.picture import picture_of
from dapur_it.pages.words import THINGS
from dapur_it.queries.services import COMPONENT_USERS, COMPONENTS, INFRASTRUCTURE, NEED_LIST, SERVICES, TICKET_COMPONENTS
from dapur_it.reports import impact


async def _component(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    found = await values_of(reader, COMPONENTS, parameters, SaveComponent)
    return {**found, "address": found["address"] or ""}


async def _server(_reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"kind": "server"}


SERVICE_PAGES: tuple[Page, ...] = (
    ListPage(
        "services",
        SERVICES,
        _("Services"),
        Menu(_("Services"), 40, "stack-2", THINGS),
        new="components/new",
        new_title=_("New service or part"),
        empty=_("No services yet. Note what people use, then what it stands on."),
    ),
    ListPage(
        "infrastructure",
        INFRASTRUCTURE,
        _("Infrastructure"),
        Menu(_("Infrastructure"), 41, "database", THINGS),
        views=(
            View("all", _("All")),
            View("servers", _("Servers"), {"kind": "server"}),
            View("networks", _("Networks"), {"kind": "network"}),
            View("addresses", _("Addresses"), {"kind": "address"}),
        ),
        new="components/new-part",
        new_title=_("New service or part"),
        empty=_("No infrastructure yet. Note servers, networks and addresses."),
    ),
    FormPage("components/new", save_component, _("New service or part"), "it/components/{id}"),
    FormPage("components/new-part", save_component, _("New service or part"), "it/components/{id}", initial=_server),
    FormPage("components/{id}/edit", save_component, _("Change service or part"), "it/components/{id}", initial=_component),
    RecordPage(
        "components/{id}",
        COMPONENTS,
        "code",
        "services",
        facts=("name", "kind", "address", "network", "asset", "owner", "users", "note"),
        related=(
            Related(NEED_LIST, _("Needs"), {"component": "id"}),
            Related(NEED_LIST, _("Is needed by"), {"needs": "id"}),
            Related(COMPONENT_USERS, _("Users"), {"component": "id"}),
            Related(INFRASTRUCTURE, _("In this network"), {"network": "id"}),
            Related(TICKET_COMPONENTS, _("Tickets"), {"component": "id"}),
        ),
        actions=(
            Action(add_need, {"id": "id"}, when=("used",), primary=True, icon="plus", key="a"),
            Action(add_user, {"id": "id"}, when=("used",), icon="user-plus"),
            Action(remove_user, {"id": "id"}, icon="user"),
        ),
        edit="components/{id}/edit",
        history="it.component",
        slot="it.component",
    ),
    TemplatePage("components/{id}/picture", "it/picture.html", _("Picture"), "it.inventory.read", picture_of),
    ListPage("needs", NEED_LIST, _("What needs what"), Menu(_("What needs what"), 42, "link", THINGS)),
    RecordPage(
        "needs/{id}",
        NEED_LIST,
        "upper",
        "needs",
        facts=("lower", "rule", "least"),
        actions=(Action(remove_need, {"id": "id"}, icon="trash", done="it/components/{id}"),),
    ),
    ReportPage("impact", impact.IMPACT, Menu(_("Impact of a failure"), 43, "alert-triangle", THINGS), impact.initial),
)
