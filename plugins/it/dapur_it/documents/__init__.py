"""Papers of IT."""

from dapur.contract import Document
from dapur_it.documents.labels import LABELS
from dapur_it.documents.receipt import MY_RECEIPT, RECEIPT

DOCUMENTS: tuple[Document, ...] = (RECEIPT, MY_RECEIPT, LABELS)
