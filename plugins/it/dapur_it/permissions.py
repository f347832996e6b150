"""Rights of IT, and who should hold them."""

from dapur.contract import Permission, Role, _

EVERYBODY = ("administrator", "accountant", "approver", "auditor", "clerk", "it_support")
PERMISSIONS: tuple[Permission | Role, ...] = (
    Role("it_support", _("IT support"), _("Answers tickets, keeps assets, licences and services."), ("core.figures.read",)),
    Permission("it.request", _("Ask IT for help, follow one's own requests and sign for devices"), EVERYBODY),
    Permission("it.ticket.read", _("See all tickets"), ("administrator", "auditor", "it_support")),
    Permission("it.ticket.work", _("Work on tickets"), ("administrator", "it_support")),
    Permission("it.inventory.read", _("See assets, licences and services"), ("administrator", "auditor", "it_support")),
    Permission("it.inventory.manage", _("Keep assets, licences and services"), ("administrator", "it_support")),
    Permission("it.part.use", _("Take spare parts out of stock for tickets"), ("administrator", "it_support")),
    Permission("it.setup", _("Set up queues, targets and the mailbox"), ("administrator",)),
)
