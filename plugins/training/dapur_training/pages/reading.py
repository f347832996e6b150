"""How pages say dates, moments and words to their reader."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dapur.contract import Words
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, format_moment
from dapur.language.numbers import format_number, format_size
from dapur.queries.reader import Reader
from dapur_training.words import chosen


@dataclass(frozen=True)
class Said:
    """Bound to one reader."""

    language: str
    zone: str

    def words(self, text: Words) -> str:
        """In the reader's language."""
        return translate(text, self.language)

    def chosen(self, indonesian: str, english: str) -> str:
        """The reader's of two texts."""
        return chosen(indonesian, english, self.language)

    def day(self, day: date | None) -> str:
        """A date; "" for none."""
        return format_date(day, self.language) if day is not None else ""

    def moment(self, moment: datetime) -> str:
        """A date with its time, in the company's zone."""
        return format_moment(moment, self.zone, self.language)

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number."""
        return format_number(value, self.language, decimals)

    def size(self, size: int) -> str:
        """What a file weighs."""
        return format_size(size, self.language)


def said(reader: Reader) -> Said:
    """For this reader."""
    return Said(reader.scope.language, reader.company.zone)
