"""Pages of sales orders."""

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur_logistics.documents.pick_list import PICK_LIST
from dapur_logistics.operations.deliver_order import deliver_order
from dapur_logistics.operations.invoice_order import invoice_order
from dapur_logistics.operations.place_orders import cancel_backorder, confirm_sales_order
from dapur_logistics.operations.reserve_order import release_order, reserve_order
from dapur_logistics.operations.save_sales_order import save_sales_order
from dapur_logistics.pages import first_values, scanning
from dapur_logistics.queries.documents import DOCUMENTS
from dapur_logistics.queries.sales import CLAIMS, SALES_LINES, SALES_ORDERS

SALES = _("Sales")
OPEN_SALES = ("confirmed", "partially_delivered")

PAGES: tuple[Page, ...] = (
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
