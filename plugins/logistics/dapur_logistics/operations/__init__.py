"""What logistics can do, a verb a file."""

from dapur_logistics.operations.hand_over import hand_over
from dapur_logistics.operations.issue_goods import issue_goods
from dapur_logistics.operations.receive_goods import receive_goods
from dapur_logistics.operations.save_item import save_item
from dapur_logistics.operations.save_location import save_location

OPERATIONS = (save_item, save_location, receive_goods, issue_goods, hand_over)
