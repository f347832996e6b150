"""What can be read of administration."""

from dapur.contract import Query
from dapur_administration.queries.letters import DISPOSITIONS, INCOMING_LETTERS, LETTERS
from dapur_administration.queries.offices import LETTER_KINDS, LETTER_TEMPLATES, OFFICES
from dapur_administration.queries.rooms import BOOKINGS, FEEDS, ROOMS

QUERIES: tuple[Query, ...] = (
    LETTERS,
    INCOMING_LETTERS,
    DISPOSITIONS,
    OFFICES,
    LETTER_KINDS,
    LETTER_TEMPLATES,
    ROOMS,
    BOOKINGS,
    FEEDS,
)
