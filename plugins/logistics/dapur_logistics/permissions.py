"""Rights of logistics and who is suggested to hold them."""

from dapur.contract import Permission, Role, _

READERS = ("administrator", "accountant", "approver", "auditor", "clerk", "storekeeper")
KEEPERS = ("administrator", "storekeeper")
BUYERS = ("administrator", "clerk")

PERMISSIONS = (
    Role("storekeeper", _("Storekeeper"), _("Receives, keeps and delivers goods."), ("core.figures.read",)),
    Permission("logistics.read", _("See stock and orders"), READERS),
    Permission("logistics.value.read", _("See what stock is worth"), ("administrator", "accountant", "approver", "auditor")),
    Permission("logistics.item.manage", _("Manage items"), (*KEEPERS, "clerk")),
    Permission("logistics.location.manage", _("Manage warehouses and bins"), KEEPERS),
    Permission("logistics.receive", _("Receive goods"), KEEPERS),
    Permission("logistics.issue", _("Issue goods"), KEEPERS),
    Permission("logistics.backdate", _("Post stock on earlier days"), KEEPERS),
    Permission("logistics.transfer", _("Move goods between warehouses"), KEEPERS),
    Permission("logistics.count", _("Count stock"), KEEPERS),
    Permission("logistics.purchase", _("Order from suppliers"), BUYERS),
    Permission("logistics.sell", _("Take orders of customers"), BUYERS),
    Permission("logistics.reserve", _("Reserve stock for orders"), (*KEEPERS, "clerk")),
    Permission("logistics.bill", _("Bill what was received and delivered"), ("administrator", "accountant", "clerk")),
    Permission("logistics.value.change", _("Change the cost of receipts"), ("administrator", "accountant")),
)
