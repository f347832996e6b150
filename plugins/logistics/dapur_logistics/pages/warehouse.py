"""Pages of transfers and counts."""

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur_logistics.operations.counts import record_count, start_count
from dapur_logistics.operations.post_count import cancel_count, post_count
from dapur_logistics.operations.transfers import close_transfer, receive_transfer, relocate_goods, send_transfer
from dapur_logistics.pages import first_values, scanning
from dapur_logistics.queries.counts import COUNTED, COUNTS, TRANSFERS
from dapur_logistics.queries.documents import MOVES

WAREHOUSE = _("Warehouse work")
GOING_ON = ("open", "approval")

PAGES: tuple[Page, ...] = (
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
        views=(View("open", _("Open"), {"status": "open,approval"}), View("all", _("All"))),
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
                when=GOING_ON,
                primary=True,
                icon="clipboard-list",
                key="t",
                form="counts/{id}/record",
            ),
            Action(post_count, {"id": "id", "version": "version"}, when=("open",), icon="check", key="b"),
            Action(cancel_count, {"id": "id"}, when=GOING_ON, icon="x"),
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
