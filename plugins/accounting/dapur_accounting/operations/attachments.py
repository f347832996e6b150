"""Files at posted entries: vouchers, receipts, contracts."""

from dapur.files.attachments import attachment_operations

attach_to_entry, detach_from_entry = attachment_operations(
    "accounting.entry_file",
    "accounting.entry.draft",
    owner="accounting.entry",
    attach="accounting.attach_to_entry",
    detach="accounting.detach_from_entry",
)
