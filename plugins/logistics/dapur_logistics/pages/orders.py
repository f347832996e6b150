"""Pages of purchases, sales, transfers, counts and reordering."""

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur_logistics.documents.pick_list import PICK_LIST
from dapur_logistics.operations.approve_purchases import request_purchase_approval
from dapur_logistics.operations.bill_receipt import bill_receipt
from dapur_logistics.operations.counts import cancel_count, post_count, record_count, start_count
from dapur_logistics.operations.deliver_order import deliver_order
from dapur_logistics.operations.invoice_order import invoice_order
from dapur_logistics.operations.place_orders import (
    cancel_backorder,
    close_purchase_order,
    confirm_sales_order,
    place_purchase_order,
)
from dapur_logistics.operations.receive_order import receive_order
from dapur_logistics.operations.reorder import dismiss_proposal, order_proposal, propose_orders, save_reorder_rule
from dapur_logistics.operations.reserve_order import release_order, reserve_order
from dapur_logistics.operations.save_purchase_order import save_purchase_order
from dapur_logistics.operations.save_sales_order import save_sales_order
from dapur_logistics.operations.transfers import close_transfer, receive_transfer, relocate_goods, send_transfer
from dapur_logistics.pages import first_values, scanning
from dapur_logistics.queries.counts import COUNTED, COUNTS, PROPOSALS, RULES, TRANSFERS
from dapur_logistics.queries.documents import DOCUMENTS, MOVES
from dapur_logistics.queries.purchases import PURCHASE_LINES, PURCHASE_ORDERS
from dapur_logistics.queries.sales import CLAIMS, SALES_LINES, SALES_ORDERS

PURCHASE = _("Purchases")
SALES = _("Sales")
WAREHOUSE = _("Warehouse work")
OPEN_PURCHASES = ("ordered", "partly")
OPEN_SALES = ("confirmed", "partially_delivered")

