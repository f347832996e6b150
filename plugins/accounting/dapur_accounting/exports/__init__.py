"""All files that accounting makes on request."""

from dapur_accounting.exports.plain_text import PLAIN_TEXT

DOCUMENTS = (PLAIN_TEXT,)
