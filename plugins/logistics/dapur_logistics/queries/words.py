"""Words of states and kinds that several queries show."""

from dapur.contract import Choice, _

STATES = (Choice("open", _("In use")), Choice("closed", _("No longer used")))
TONES = {"open": "green", "closed": "secondary"}
DOCUMENT_KINDS = (
    Choice("receipt", _("Goods receipt")),
    Choice("issue", _("Goods issue")),
    Choice("delivery", _("Delivery")),
    Choice("dispatch", _("Transfer sent")),
    Choice("arrival", _("Transfer arrived")),
    Choice("loss", _("Lost in transit")),
    Choice("supplier_return", _("Return to supplier")),
    Choice("customer_return", _("Return from customer")),
    Choice("count", _("Count difference")),
    Choice("relocation", _("Moved within the warehouse")),
    Choice("price_difference", _("Price difference")),
    Choice("landed_cost", _("Freight and duty")),
)
DOCUMENT_TONES = {
    "receipt": "green",
    "customer_return": "green",
    "arrival": "green",
    "issue": "azure",
    "delivery": "azure",
    "dispatch": "azure",
    "supplier_return": "yellow",
    "loss": "red",
    "count": "yellow",
    "relocation": "secondary",
    "price_difference": "secondary",
    "landed_cost": "secondary",
}
LOCATION_KINDS = (
    Choice("warehouse", _("Warehouse")),
    Choice("bin", _("Bin")),
    Choice("transit", _("In transit")),
    Choice("supplier", _("Suppliers")),
    Choice("customer", _("Customers")),
    Choice("use", _("Own use")),
    Choice("scrap", _("Scrap")),
    Choice("count", _("Count differences")),
    Choice("variance", _("Return variances")),
    Choice("landed", _("Freight and duty")),
)
