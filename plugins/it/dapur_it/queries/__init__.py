"""What can be read in IT."""

from dapur.contract import Query
from dapur_it.queries.articles import ARTICLE_QUERIES
from dapur_it.queries.assets import ASSET_QUERIES
from dapur_it.queries.licences import LICENCE_QUERIES
from dapur_it.queries.mail import MAIL_QUERIES
from dapur_it.queries.services import SERVICE_QUERIES
from dapur_it.queries.set_up import SET_UP_QUERIES
from dapur_it.queries.ticket_links import TICKET_LINKS
from dapur_it.queries.tickets import TICKET_QUERIES

QUERIES: tuple[Query, ...] = (
    *TICKET_QUERIES,
    TICKET_LINKS,
    *ASSET_QUERIES,
    *LICENCE_QUERIES,
    *SERVICE_QUERIES,
    *MAIL_QUERIES,
    *ARTICLE_QUERIES,
    *SET_UP_QUERIES,
)
