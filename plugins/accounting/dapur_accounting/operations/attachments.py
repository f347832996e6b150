"""Files at posted entries and at documents: vouchers, receipts, contracts, the supplier's own paper."""

from dapur.files.attachments import attachment_operations

attach_to_entry, detach_from_entry = attachment_operations(
    "accounting.entry_file",
    "accounting.entry.draft",
    owner="accounting.entry",
    attach="accounting.attach_to_entry",
    detach="accounting.detach_from_entry",
)
attach_to_document, detach_from_document = attachment_operations(
    "accounting.document_file",
    "accounting.document.draft",
    owner="accounting.document",
    attach="accounting.attach_to_document",
    detach="accounting.detach_from_document",
)
