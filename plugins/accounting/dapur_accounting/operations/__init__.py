"""All operations of accounting."""

from dapur_accounting.operations.accounts import close_account, delete_account, give_account_role, open_account, save_account
from dapur_accounting.operations.drafts import copy_draft, copy_entry, delete_draft, post_draft, save_draft
from dapur_accounting.operations.fiscal_years import add_fiscal_years, save_fiscal_year
from dapur_accounting.operations.post_entry import post_entry
from dapur_accounting.operations.reverse_entry import reverse_entry
from dapur_accounting.operations.set_up import set_up

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
)
