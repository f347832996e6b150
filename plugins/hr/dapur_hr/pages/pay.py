"""Pages of pay: amounts as they hold, and the components."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, RecordPage, View, _
from dapur.queries.reader import Reader
from dapur_hr.operations.change_pay import change_pay
from dapur_hr.operations.save_pay_component import SavePayComponent, save_pay_component
from dapur_hr.pages.first_values import first_values, today
from dapur_hr.queries.pay import PAY, PAY_COMPONENTS

GROUP = _("Pay")


async def _component(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, PAY_COMPONENTS, parameters, SavePayComponent)


PAGES: tuple[Page, ...] = (
    ListPage(
        "pay",
        PAY,
        _("Pay"),
        Menu(_("Pay"), 70, "cash", GROUP),
        views=(View("now", _("Known now"), {"known": "now"}), View("all", _("All"))),
        new="pay/new",
        new_title=_("Change pay"),
        empty=_("No pay is noted yet."),
    ),
    FormPage("pay/new", change_pay, _("Change pay"), "hr/people/{employee}", initial=today),
    ListPage(
        "components",
        PAY_COMPONENTS,
        _("Pay components"),
        Menu(_("Pay components"), 78, "list-details", GROUP),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="components/new",
        new_title=_("New pay component"),
        empty=_("No components of pay yet."),
    ),
    RecordPage(
        "components/{id}",
        PAY_COMPONENTS,
        "name",
        "components",
        facts=("code", "kind", "position", "name_id", "name_en"),
        edit="components/{id}/edit",
        history="hr.pay_component",
        slot="hr.pay_component",
    ),
    FormPage("components/new", save_pay_component, _("New pay component"), "hr/components/{id}"),
    FormPage("components/{id}/edit", save_pay_component, _("Change pay component"), "hr/components/{id}", initial=_component),
)
