"""Papers of logistics: labels, delivery note, pick list, command codes for scanners."""

from dapur_logistics.documents.delivery_note import DELIVERY_NOTE
from dapur_logistics.documents.labels import ITEM_LABELS
from dapur_logistics.documents.pick_list import PICK_LIST
from dapur_logistics.documents.scan_commands import SCAN_COMMANDS

DOCUMENTS = (DELIVERY_NOTE, PICK_LIST, ITEM_LABELS, SCAN_COMMANDS)
