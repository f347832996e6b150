"""What base reads, by noun."""

from dapur_base.queries import organisation, units
from dapur_base.queries.currencies import CURRENCIES, RATES
from dapur_base.queries.parties import PARTIES

QUERIES = (PARTIES, CURRENCIES, RATES, *organisation.QUERIES, *units.QUERIES)
