"""Pages of items, places, stock and its documents."""

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, View, _
from dapur_logistics.documents.delivery_note import DELIVERY_NOTE
from dapur_logistics.documents.labels import ITEM_LABELS
from dapur_logistics.operations.bill_receipt import bill_receipt
from dapur_logistics.operations.issue_goods import issue_goods
from dapur_logistics.operations.receive_goods import receive_goods
from dapur_logistics.operations.return_goods import return_from_customer, return_to_supplier
from dapur_logistics.operations.save_item import save_item
from dapur_logistics.operations.save_location import save_location
from dapur_logistics.pages import first_values, scanning
from dapur_logistics.queries.documents import DOCUMENTS, MOVES
from dapur_logistics.queries.items import ITEM_UNITS, ITEMS, LOTS, PLACES
from dapur_logistics.queries.sales import CLAIMS
from dapur_logistics.queries.stock import AVAILABILITY, BINS
from dapur_logistics.queries.values import VALUE_CHANGES
from dapur_logistics.reports import known_since, layers, ledger_difference, stock_value, trace

GROUP = _("Stock")
SETTINGS = _("Base data")
REPORTS = _("Reports")

PAGES: tuple[Page, ...] = (
    ListPage(
        "stock",
        AVAILABILITY,
        _("Availability"),
        Menu(_("Availability"), 10, "packages", group=GROUP),
        views=(View("there", _("On hand"), {"there": "1"}), View("all", _("All"))),
        empty=_("Nothing lies in stock yet. Receive the first goods."),
    ),
    ListPage(
        "value-changes",
        VALUE_CHANGES,
        _("Changes of stock value"),
        Menu(_("Changes of stock value"), 95, "coins", group=REPORTS),
        empty=_("Nothing has moved yet. Receive the first goods."),
    ),
    ListPage(
        "stock-documents",
        DOCUMENTS,
        _("Stock documents"),
        Menu(_("Stock documents"), 20, "file-text", group=GROUP),
        views=(
            View("all", _("All")),
            View("receipts", _("Receipts"), {"status": "receipt"}),
            View("deliveries", _("Deliveries"), {"status": "delivery"}),
            View("counts", _("Count differences"), {"status": "count"}),
        ),
        empty=_("Nothing has moved yet. Receive the first goods."),
    ),
    RecordPage(
        "stock-documents/{id}",
        DOCUMENTS,
        "number",
        "stock-documents",
        facts=("day", "status", "party", "reference", "note", "cost_centre", "entry", "value", "posted_by", "posted_at"),
        related=(Related(MOVES, _("Moves"), {"document": "id"}),),
        actions=(
            Action(bill_receipt, {"receipt": "id"}, when=("receipt",), icon="receipt", form="receipts/{id}/bill"),
            Action(
                return_to_supplier,
                {"document": "id"},
                when=("receipt",),
                icon="arrow-back-up",
                form="stock-documents/{id}/send-back",
            ),
            Action(
                return_from_customer,
                {"document": "id"},
                when=("delivery", "issue"),
                icon="arrow-back-up",
                form="stock-documents/{id}/take-back",
            ),
        ),
        documents=(DocumentLink(DELIVERY_NOTE, when=("delivery", "dispatch", "supplier_return")),),
        aside=("value", "status"),
        history="logistics.document",
        slot="logistics.document",
    ),
    FormPage(
        "receipts/new",
        receive_goods,
        _("Receive goods"),
        "logistics/stock-documents/{id}",
        initial=first_values.new_stock,
        grid="lines",
        menu=Menu(_("Receive goods"), 30, "package-import", group=GROUP),
        scan=scanning.RECEIPT,
    ),
    FormPage(
        "issues/new",
        issue_goods,
        _("Issue goods"),
        "logistics/stock-documents/{id}",
        initial=first_values.new_stock,
        grid="lines",
        menu=Menu(_("Issue goods"), 40, "package-export", group=GROUP),
        scan=scanning.ISSUE,
    ),
    FormPage(
        "stock-documents/{document}/take-back",
        return_from_customer,
        _("Take back from customer"),
        "logistics/stock-documents/{id}",
        initial=first_values.returning,
        grid="lines",
    ),
    FormPage(
        "stock-documents/{document}/send-back",
        return_to_supplier,
        _("Send back to supplier"),
        "logistics/stock-documents/{id}",
        initial=first_values.returning,
        grid="lines",
    ),
    ListPage(
        "moves", MOVES, _("Stock card"), Menu(_("Stock card"), 50, "arrows-exchange", group=GROUP), empty=_("No moves yet.")
    ),
    ListPage("bins", BINS, _("Stock by bin and lot"), Menu(_("Stock by bin and lot"), 60, "layout-grid", group=GROUP)),
    ListPage("lots", LOTS, _("Lots and serial numbers"), Menu(_("Lots and serial numbers"), 70, "barcode", group=GROUP)),
    RecordPage(
        "lots/{id}",
        LOTS,
        "code",
        "lots",
        facts=("name", "supplier_batch", "expires", "on_hand"),
        related=(Related(BINS, _("Lies in"), {"lot": "id"}), Related(MOVES, _("Moves"), {"lot": "id"})),
    ),
    ListPage(
        "items",
        ITEMS,
        _("Goods"),
        Menu(_("Goods"), 200, "package", group=SETTINGS),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="items/new",
        new_title=_("New item"),
        empty=_("No items yet. Add the first one."),
    ),
    RecordPage(
        "items/{id}",
        ITEMS,
        "name",
        "items",
        facts=(
            "code",
            "barcode",
            "unit",
            "method",
            "tracking",
            "removal",
            "min_remaining_days",
            "purchase_price",
            "sales_price",
            "weight",
            "status",
        ),
        related=(
            Related(AVAILABILITY, _("Availability"), {"item": "id"}),
            Related(BINS, _("Stock by bin and lot"), {"item": "id"}),
            Related(CLAIMS, _("Reservations"), {"item": "id"}),
            Related(MOVES, _("Stock card"), {"item": "id"}),
            Related(ITEM_UNITS, _("Other units"), {"item": "id"}),
        ),
        documents=(DocumentLink(ITEM_LABELS),),
        aside=("on_hand", "reserved"),
        edit="items/{id}/edit",
        history="logistics.item",
        slot="logistics.item",
    ),
    FormPage("items/new", save_item, _("New item"), "logistics/items/{id}", initial=first_values.new_item),
    FormPage("items/{id}/edit", save_item, _("Change item"), "logistics/items/{id}", initial=first_values.item_values),
    ListPage(
        "places",
        PLACES,
        _("Warehouses and bins"),
        Menu(_("Warehouses and bins"), 210, "building-warehouse", group=SETTINGS),
        new="places/new",
        new_title=_("New location"),
    ),
    RecordPage(
        "places/{id}",
        PLACES,
        "name",
        "places",
        facts=("code", "kind", "warehouse", "is_held", "is_dock", "status"),
        related=(Related(BINS, _("What lies here"), {"place": "id"}), Related(MOVES, _("Moves"), {"place": "id"})),
        edit="places/{id}/edit",
        history="logistics.location",
    ),
    FormPage("places/new", save_location, _("New location"), "logistics/places/{id}"),
    FormPage("places/{id}/edit", save_location, _("Change location"), "logistics/places/{id}", initial=first_values.place_values),
    ReportPage(
        "reports/value", stock_value.STOCK_VALUE, Menu(_("Stock value"), 300, "coins", group=REPORTS), stock_value.initial
    ),
    ReportPage(
        "reports/ledger",
        ledger_difference.LEDGER_DIFFERENCE,
        Menu(_("Stock and ledger"), 310, "scale", group=REPORTS),
        ledger_difference.initial,
    ),
    ReportPage("reports/layers", layers.LAYERS_REPORT, initial=layers.initial),
    ReportPage(
        "reports/known-since",
        known_since.KNOWN_SINCE,
        Menu(_("What became known"), 320, "history", group=REPORTS),
        known_since.initial,
    ),
    ReportPage("reports/trace-forward", trace.TRACE_FORWARD, Menu(_("Where a lot went"), 330, "truck", group=REPORTS)),
    ReportPage("reports/trace-back", trace.TRACE_BACK),
)
