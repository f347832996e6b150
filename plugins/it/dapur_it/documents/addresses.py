"""Where the code on a label leads."""

from dapur.queries.reader import Reader
from dapur_it.settings import LABEL_ADDRESS


def scan_address(reader: Reader, label: str) -> str:
    """The page that a scanned label opens; without the address of Dapur, its path."""
    base = reader.house.setting(reader.company, LABEL_ADDRESS)
    return f"{base}/{reader.company.code}/it/scan/{label}"
