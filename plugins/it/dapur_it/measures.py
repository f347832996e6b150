"""Figures of tickets."""

from dapur.contract import Measure, _
from dapur_it.queries.tickets import TICKETS

MEASURES = (
    Measure(
        "it.tickets_opened",
        _("Tickets opened"),
        _("Tickets opened on the days of the period, in the company's time zone."),
        TICKETS,
        "it/tickets",
        unit=_("tickets"),
        days="opened",
    ),
    Measure(
        "it.solved_in_time",
        _("Solved in time"),
        _(
            "Of the tickets whose solution was due in the period, the share solved by then. Open and overdue counts as missed;"
            " not due yet or without a target does not count."
        ),
        TICKETS,
        "it/tickets",
        filters={"promise": ["met", "missed"]},
        part={"promise": ["met"]},
        days="solution_due",
        better="more",
    ),
    Measure(
        "it.tickets_open",
        _("Tickets not solved"),
        _("Tickets that are open or wait, now."),
        TICKETS,
        "it/tickets",
        unit=_("tickets"),
        filters={"live": True},
        better="less",
    ),
)
