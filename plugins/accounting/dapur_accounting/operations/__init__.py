"""All operations of accounting."""

from dapur_accounting.operations.accept_sure import accept_sure_matches
from dapur_accounting.operations.accounts import close_account, delete_account, give_account_role, open_account, save_account
from dapur_accounting.operations.allocations import allocate, allocate_oldest, take_back_allocation
from dapur_accounting.operations.any_document import (
    cancel_document,
    copy_document,
    credit_document,
    deduct_advance,
    delete_document,
)
from dapur_accounting.operations.attachments import attach_to_document, attach_to_entry, detach_from_document, detach_from_entry
from dapur_accounting.operations.bank_accounts import save_bank_account
from dapur_accounting.operations.bank_opening import begin_bank_matching
from dapur_accounting.operations.bank_questions import answer_bank_question, ask_about_bank_line
from dapur_accounting.operations.bills import post_bill, post_bill_draft, request_bill_approval, save_bill
from dapur_accounting.operations.book_bank_line import book_bank_line
from dapur_accounting.operations.close_list import finish_period, mark_close_item
from dapur_accounting.operations.close_year import close_year
from dapur_accounting.operations.dimensions import save_dimension
from dapur_accounting.operations.drafts import copy_draft, copy_entry, delete_draft, post_draft, save_draft
from dapur_accounting.operations.fiscal_years import add_fiscal_years, save_fiscal_year
from dapur_accounting.operations.import_books import import_books
from dapur_accounting.operations.invoices import post_invoice, post_invoice_draft, save_invoice
from dapur_accounting.operations.journals import close_journal, open_journal, save_journal, start_numbers
from dapur_accounting.operations.locks import close_period, grant_exception, open_period, revoke_exception, set_lock
from dapur_accounting.operations.mail_invoice import mail_invoice
from dapur_accounting.operations.matching import match_bank_lines
from dapur_accounting.operations.opening_balances import post_opening_balances
from dapur_accounting.operations.party_accounts import save_party_account
from dapur_accounting.operations.payment_runs import (
    book_payment_run,
    cancel_payment_run,
    change_payment_run_item,
    hand_in_payment_run,
    make_payment_run,
    take_back_payment_run,
)
from dapur_accounting.operations.payments import make_payment, receive_payment
from dapur_accounting.operations.place_account import place_account
from dapur_accounting.operations.post_entries import post_entries
from dapur_accounting.operations.post_entry import post_entry
from dapur_accounting.operations.revalue import revalue
from dapur_accounting.operations.reverse_entry import reverse_entry
from dapur_accounting.operations.roll_up import roll_up
from dapur_accounting.operations.set_up import set_up
from dapur_accounting.operations.statements import add_statement, import_statement, remove_statement
from dapur_accounting.operations.tax_codes import adopt_tax_codes, save_tax_code, set_tax_rate
from dapur_accounting.operations.tax_returns import file_tax_return
from dapur_accounting.operations.terms import save_terms
from dapur_accounting.operations.undo_match import undo_bank_match

OPERATIONS = (
    set_up,
    save_account,
    close_account,
    open_account,
    delete_account,
    give_account_role,
    save_fiscal_year,
    add_fiscal_years,
    post_entry,
    save_draft,
    post_draft,
    delete_draft,
    copy_draft,
    copy_entry,
    reverse_entry,
    post_entries,
    post_opening_balances,
    place_account,
    save_journal,
    close_journal,
    open_journal,
    start_numbers,
    save_dimension,
    set_lock,
    close_period,
    open_period,
    grant_exception,
    revoke_exception,
    attach_to_entry,
    detach_from_entry,
    roll_up,
    import_books,
    close_year,
    revalue,
    mark_close_item,
    finish_period,
    save_bank_account,
    import_statement,
    add_statement,
    remove_statement,
    begin_bank_matching,
    match_bank_lines,
    book_bank_line,
    undo_bank_match,
    accept_sure_matches,
    ask_about_bank_line,
    answer_bank_question,
    receive_payment,
    make_payment,
    save_party_account,
    make_payment_run,
    change_payment_run_item,
    hand_in_payment_run,
    take_back_payment_run,
    cancel_payment_run,
    book_payment_run,
    allocate,
    allocate_oldest,
    take_back_allocation,
    save_invoice,
    post_invoice,
    post_invoice_draft,
    save_bill,
    post_bill,
    post_bill_draft,
    request_bill_approval,
    delete_document,
    copy_document,
    credit_document,
    cancel_document,
    deduct_advance,
    attach_to_document,
    detach_from_document,
    save_tax_code,
    set_tax_rate,
    adopt_tax_codes,
    save_terms,
    file_tax_return,
    mail_invoice,
)
