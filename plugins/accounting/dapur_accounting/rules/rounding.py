"""Rounding of money: half up, away from zero on a tie, to the decimals of the currency, line by line."""

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def in_base(amount: Decimal, rate: Decimal, decimals: int) -> Decimal:
    """An amount of a foreign currency in the company's own."""
    return rounded(amount * rate, decimals)


def rate_of(base: Decimal, amount: Decimal) -> Decimal:
    """The rate at which this amount is this much of the company's currency, to ten decimals. `amount` is not zero."""
    return rounded(abs(base / amount), 10)
