"""Amounts and facts of a line as both formats write them."""

from decimal import Decimal

from dapur_accounting.plain_text.books import BookLine, Books


def amount_of(line: BookLine, books: Books) -> str:
    """The amount; a foreign one with what it is worth, exactly. One that has only a worth is written as that."""
    places = books.decimals[books.currency]
    if line.currency == books.currency or not line.amount:
        return f"{number(line.base, places)} {books.currency}"
    amount = f"{number(line.amount, books.decimals[line.currency])} {line.currency}"
    return f"{amount} @@ {number(abs(line.base), places)} {books.currency}"


def facts_of(line: BookLine, books: Books) -> dict[str, str]:
    """What a line carries besides: `rate` and `in` say again what the amount cannot."""
    facts = {"party": line.party, **line.values, "text": line.description}
    if line.currency != books.currency:
        facts["rate"] = format(line.rate.normalize(), "f")
        facts["in"] = "" if line.amount else line.currency
    return {name: value for name, value in facts.items() if value}


def number(value: Decimal, places: int) -> str:
    """A plain number with this many decimals."""
    return format(value.quantize(Decimal(1).scaleb(-places)), "f")
