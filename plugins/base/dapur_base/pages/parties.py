"""Pages of parties."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.save_party import SaveParty, save_party
from dapur_base.queries.organisation import ASSIGNMENTS
from dapur_base.queries.parties import PARTIES


async def _party(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(PARTIES, int(parameters["id"]))
    return {**{n: row[n] for n in SaveParty.model_fields if n in row}, "user": row["user_id"]}


PAGES: tuple[Page, ...] = (
    ListPage(
        "parties",
        PARTIES,
        _("Parties"),
        Menu(_("Parties"), 10, "users"),
        views=(
            View("open", _("In use"), {"status": "open"}),
            View("customers", _("Customers"), {"customer": "1"}),
            View("suppliers", _("Suppliers"), {"supplier": "1"}),
            View("all", _("All")),
        ),
        new="parties/new",
        new_title=_("New party"),
        empty=_("No parties yet. Add the first customer or supplier."),
    ),
    RecordPage(
        "parties/{id}",
        PARTIES,
        "name",
        "parties",
        facts=(
            "code",
            "name",
            "kind",
            "is_customer",
            "is_supplier",
            "is_employee",
            "tax_number",
            "email",
            "phone",
            "address",
            "signs_in",
        ),
        related=(Related(ASSIGNMENTS, _("Assignments"), {"party": "id"}),),
        edit="parties/{id}/edit",
        history="base.party",
        slot="base.party",
    ),
    FormPage("parties/new", save_party, _("New party"), "base/parties/{id}"),
    FormPage("parties/{id}/edit", save_party, _("Change party"), "base/parties/{id}", initial=_party),
)
