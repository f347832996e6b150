"""What people choose from, in words."""

from dapur.contract import Choice, _

KINDS = (
    Choice("request", _("Request")),
    Choice("incident", _("Incident")),
    Choice("problem", _("Problem")),
    Choice("change", _("Change")),
)
PRIORITIES = (
    Choice("P1", _("P1 · everything stands still")),
    Choice("P2", _("P2 · many cannot work")),
    Choice("P3", _("P3 · one cannot work")),
    Choice("P4", _("P4 · can wait")),
)
PRIORITY_TONES = {"P1": "red", "P2": "yellow", "P3": "azure", "P4": "secondary"}
STATES = (
    Choice("open", _("Open")),
    Choice("waiting_customer", _("Waiting for the requester")),
    Choice("waiting_supplier", _("Waiting for a supplier")),
    Choice("solved", _("Solved")),
    Choice("closed", _("Closed")),
)
STATE_TONES = {
    "open": "azure",
    "waiting_customer": "yellow",
    "waiting_supplier": "yellow",
    "solved": "green",
    "closed": "secondary",
}
LINK_KINDS = (
    Choice("relates", _("has to do with")),
    Choice("caused_by", _("is caused by")),
    Choice("causes", _("causes")),
    Choice("blocked_by", _("waits for")),
    Choice("blocks", _("holds up")),
    Choice("duplicate_of", _("asks the same as")),
    Choice("has_duplicate", _("is asked again in")),
)
SPLIT_KINDS = (Choice("split_from", _("was split from")), Choice("split_into", _("was split into")))
SOURCES = (
    Choice("form", _("Form")),
    Choice("portal", _("Portal")),
    Choice("mail", _("Mail")),
    Choice("event", _("Made by itself")),
)
CAUSES = (
    Choice("opened", _("Ticket opened")),
    Choice("state", _("Another state")),
    Choice("priority", _("Another priority")),
    Choice("queue", _("Another queue")),
    Choice("calendar", _("The working calendar changed")),
)
MEASURES = (Choice("response", _("First answer")), Choice("resolution", _("Solution")))
ASSET_KINDS = (
    Choice("laptop", _("Laptop")),
    Choice("desktop", _("Desktop")),
    Choice("phone", _("Phone")),
    Choice("monitor", _("Monitor")),
    Choice("printer", _("Printer")),
    Choice("server", _("Server")),
    Choice("network", _("Network device")),
    Choice("other", _("Other")),
)
ASSET_STATES = (
    Choice("ordered", _("Ordered")),
    Choice("in_stock", _("In stock")),
    Choice("assigned", _("Assigned")),
    Choice("in_repair", _("In repair")),
    Choice("lost", _("Lost")),
    Choice("disposed", _("Disposed")),
)
ASSET_TONES = {
    "ordered": "secondary",
    "in_stock": "green",
    "assigned": "azure",
    "in_repair": "yellow",
    "lost": "red",
    "disposed": "secondary",
}
CONDITIONS = (Choice("good", _("Good")), Choice("worn", _("Worn")), Choice("broken", _("Broken")))
CONDITION_TONES = {"good": "green", "worn": "yellow", "broken": "red"}
BOUND_TO = (Choice("person", _("A person")), Choice("device", _("A device")))
COMPONENT_KINDS = (
    Choice("service", _("IT service")),
    Choice("application", _("Application")),
    Choice("database", _("Database")),
    Choice("server", _("Server")),
    Choice("storage", _("Storage")),
    Choice("network", _("Network")),
    Choice("address", _("Address")),
    Choice("device", _("Device")),
)
RULES = (Choice("all", _("all of them")), Choice("any", _("any one of them")), Choice("at_least", _("at least so many")))
HEALTH = (Choice("down", _("Down")), Choice("degraded", _("Degraded")), Choice("up", _("Works")))
