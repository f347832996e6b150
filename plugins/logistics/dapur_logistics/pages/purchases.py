"""Pages of purchases and of ordering again."""

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur_logistics.operations.approve_purchases import request_purchase_approval
from dapur_logistics.operations.bill_receipt import bill_receipt
from dapur_logistics.operations.place_orders import close_purchase_order, place_purchase_order
from dapur_logistics.operations.receive_order import receive_order
from dapur_logistics.operations.reorder import dismiss_proposal, order_proposal, propose_orders, save_reorder_rule
from dapur_logistics.operations.save_purchase_order import save_purchase_order
from dapur_logistics.pages import first_values, scanning
from dapur_logistics.queries.counts import PROPOSALS, RULES
from dapur_logistics.queries.documents import DOCUMENTS
from dapur_logistics.queries.purchases import PURCHASE_LINES, PURCHASE_ORDERS

PURCHASE = _("Purchases")
OPEN_PURCHASES = ("ordered", "partly")

PAGES: tuple[Page, ...] = (
    ListPage(
        "purchases",
        PURCHASE_ORDERS,
        _("Purchase orders"),
        Menu(_("Purchase orders"), 100, "shopping-cart", group=PURCHASE),
        views=(
            View("open", _("Expected"), {"status": "ordered,partly"}),
            View("drafts", _("Drafts"), {"status": "draft"}),
            View("all", _("All")),
        ),
        new="purchases/new",
        new_title=_("New purchase order"),
        empty=_("No purchase orders yet."),
    ),
    FormPage(
        "purchases/new",
        save_purchase_order,
        _("New purchase order"),
        "logistics/purchases/{id}",
        initial=first_values.new_stock,
        grid="lines",
    ),
    FormPage(
        "purchases/{id}/edit",
        save_purchase_order,
        _("Change purchase order"),
        "logistics/purchases/{id}",
        initial=first_values.purchase_values,
        grid="lines",
    ),
    RecordPage(
        "purchases/{id}",
        PURCHASE_ORDERS,
        "number",
        "purchases",
        facts=("supplier", "day", "expected", "warehouse", "tolerance", "reference", "note", "total", "status"),
        related=(Related(PURCHASE_LINES, _("Lines"), {"order": "id"}), Related(DOCUMENTS, _("Receipts"), {"purchase": "id"})),
        actions=(
            Action(
                place_purchase_order, {"id": "id", "version": "version"}, when=("draft",), primary=True, icon="check", key="b"
            ),
            Action(request_purchase_approval, {"id": "id", "version": "version"}, when=("draft",), icon="send", key="m"),
            Action(
                close_purchase_order, {"id": "id", "version": "version"}, when=("draft", *OPEN_PURCHASES, "received"), icon="lock"
            ),
            Action(
                receive_order,
                {"order": "id"},
                when=OPEN_PURCHASES,
                primary=True,
                icon="package-import",
                key="t",
                form="purchases/{id}/receive",
            ),
        ),
        edit="purchases/{id}/edit",
        edit_when=("draft",),
        aside=("total", "status"),
        history="logistics.purchase_order",
        slot="logistics.purchase_order",
    ),
    FormPage(
        "purchases/{order}/receive",
        receive_order,
        _("Receive for order"),
        "logistics/stock-documents/{id}",
        initial=first_values.receiving,
        grid="lines",
        scan=scanning.PURCHASE,
    ),
    FormPage(
        "receipts/{receipt}/bill",
        bill_receipt,
        _("Draft the supplier's bill"),
        "logistics/stock-documents/{receipt}",
        initial=first_values.billing,
        grid="lines",
    ),
    ListPage(
        "proposals",
        PROPOSALS,
        _("Reorder proposals"),
        Menu(_("Reorder proposals"), 110, "refresh", group=PURCHASE),
        views=(View("open", _("Open"), {"status": "open"}), View("all", _("All"))),
        new="proposals/look",
        new_title=_("Look what is to be ordered"),
        empty=_("Nothing is to be ordered. Add reorder rules, or look again."),
    ),
    FormPage("proposals/look", propose_orders, _("Look what is to be ordered"), "logistics/proposals"),
    RecordPage(
        "proposals/{id}",
        PROPOSALS,
        "name",
        "proposals",
        facts=("code", "place", "projected", "need", "quantity", "unit", "supplier", "status", "made_at"),
        actions=(
            Action(
                order_proposal,
                {"id": "id", "version": "version"},
                when=("open",),
                primary=True,
                icon="shopping-cart",
                done="logistics/purchases/{order}",
            ),
            Action(dismiss_proposal, {"id": "id", "version": "version"}, when=("open",), icon="x"),
        ),
        history="logistics.reorder_proposal",
    ),
    ListPage(
        "reorder-rules",
        RULES,
        _("Reorder rules"),
        Menu(_("Reorder rules"), 120, "adjustments", group=PURCHASE),
        new="reorder-rules/new",
        new_title=_("New reorder rule"),
        empty=_("No reorder rules yet."),
    ),
    RecordPage(
        "reorder-rules/{id}",
        RULES,
        "name",
        "reorder-rules",
        facts=(
            "code",
            "place",
            "supplier_name",
            "point",
            "demand_per_day",
            "lead_days",
            "safety_stock",
            "max_level",
            "min_order",
            "multiple",
            "is_closed",
        ),
        edit="reorder-rules/{id}/edit",
        history="logistics.reorder_rule",
    ),
    FormPage(
        "reorder-rules/new",
        save_reorder_rule,
        _("New reorder rule"),
        "logistics/reorder-rules/{id}",
        initial=first_values.new_stock,
    ),
    FormPage(
        "reorder-rules/{id}/edit",
        save_reorder_rule,
        _("Change reorder rule"),
        "logistics/reorder-rules/{id}",
        initial=first_values.rule_values,
    ),
)
