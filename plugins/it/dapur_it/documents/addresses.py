"""Where the code on a label leads."""

from dapur.queries.reader import Reader


def scan_address(reader: Reader, label: str) -> str:
    """The page that a scanned label opens."""
    return f"{reader.house.public_address}/{reader.company.code}/it/scan/{label}"
