"""Files and comments at letters."""

from dapur.contract import Operation
from dapur.files.attachments import attachment_operations
from dapur_base.comments import comment_operation

LETTER_NOTES: tuple[Operation, ...] = (
    *attachment_operations(
        "administration.letter_file",
        "administration.letter.write",
        owner="administration.letter",
        attach="administration.attach_to_letter",
        detach="administration.detach_from_letter",
    ),
    *attachment_operations(
        "administration.incoming_letter_file",
        "administration.letter.write",
        owner="administration.incoming_letter",
        attach="administration.attach_to_incoming_letter",
        detach="administration.detach_from_incoming_letter",
    ),
    comment_operation(
        "administration.comment_incoming_letter",
        table="administration.incoming_letter_comment",
        owner="administration.incoming_letter",
        title="subject",
        permission="administration.letter.read",
        address="administration/incoming-letters/{owner}",
    ),
)
