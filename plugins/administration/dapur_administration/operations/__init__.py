"""What can be done in administration."""

from dapur.contract import Operation
from dapur_administration.operations.accept_risk import accept_risk
from dapur_administration.operations.book_by_words import book_by_words
from dapur_administration.operations.book_room import book_room
from dapur_administration.operations.book_series import book_series, plan_the_series
from dapur_administration.operations.calendar_feeds import make_feed, revoke_feed
from dapur_administration.operations.change_booking import cancel_booking, confirm_booking, move_booking, move_following
from dapur_administration.operations.destroy_documents import approve_disposal_list, destroy_documents, make_disposal_list
from dapur_administration.operations.file_document import change_document, file_document
from dapur_administration.operations.hold_documents import place_hold, release_hold
from dapur_administration.operations.issue_letter import issue_letter, void_letter
from dapur_administration.operations.letter_notes import LETTER_NOTES
from dapur_administration.operations.move_by_words import move_by_words
from dapur_administration.operations.read_version_text import read_version_text
from dapur_administration.operations.receive_letter import (
    close_incoming_letter,
    dispose_letter,
    receive_letter,
    reopen_incoming_letter,
)
from dapur_administration.operations.restrict_document import restrict_document
from dapur_administration.operations.save_control import hand_in_evidence, save_control, set_control_state
from dapur_administration.operations.save_letter_kind import save_letter_kind
from dapur_administration.operations.save_letter_template import save_letter_template
from dapur_administration.operations.save_obligation import save_obligation
from dapur_administration.operations.save_office import save_office
from dapur_administration.operations.save_retention_class import save_retention_class
from dapur_administration.operations.save_risk import reduce_risk, save_risk
from dapur_administration.operations.save_room import save_room
from dapur_administration.operations.save_version import (
    approve_version,
    check_in,
    check_out,
    delete_version,
    restore_version,
    save_version,
)
from dapur_administration.operations.watch import watch
from dapur_administration.operations.write_letter import delete_letter_draft, write_letter

OPERATIONS: tuple[Operation, ...] = (
    save_office,
    save_letter_kind,
    save_letter_template,
    write_letter,
    delete_letter_draft,
    issue_letter,
    void_letter,
    receive_letter,
    dispose_letter,
    close_incoming_letter,
    reopen_incoming_letter,
    save_room,
    book_room,
    book_by_words,
    plan_the_series,
    book_series,
    confirm_booking,
    cancel_booking,
    move_booking,
    move_by_words,
    move_following,
    make_feed,
    revoke_feed,
    save_retention_class,
    file_document,
    change_document,
    save_version,
    check_out,
    check_in,
    restore_version,
    approve_version,
    delete_version,
    read_version_text,
    restrict_document,
    place_hold,
    release_hold,
    make_disposal_list,
    approve_disposal_list,
    destroy_documents,
    save_control,
    set_control_state,
    hand_in_evidence,
    save_obligation,
    save_risk,
    reduce_risk,
    accept_risk,
    watch,
    *LETTER_NOTES,
)
