"""Pages of parties."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.merge_parties import merge_parties
from dapur_base.operations.party_notes import tag_party
from dapur_base.operations.save_address import save_address
from dapur_base.operations.save_bank_account import save_bank_account
from dapur_base.operations.save_identifier import save_identifier
from dapur_base.operations.save_party import SaveParty, save_party
from dapur_base.operations.undo_merge import undo_merge
from dapur_base.queries.organisation import STANDING
from dapur_base.queries.parties import PARTIES
from dapur_base.queries.party_parts import ADDRESSES, BANK_ACCOUNTS, IDENTIFIERS
from dapur_base.reports.merge_preview import MERGE_PREVIEW

USED = ("open", "closed")


async def _party(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(PARTIES, int(parameters["id"]))
    return {**{n: row[n] for n in SaveParty.model_fields if n in row}, "user": row["user_id"]}


PAGES: tuple[Page, ...] = (
    ListPage(
        "parties",
        PARTIES,
        _("Parties"),
        Menu(_("Parties"), 10, "users", _("Parties")),
        views=(
            View("open", _("In use"), {"status": "open"}),
            View("customers", _("Customers"), {"customer": "1"}),
            View("suppliers", _("Suppliers"), {"supplier": "1"}),
            View("all", _("All")),
        ),
        new="parties/new",
        new_title=_("New party"),
        importer="base.parties",
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
            "country",
            "email",
            "phone",
            "address",
            "signs_in",
            "merged_into",
            "tags",
        ),
        related=(
            Related(ADDRESSES, _("Addresses"), {"party": "id"}),
            Related(BANK_ACCOUNTS, _("Bank accounts"), {"party": "id"}),
            Related(IDENTIFIERS, _("Identity numbers"), {"party": "id"}),
            Related(STANDING, _("Assignments"), {"party": "id"}),
        ),
        actions=(
            Action(save_address, {"party": "id"}, when=USED, icon="map-pin"),
            Action(save_bank_account, {"party": "id"}, when=USED, icon="building-bank"),
            Action(save_identifier, {"party": "id"}, when=USED, icon="id"),
            Action(merge_parties, {"id": "id", "version": "version"}, when=USED, icon="git-merge", done="base/parties/{into}"),
            Action(tag_party, {"owner": "id", "tags": "tags"}, when=USED, icon="tag"),
            Action(undo_merge, {"id": "id"}, when=("merged",), icon="arrow-back-up"),
        ),
        comments="base.party_comment",
        comment="base.comment_party",
        edit="parties/{id}/edit",
        edit_when=USED,
        history="base.party",
        slot="base.party",
    ),
    ReportPage("merge-preview", MERGE_PREVIEW, Menu(_("What a merge would do"), 18, "git-merge", _("Parties"))),
    FormPage("parties/new", save_party, _("New party"), "base/parties/{id}"),
    FormPage("parties/{id}/edit", save_party, _("Change party"), "base/parties/{id}", initial=_party),
)
