"""Sentences that the SQL of logistics refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("A bin lies in a warehouse or in another bin. Choose one of them."),
    _("Stock needs READ COMMITTED, because an older snapshot could miss what was moved meanwhile."),
    _("The item has moves, so its unit, tracking and costing stay. Make a new item instead."),
    _("A location stays where it is and what it is. Make a new one and move the stock there."),
    _("There is stock in it. Move the stock first."),
    _("An item that is kept by lot or serial number moves with one, and no other does."),
    _("What an event takes from one place it gives to another, to the last cent."),
    _("A claim stays with its line and its place. Take it back and make another."),
    _("The order was placed, so its lines stay. Make another order, or cancel what is left."),
    _("Another company."),
)
