"""Figures of letters, rooms and risks."""

from dapur.contract import Measure, _
from dapur_administration.queries.controls import RISKS
from dapur_administration.queries.letters import INCOMING_LETTERS, LETTERS
from dapur_administration.queries.rooms import BOOKINGS

MEASURES = (
    Measure(
        "administration.letters",
        _("Letters issued"),
        _("Letters with a number, by the date of the letter; void ones do not count."),
        LETTERS,
        "administration/letters",
        unit=_("letters"),
        filters={"status": ["issued"]},
        days="letter_date",
    ),
    Measure(
        "administration.unanswered",
        _("Incoming letters in hand"),
        _("Letters on which nobody acts yet or whose tasks are open, today."),
        INCOMING_LETTERS,
        "administration/incoming-letters",
        unit=_("letters"),
        filters={"status": ["new", "in_hand"]},
        better="less",
    ),
    Measure(
        "administration.bookings",
        _("Bookings of rooms and vehicles"),
        _("Confirmed bookings by the day at the place of the room."),
        BOOKINGS,
        "administration/bookings",
        unit=_("bookings"),
        filters={"status": ["confirmed"]},
        days="day",
    ),
    Measure(
        "administration.risks",
        _("Risks above what is accepted"),
        _("Watched risks whose score with the working controls is above what the company accepts, as last looked at."),
        RISKS,
        "administration/risks",
        unit=_("risks"),
        filters={"status": ["above"]},
        better="less",
    ),
)
