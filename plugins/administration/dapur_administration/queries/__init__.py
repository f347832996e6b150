"""What can be read of administration."""

from dapur.contract import Query
from dapur_administration.queries.acceptances import ACCEPTANCES
from dapur_administration.queries.controls import CONTROL_STATES, CONTROLS, EVIDENCE, OBLIGATIONS, RISK_CONTROLS, RISKS
from dapur_administration.queries.documents import DOCUMENT_VERSIONS, DOCUMENTS, RETENTION_CLASSES
from dapur_administration.queries.holds import DISPOSAL_LISTS, LEGAL_HOLDS
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
    DOCUMENTS,
    DOCUMENT_VERSIONS,
    RETENTION_CLASSES,
    LEGAL_HOLDS,
    DISPOSAL_LISTS,
    CONTROLS,
    CONTROL_STATES,
    EVIDENCE,
    OBLIGATIONS,
    RISKS,
    RISK_CONTROLS,
    ACCEPTANCES,
)
