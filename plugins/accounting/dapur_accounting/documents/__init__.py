"""All files that accounting makes on request."""

from dapur_accounting.documents.plain_text import PLAIN_TEXT

DOCUMENTS = (PLAIN_TEXT,)
