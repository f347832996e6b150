"""Rights of administration and who is suggested to hold them."""

from dapur.contract import Permission, _

EVERYBODY = ("administrator", "accountant", "approver", "auditor", "clerk")
WRITERS = ("administrator", "accountant", "approver", "clerk")
OFFICE = ("administrator", "clerk")
HEADS = ("administrator", "approver")

PERMISSIONS = (
    Permission("administration.letter.read", _("See letters"), EVERYBODY),
    Permission("administration.letter.write", _("Write letters, note incoming ones"), WRITERS),
    Permission("administration.letter.issue", _("Issue and void letters"), ("administrator", "approver", "clerk")),
    Permission("administration.letter.dispose", _("Say who acts on an incoming letter"), ("administrator", "approver", "clerk")),
    Permission("administration.office.manage", _("Manage offices, kinds and templates of letters"), ("administrator",)),
    Permission("administration.room.read", _("See rooms, vehicles and their bookings"), EVERYBODY),
    Permission("administration.room.book", _("Book rooms and vehicles"), WRITERS),
    Permission("administration.room.manage", _("Manage rooms, confirm and cancel everybody's bookings"), OFFICE),
    Permission("administration.document.read", _("See documents"), EVERYBODY),
    Permission("administration.document.write", _("File documents and their versions"), WRITERS),
    Permission("administration.document.approve", _("Approve versions of documents"), HEADS),
    Permission("administration.document.dispose", _("Manage retention, holds and lists for destruction"), OFFICE),
    Permission("administration.disposal.approve", _("Approve lists of documents to destroy"), HEADS),
    Permission("administration.control.read", _("See controls, evidence and obligations"), EVERYBODY),
    Permission("administration.control.prove", _("Hand in evidence of controls"), WRITERS),
    Permission("administration.control.manage", _("Manage controls and obligations"), OFFICE),
    Permission("administration.risk.read", _("See the risk register"), ("administrator", "approver", "auditor")),
    Permission("administration.risk.manage", _("Manage the risk register"), HEADS),
    Permission("administration.risk.accept", _("Accept high and extreme risks"), ("administrator",)),
)
