"""What logistics can do, a verb a file."""

from dapur_logistics.operations.add_barcode import add_barcode
from dapur_logistics.operations.add_landed_cost import add_landed_cost
from dapur_logistics.operations.approve_purchases import request_purchase_approval
from dapur_logistics.operations.bill_receipt import bill_receipt
from dapur_logistics.operations.check_stock import check_stock
from dapur_logistics.operations.counts import record_count, start_count
from dapur_logistics.operations.deliver_order import deliver_order
from dapur_logistics.operations.hand_over import hand_over
from dapur_logistics.operations.invoice_order import invoice_order
from dapur_logistics.operations.issue_goods import issue_goods
from dapur_logistics.operations.place_orders import (
    cancel_backorder,
    close_purchase_order,
    confirm_sales_order,
    place_purchase_order,
)
from dapur_logistics.operations.post_count import cancel_count, post_count
from dapur_logistics.operations.receive_goods import receive_goods
from dapur_logistics.operations.receive_order import receive_order
from dapur_logistics.operations.reorder import dismiss_proposal, order_proposal, propose_orders, save_reorder_rule
from dapur_logistics.operations.reserve_order import release_order, reserve_order
from dapur_logistics.operations.return_goods import return_from_customer, return_to_supplier
from dapur_logistics.operations.save_item import save_item
from dapur_logistics.operations.save_location import save_location
from dapur_logistics.operations.save_purchase_order import save_purchase_order
from dapur_logistics.operations.save_sales_order import save_sales_order
from dapur_logistics.operations.take_item import take_item
from dapur_logistics.operations.transfers import close_transfer, receive_transfer, relocate_goods, send_transfer

OPERATIONS = (
    save_item,
    take_item,
    add_barcode,
    save_location,
    receive_goods,
    issue_goods,
    save_purchase_order,
    request_purchase_approval,
    place_purchase_order,
    close_purchase_order,
    receive_order,
    bill_receipt,
    add_landed_cost,
    save_sales_order,
    confirm_sales_order,
    reserve_order,
    release_order,
    deliver_order,
    cancel_backorder,
    invoice_order,
    return_from_customer,
    return_to_supplier,
    send_transfer,
    receive_transfer,
    close_transfer,
    relocate_goods,
    start_count,
    record_count,
    post_count,
    cancel_count,
    save_reorder_rule,
    propose_orders,
    order_proposal,
    dismiss_proposal,
    hand_over,
    check_stock,
)