PURCHASES: tuple[Page, ...] = (
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
            Action(request_purchase_approval, {"id": "id", "version": "version"}, when=("draft",), icon="send"),
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

SALES_PAGES: tuple[Page, ...] = (
    ListPage(
        "sales",
        SALES_ORDERS,
        _("Sales orders"),
        Menu(_("Sales orders"), 130, "receipt", group=SALES),
        views=(
            View("open", _("To deliver"), {"status": "confirmed,partially_delivered"}),
            View("waiting", _("Wait for stock"), {"waiting": "1"}),
            View("drafts", _("Drafts"), {"status": "draft"}),
            View("all", _("All")),
        ),
        new="sales/new",
        new_title=_("New sales order"),
        empty=_("No sales orders yet."),
    ),
    FormPage(
        "sales/new", save_sales_order, _("New sales order"), "logistics/sales/{id}", initial=first_values.new_stock, grid="lines"
    ),
    FormPage(
        "sales/{id}/edit",
        save_sales_order,
        _("Change sales order"),
        "logistics/sales/{id}",
        initial=first_values.sales_values,
        grid="lines",
    ),
    RecordPage(
        "sales/{id}",
        SALES_ORDERS,
        "number",
        "sales",
        facts=("customer", "day", "promised", "warehouse", "is_whole", "is_waiting", "reference", "note", "total", "status"),
        related=(
            Related(SALES_LINES, _("Lines"), {"order": "id"}),
            Related(CLAIMS, _("Reservations"), {"order": "id"}),
            Related(DOCUMENTS, _("Deliveries"), {"sale": "id"}),
        ),
        actions=(
            Action(confirm_sales_order, {"id": "id", "version": "version"}, when=("draft",), primary=True, icon="check", key="b"),
            Action(reserve_order, {"id": "id"}, when=OPEN_SALES, icon="lock", key="r"),
            Action(
                deliver_order, {"order": "id"}, when=OPEN_SALES, primary=True, icon="truck", key="t", form="sales/{id}/deliver"
            ),
            Action(
                invoice_order, {"id": "id"}, when=("partially_delivered", "delivered", "closed"), icon="receipt", done="{address}"
            ),
            Action(release_order, {"id": "id"}, when=OPEN_SALES, icon="lock-open"),
            Action(cancel_backorder, {"id": "id", "version": "version"}, when=("draft", *OPEN_SALES), icon="x"),
        ),
        documents=(DocumentLink(PICK_LIST, when=OPEN_SALES),),
        edit="sales/{id}/edit",
        edit_when=("draft",),
        aside=("total", "status"),
        history="logistics.sales_order",
        slot="logistics.sales_order",
    ),
    FormPage(
        "sales/{order}/deliver",
        deliver_order,
        _("Pick and deliver"),
        "logistics/stock-documents/{id}",
        initial=first_values.delivering,
        grid="lines",
        scan=scanning.SALE,
    ),
)

WAREHOUSE_PAGES: tuple[Page, ...] = (
    ListPage(
        "transfers",
        TRANSFERS,
        _("Transfers"),
        Menu(_("Transfers"), 140, "transfer", group=WAREHOUSE),
        views=(View("way", _("Under way"), {"status": "under_way"}), View("all", _("All"))),
        new="transfers/new",
        new_title=_("Send to a warehouse"),
        empty=_("No transfers yet."),
    ),
    FormPage(
        "transfers/new",
        send_transfer,
        _("Send to a warehouse"),
        "logistics/transfers/{id}",
        initial=first_values.new_transfer,
        grid="lines",
        scan=scanning.ITEMS,
    ),
    RecordPage(
        "transfers/{id}",
        TRANSFERS,
        "number",
        "transfers",
        facts=("day", "target", "sent", "ended", "note", "status"),
        related=(Related(MOVES, _("Sent"), {"document": "id"}),),
        actions=(
            Action(
                receive_transfer,
                {"transfer": "id"},
                when=("under_way",),
                primary=True,
                icon="package-import",
                form="transfers/{id}/receive",
            ),
            Action(close_transfer, {"transfer": "id"}, when=("under_way",), icon="lock"),
        ),
        history="logistics.document",
    ),
    FormPage(
        "transfers/{transfer}/receive",
        receive_transfer,
        _("Receive transfer"),
        "logistics/stock-documents/{id}",
        initial=first_values.arriving,
        grid="lines",
    ),
    FormPage(
        "relocations/new",
        relocate_goods,
        _("Move within the warehouse"),
        "logistics/stock-documents/{id}",
        menu=Menu(_("Move within the warehouse"), 150, "arrows-exchange", group=WAREHOUSE),
    ),
    ListPage(
        "counts",
        COUNTS,
        _("Stock counts"),
        Menu(_("Stock counts"), 160, "clipboard-list", group=WAREHOUSE),
        views=(View("open", _("Open"), {"status": "open"}), View("all", _("All"))),
        new="counts/new",
        new_title=_("Start a count"),
        empty=_("Nothing was counted yet."),
    ),
    FormPage("counts/new", start_count, _("Start a count"), "logistics/counts/{id}", initial=first_values.new_count),
    RecordPage(
        "counts/{id}",
        COUNTS,
        "number",
        "counts",
        facts=("place", "started_at", "is_blind", "tolerance_value", "tolerance_percent", "status"),
        related=(Related(COUNTED, _("What was counted"), {"count": "id"}),),
        actions=(
            Action(
                record_count,
                {"count": "id"},
                when=("open",),
                primary=True,
                icon="clipboard-list",
                key="t",
                form="counts/{id}/record",
            ),
            Action(post_count, {"id": "id", "version": "version"}, when=("open",), icon="check", key="b"),
            Action(cancel_count, {"id": "id"}, when=("open",), icon="x"),
        ),
        history="logistics.stock_count",
    ),
    FormPage(
        "counts/{count}/record",
        record_count,
        _("Enter a count"),
        "logistics/counts/{count}",
        grid="lines",
        scan=scanning.ITEMS,
        initial=first_values.counting,
    ),
)

PAGES: tuple[Page, ...] = (*PURCHASES, *SALES_PAGES, *WAREHOUSE_PAGES)
