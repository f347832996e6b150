"""What an uploaded table may cost, and the refusal of one that costs more or cannot be read."""

from dataclasses import dataclass
from typing import Any

from dapur.contract.errors import Refused
from dapur.contract.words import Text


@dataclass(frozen=True)
class Limits:
    """bytes: of the file; unpacked: of its parts; letters: of one cell; memory: of the reading process."""

    bytes: int = 25_000_000
    unpacked: int = 400_000_000
    parts: int = 2_000
    rows: int = 200_001
    columns: int = 200
    letters: int = 32_767
    seconds: int = 60
    memory: int = 1_500_000_000


class Unreadable(Refused):
    """The file cannot be read as a table; the sentence says why and what to do. Code FILE_UNREADABLE."""

    def __init__(self, message: Text, **data: Any) -> None:
        super().__init__("FILE_UNREADABLE", message, field="file", **data)
