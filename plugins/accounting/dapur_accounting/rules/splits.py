"""A line split over cost centres: "A 1/3; B 1/3; C 1/3", "HQ 50%; JKT 50%" or plain weights."""

from fractions import Fraction

MOST = 100


class SplitUnclear(Exception):
    """The text is no split; the argument is the part that was not understood."""


def read_split(text: str) -> list[tuple[str, Fraction]]:
    """Codes and weights, each code once, every weight above zero. Raises SplitUnclear."""
    found: dict[str, Fraction] = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        code, _space, weight = part.rpartition(" ")
        code = code.strip().rstrip(":").strip()
        value = _weight(weight, part)
        if not code or code in found or value <= 0 or len(found) >= MOST:
            raise SplitUnclear(part)
        found[code] = value
    return list(found.items())


def _weight(text: str, part: str) -> Fraction:
    percent = text.endswith("%")
    try:
        value = Fraction(text.rstrip("%").replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise SplitUnclear(part) from None
    return value / 100 if percent else value
