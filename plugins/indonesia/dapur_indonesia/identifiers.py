"""NPWP, NIK, NITKU and the other numbers of Indonesia: what they must look like and what they say.

Sources stand with the figures in `data/identifiers.toml`.
"""

import re
from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Any

from dapur.contract import Service, Text, _
from dapur.services.identifiers import (
    BUSINESS_LICENCE,
    FAMILY_CARD,
    HEALTH_INSURANCE,
    NATIONAL_ID,
    PLACE_OF_BUSINESS,
    TAX_NUMBER,
    WORK_INSURANCE,
    Identifiers,
    ReadIdentifier,
)
from dapur_indonesia.dated import read_data

SIGNS = re.compile(r"[\s.\-/]+")

PROBLEMS = {
    "digits": _("This number has digits only. Compare it with the card."),
    "length": _("This number has {expected} digits, but {found} were typed. Compare it with the card."),
    "check digit": _("Its check digit does not fit, so a digit is wrong or two changed places. Compare it with the card."),
    "province": _("It begins with no code of a province. Compare it with the card."),
    "date": _("The birth date in it is no day of the calendar. Compare it with the card."),
    "sequence": _("It ends with 0000, which is never given out. Compare it with the card."),
}


def known() -> Mapping[str, Any]:
    """The formats with their sources."""
    return read_data("identifiers")


class IndonesianIdentifiers:
    """Fulfils `dapur.services.identifiers.Identifiers`. `today`: birth dates never lie in the future."""

    def __init__(self, today: date) -> None:
        self.today = today

    @property
    def kinds(self) -> Set[str]:
        """All that is checked here."""
        return _READERS.keys()

    def read(self, kind: str, text: str) -> ReadIdentifier:
        """See the Protocol. facts: birth_date and sex ("M", "F") of a NIK; npwp16; branch and head_office of a NITKU."""
        reader = _READERS[kind]
        number = SIGNS.sub("", text)
        if not (number.isascii() and number.isdigit()):
            return _wrong(kind, text, "digits")
        return reader(kind, number, self.today)


def npwp_text(npwp: str) -> str:
    """`01.300.066.6-091.000` of 15 digits, or of 16 that begin with 0; other numbers of 16 are written without signs."""
    if len(npwp) == 16 and npwp[0] == "0":
        npwp = npwp[1:]
    if len(npwp) != 15:
        return npwp
    return f"{npwp[:2]}.{npwp[2:5]}.{npwp[5:8]}.{npwp[8]}-{npwp[9:12]}.{npwp[12:]}"


def luhn_fits(digits: str) -> bool:
    """Whether the last digit is Luhn's check digit of those before it (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _tax_number(kind: str, number: str, today: date) -> ReadIdentifier:
    if len(number) == 15:
        return _old_npwp(kind, number, "npwp15")
    if len(number) != 16:
        return _wrong_length(kind, number, "15 / 16")
    if number[0] == "0":
        return _old_npwp(kind, number[1:], "npwp16")
    if number.startswith(known()["npwp16"]["of_the_system"]):
        return ReadIdentifier(kind, number, number, "npwp16", facts={"npwp16": number})
    nik = _national_id(kind, number, today)
    return nik if nik.reason else ReadIdentifier(kind, number, number, "nik", facts={**nik.facts, "npwp16": number})


def _old_npwp(kind: str, npwp15: str, form: str) -> ReadIdentifier:
    # All zeros would pass the check; it stands on invoices for a buyer without a number.
    if not luhn_fits(npwp15[:9]) or not int(npwp15):
        return _wrong(kind, npwp15, "check digit", form)
    return ReadIdentifier(kind, "0" + npwp15, npwp_text(npwp15), form, facts={"npwp16": "0" + npwp15})


def _national_id(kind: str, number: str, today: date) -> ReadIdentifier:
    if len(number) != 16:
        return _wrong_length(kind, number, "16")
    if number[:2] not in read_data("regions")["provinces"]:
        return _wrong(kind, number, "province", "nik")
    born = _birth_date(number[6:12], today)
    if born is None:
        return _wrong(kind, number, "date", "nik")
    if number[12:] == "0000":
        return _wrong(kind, number, "sequence", "nik")
    sex = "F" if int(number[6:8]) > 40 else "M"
    return ReadIdentifier(kind, number, number, "nik", facts={"birth_date": born, "sex": sex})


def _birth_date(ddmmyy: str, today: date) -> date | None:
    """The day in the latest century that is not in the future; women's days are 40 higher."""
    day, month, year = int(ddmmyy[:2]), int(ddmmyy[2:4]), int(ddmmyy[4:])
    century = today.year // 100 * 100
    for first in (century, century - 100):
        try:
            born = date(first + year, month, day - 40 if day > 40 else day)
        except ValueError:
            continue
        if born <= today:
            return born
    return None


def _place_of_business(kind: str, number: str, today: date) -> ReadIdentifier:
    if len(number) != 22:
        return _wrong_length(kind, number, "22")
    npwp = _tax_number(kind, number[:16], today)
    if npwp.reason:
        return npwp
    branch = number[16:]
    facts = {"npwp16": number[:16], "branch": branch, "head_office": branch == "000000"}
    return ReadIdentifier(kind, number, f"{number[:16]}-{branch}", "nitku", facts=facts)


def _of_length(kind: str, number: str, today: date) -> ReadIdentifier:
    length = known()["digits"][kind]
    return ReadIdentifier(kind, number, number) if len(number) == length else _wrong_length(kind, number, str(length))


def _wrong(kind: str, text: str, reason: str, form: str = "") -> ReadIdentifier:
    return ReadIdentifier(kind, "", text, form, reason, PROBLEMS[reason])


def _wrong_length(kind: str, number: str, expected: str) -> ReadIdentifier:
    problem: Text = PROBLEMS["length"].fill(expected=expected, found=len(number))
    return ReadIdentifier(kind, "", number, "", "length", problem)


_READERS: Mapping[str, Callable[[str, str, date], ReadIdentifier]] = {
    TAX_NUMBER: _tax_number,
    NATIONAL_ID: _national_id,
    PLACE_OF_BUSINESS: _place_of_business,
    **dict.fromkeys((BUSINESS_LICENCE, FAMILY_CARD, HEALTH_INSURANCE, WORK_INSURANCE), _of_length),
}

IDENTIFIERS = Service(Identifiers, lambda source: IndonesianIdentifiers(source.today), readable=True)
