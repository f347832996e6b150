"""Amounts of pay as a page shows them: for the reader, or as dots in an open office."""

from decimal import Decimal

from dapur.language.numbers import format_money
from dapur.queries.reader import Reader

MASK = "•••"


class Amounts:
    """Shows amounts of the company's currency in the reader's language."""

    def __init__(self, reader: Reader, *, masked: bool = False) -> None:
        self.company, self.language, self.masked = reader.company, reader.scope.language, masked

    def __call__(self, amount: Decimal | None) -> str:
        if amount is None:
            return "–"
        return MASK if self.masked else format_money(amount, self.company.currency, self.company.decimals, self.language)

    def words(self, text: str) -> str:
        """Words that tell amounts."""
        return MASK if self.masked and text else text
