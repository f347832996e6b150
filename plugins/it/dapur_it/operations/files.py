"""Files at assets and tickets: invoices, photographs, screens."""

from dapur.contract import Operation
from dapur.files.attachments import attachment_operations

attach_to_asset, detach_from_asset = attachment_operations(
    "it.asset_file", "it.inventory.manage", owner="it.asset", attach="it.attach_to_asset", detach="it.detach_from_asset"
)
attach_to_ticket, detach_from_ticket = attachment_operations(
    "it.ticket_file", "it.ticket.work", owner="it.ticket", attach="it.attach_to_ticket", detach="it.detach_from_ticket"
)
FILE_OPERATIONS: tuple[Operation, ...] = (attach_to_asset, detach_from_asset, attach_to_ticket, detach_from_ticket)
