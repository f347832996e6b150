"""Reports of logistics."""

from dapur_logistics.reports.known_since import KNOWN_SINCE
from dapur_logistics.reports.layers import LAYERS_REPORT
from dapur_logistics.reports.ledger_difference import LEDGER_DIFFERENCE
from dapur_logistics.reports.picking import PICKING
from dapur_logistics.reports.stock_value import STOCK_VALUE
from dapur_logistics.reports.trace import TRACE_BACK, TRACE_FORWARD

REPORTS = (STOCK_VALUE, LAYERS_REPORT, LEDGER_DIFFERENCE, KNOWN_SINCE, PICKING, TRACE_FORWARD, TRACE_BACK)
