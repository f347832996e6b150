"""Rights of base and who is suggested to hold them."""

from dapur.contract import Permission, _

READERS = ("administrator", "accountant", "approver", "auditor", "clerk")

EVERYBODY = ("administrator", "accountant", "approver", "clerk")

PERMISSIONS = (
    Permission("base.read", _("See parties, the organisation, currencies and rates"), READERS),
    Permission("base.party.manage", _("Manage parties"), ("administrator", "accountant", "clerk")),
    Permission("base.party.merge", _("Merge parties that are one"), ("administrator",)),
    Permission("base.private.read", _("See bank accounts and identity numbers"), ("administrator", "accountant"), sensitive=True),
    Permission("base.private.manage", _("Manage bank accounts and identity numbers"), ("administrator", "accountant")),
    Permission("base.organisation.manage", _("Manage units, positions and assignments"), ("administrator",)),
    Permission("base.unit.manage", _("Manage units of measure and conversions"), ("administrator", "accountant")),
    Permission("base.currency.manage", _("Manage currencies and exchange rates"), ("administrator", "accountant")),
    Permission("base.calendar.manage", _("Manage working calendars"), ("administrator",)),
    Permission("base.task.use", _("Have tasks, and give them to others"), ("administrator", "accountant", "approver", "clerk")),
    Permission("base.task.manage", _("See and change everybody's tasks, and repeating ones"), ("administrator",)),
    Permission("base.approval.request", _("Ask for approval"), EVERYBODY),
    Permission("base.approval.decide", _("Decide what waits for one's own approval, and name a deputy"), EVERYBODY),
    Permission("base.approval.read", _("See all requests for approval"), ("administrator", "auditor")),
    Permission("base.approval.manage", _("Manage approval rules and deputies of others"), ("administrator",)),
)
