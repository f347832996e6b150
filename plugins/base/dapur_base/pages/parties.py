"""Pages of parties."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.party_notes import tag_party
from dapur_base.operations.save_party import SaveParty, save_party
from dapur_base.pages.first_values import first_values
from dapur_base.queries.parties import PARTIES


async def _party(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, PARTIES, parameters, SaveParty)


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
        facts=("code", "name", "is_customer", "is_supplier", "is_employee", "tax_number", "email", "phone", "address", "tags"),
        actions=(Action(tag_party, {"owner": "id", "tags": "tags"}, icon="tag"),),
        comments="base.party_comment",
        comment="base.comment_party",
        edit="parties/{id}/edit",
        history="base.party",
        slot="base.party",
    ),
    FormPage("parties/new", save_party, _("New party"), "base/parties/{id}"),
    FormPage("parties/{id}/edit", save_party, _("Change party"), "base/parties/{id}", initial=_party),
)
