"""Sentences that the ledger's SQL refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("The account has entries. Close it instead; nothing that is posted disappears."),
    _("The account has entries, so its kind and currency stay. Open a new account instead."),
    _("Another company."),
    _("Posting needs READ COMMITTED, because an older snapshot could miss a lock."),
    _("Debit and credit differ by {difference}. Change the lines until the difference is zero."),
    _("An entry needs at least two lines."),
    _("The books are locked through {through}. Use a later date, or ask for an exception."),
    _("There is no open account with this number. Choose one of the list."),
    _("There is no such account here. Choose one of the list."),
    _("{account} is a heading. Choose an account below it."),
    _("{account} is closed. Choose another account, or open it again."),
    _("{account} is kept in {currency} only."),
    _("A line has a debit or a credit, not both, and never a negative amount."),
    _("Amounts here have at most {places} decimals."),
    _("{reference} was booked before as {number} with other content. Check which one is right."),
    _("There is no open journal with this number. Choose one of the list."),
    _("There is no such entry in this company."),
    _("This entry was reversed by {number} already."),
    _("This is a reversal itself. Post the entry again instead."),
    _("A reversal cannot be dated before its entry ({date})."),
    _("The journal has entries; its numbers go on from there."),
    _("This cost centre or project does not exist or is closed. Choose another."),
)
