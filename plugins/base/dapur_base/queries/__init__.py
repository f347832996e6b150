"""What base reads, by noun."""

from dapur_base.queries import organisation
from dapur_base.queries.calendars import CALENDAR_DAYS, CALENDAR_WEEKS, CALENDARS
from dapur_base.queries.currencies import CURRENCIES, RATES
from dapur_base.queries.parties import PARTIES

QUERIES = (PARTIES, CURRENCIES, RATES, *organisation.QUERIES, CALENDARS, CALENDAR_WEEKS, CALENDAR_DAYS)
