"""How a reader sees numbers, dates and words: the language room, bound to one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dapur.contract import Words
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, format_moment
from dapur.language.numbers import currency_decimals, format_money, format_number


@dataclass(frozen=True)
class ReaderFormats:
    """Fulfils `dapur_web.render.formats.Formats`."""

    language: str
    zone: str
    currency: str
    decimals: int

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """Grouped number."""
        return format_number(value, self.language, decimals)

    def money(self, value: Decimal, currency: str) -> str:
        """Bare amount with the decimals of its currency."""
        return format_money(
            value, currency, self.decimals if currency == self.currency else currency_decimals(currency), self.language
        )

    def amount(self, value: Decimal, currency: str) -> str:
        """Amount with its currency: where no column head says it."""
        decimals = self.decimals if currency == self.currency else currency_decimals(currency)
        return format_money(value, currency, decimals, self.language, bare=False)

    def date(self, value: date) -> str:
        """Short date."""
        return format_date(value, self.language)

    def time(self, value: datetime) -> str:
        """Short date and time in the reader's zone."""
        return format_moment(value, self.zone, self.language)

    def words(self, text: Words) -> str:
        """In the reader's language."""
        return translate(text, self.language, self.zone)
