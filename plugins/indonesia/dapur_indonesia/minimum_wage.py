"""Minimum wages of provinces and regencies by date."""

from datetime import date
from decimal import Decimal

from dapur_indonesia.dated import block_or_none


def minimum_wage(place: str, day: date) -> Decimal | None:
    """Of a regency or city by its name, or of a province by its BPS code (in Papua not that of a NIK); None where it is not known for this day."""
    for kind in ("regency", "province"):
        found = block_or_none("minimum_wage", kind, day)
        if found is not None and place in found["amounts"]:
            return Decimal(str(found["amounts"][place]))
    return None
