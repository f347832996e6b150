"""How a company runs its warehouses."""

from dapur.contract import Setting, Shown, _

SETTINGS = (
    Setting(
        "logistics.feed_orders",
        bool,
        True,
        Shown(_("Reserve what comes in"), hint=_("For the orders that wait for it, the oldest first")),
    ),
)
