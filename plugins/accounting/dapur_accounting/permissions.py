"""Rights of accounting and who is suggested to hold them."""

from dapur.contract import Permission, _

READERS = ("administrator", "accountant", "approver", "auditor", "clerk")
KEEPERS = ("administrator", "accountant")

PERMISSIONS = (
    Permission("accounting.set_up", _("Set up accounting"), ("administrator",)),
    Permission("accounting.read", _("See the ledger and its reports"), READERS),
    Permission("accounting.account.manage", _("Manage the chart of accounts"), KEEPERS),
    Permission("accounting.journal.manage", _("Manage journals"), KEEPERS),
    Permission("accounting.dimension.manage", _("Manage cost centres and projects"), KEEPERS),
    Permission("accounting.year.manage", _("Manage fiscal years"), KEEPERS),
    Permission("accounting.year.close", _("Close fiscal years"), KEEPERS),
    Permission("accounting.bank.manage", _("Manage bank accounts"), KEEPERS),
    Permission("accounting.bank.import", _("Import bank statements"), ("administrator", "accountant", "clerk")),
    Permission("accounting.bank.match", _("Match bank lines"), KEEPERS),
    Permission("accounting.bank.answer", _("Answer questions about bank lines"), READERS),
    Permission("accounting.payment.make", _("Make and receive payments"), KEEPERS),
    Permission("accounting.payment.run", _("Prepare payment runs"), KEEPERS),
    Permission("accounting.entry.draft", _("Prepare entries"), ("administrator", "accountant", "clerk")),
    Permission("accounting.entry.post", _("Post entries"), KEEPERS),
    Permission("accounting.entry.reverse", _("Reverse entries"), KEEPERS),
    Permission("accounting.document.draft", _("Prepare invoices and bills"), ("administrator", "accountant", "clerk")),
    Permission("accounting.invoice.post", _("Post invoices"), KEEPERS),
    Permission("accounting.bill.post", _("Post bills"), KEEPERS),
    Permission("accounting.document.cancel", _("Cancel invoices and bills"), KEEPERS),
    Permission("accounting.tax.manage", _("Manage tax codes and terms"), KEEPERS),
    Permission("accounting.tax_return.file", _("File tax returns"), KEEPERS),
    Permission("accounting.item.allocate", _("Allocate payments and credit notes"), KEEPERS),
    Permission("accounting.opening.post", _("Post opening balances"), KEEPERS),
    Permission("accounting.books.import", _("Import whole books"), ("administrator",)),
    Permission("accounting.lock.set", _("Close and open periods"), ("administrator", "approver")),
    Permission("accounting.exception.grant", _("Grant exceptions from a lock"), ("administrator", "approver")),
)
