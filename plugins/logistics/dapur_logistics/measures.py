"""Figures of stock and orders."""

from dapur.contract import Measure, _
from dapur_logistics.queries.documents import DOCUMENTS
from dapur_logistics.queries.purchases import PURCHASE_ORDERS
from dapur_logistics.queries.sales import SALES_ORDERS
from dapur_logistics.queries.values import VALUE_CHANGES

MEASURES = (
    Measure(
        "logistics.stock_value",
        _("Stock value"),
        _("What lies in the own warehouses at the end of the period, at cost: every change of its value through that day."),
        VALUE_CHANGES,
        "logistics/value-changes",
        total="value",
        days="day",
        span="through",
    ),
    Measure(
        "logistics.deliveries",
        _("Deliveries"),
        _("Deliveries posted with a date in the period; returns do not count."),
        DOCUMENTS,
        "logistics/stock-documents",
        unit=_("deliveries"),
        filters={"status": ["delivery"]},
        days="day",
        better="more",
    ),
    Measure(
        "logistics.orders_waiting",
        _("Orders waiting for stock"),
        _("Confirmed sales orders for which stock is missing, today."),
        SALES_ORDERS,
        "logistics/sales",
        unit=_("orders"),
        filters={"waiting": True},
        better="less",
    ),
    Measure(
        "logistics.purchases",
        _("Orders to suppliers"),
        _("Purchase orders by their date; drafts and cancelled ones do not count."),
        PURCHASE_ORDERS,
        "logistics/purchases",
        unit=_("orders"),
        filters={"status": ["ordered", "partly", "received", "closed"]},
        days="day",
    ),
)
