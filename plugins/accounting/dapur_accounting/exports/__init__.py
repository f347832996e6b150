"""All files that accounting makes on request."""

from dapur_accounting.exports.payment_file import PAYMENT_FILE
from dapur_accounting.exports.plain_text import PLAIN_TEXT
from dapur_accounting.exports.receipt import RECEIPT

DOCUMENTS = (PLAIN_TEXT, RECEIPT, PAYMENT_FILE)
