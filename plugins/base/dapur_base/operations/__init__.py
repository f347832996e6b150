"""What base can do, a verb a file."""

from dapur_base.operations.save_currency import save_currency
from dapur_base.operations.save_party import save_party
from dapur_base.operations.save_rate import save_rate

OPERATIONS = (save_party, save_currency, save_rate)
