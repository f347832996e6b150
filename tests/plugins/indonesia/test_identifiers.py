"""What Indonesian numbers say and why a wrong one is refused; the golden cases are in `tests/cases/data`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.services.identifiers import BUSINESS_LICENCE, NATIONAL_ID, PLACE_OF_BUSINESS, TAX_NUMBER
from dapur_indonesia.identifiers import IndonesianIdentifiers, luhn_fits, npwp_text

IDENTIFIERS = IndonesianIdentifiers(date(2026, 11, 26))


@pytest.mark.parametrize(
    ("kind", "text", "reason", "sentence"),
    [
        (TAX_NUMBER, "01.312.166.1-091.000", "check digit", "Its check digit does not fit"),
        (TAX_NUMBER, "01.312.166.0-091", "length", "This number has 15 / 16 digits, but 12 were typed"),
        (TAX_NUMBER, "01.312.166.O-091.000", "digits", "This number has digits only"),
        (NATIONAL_ID, "3171013002001234", "date", "The birth date in it is no day"),
        (NATIONAL_ID, "31710117084500", "length", "This number has 16 digits, but 14"),
        (PLACE_OF_BUSINESS, "0013121661091000000000", "check digit", "Its check digit does not fit"),
        (BUSINESS_LICENCE, "912000123456", "length", "This number has 13 digits, but 12"),
    ],
)
def test_a_wrong_number_is_told_what_to_do(kind: str, text: str, reason: str, sentence: str) -> None:
    read = IDENTIFIERS.read(kind, text)

    assert (read.reason, read.number) == (reason, "")
    assert str(read.problem).startswith(sentence)
    assert str(read.problem).endswith("Compare it with the card.")


def test_old_and_new_number_of_one_taxpayer_are_the_same() -> None:
    old, new = (IDENTIFIERS.read(TAX_NUMBER, text) for text in ("01.312.166.0-091.000", "0013 1216 6009 1000"))

    assert old.number == new.number == "0013121660091000"
    assert old.text == new.text == "01.312.166.0-091.000"


def test_a_number_of_the_system_has_no_known_check() -> None:
    assert IDENTIFIERS.read(TAX_NUMBER, "1000000000123456").form == "npwp16"


def test_nobody_is_born_in_the_future() -> None:
    born = [IDENTIFIERS.read(NATIONAL_ID, f"317101{text}0001").facts["birth_date"] for text in ("251126", "271126", "290224")]

    assert born == [date(2026, 11, 25), date(1926, 11, 27), date(2024, 2, 29)]


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_fits(start: str, place: int, shift: int) -> None:
    (digits,) = (start + last for last in "0123456789" if luhn_fits(start + last))
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]

    assert not luhn_fits(wrong)


@given(st.text("0123456789", min_size=15, max_size=15))
def test_the_written_form_has_the_same_digits(npwp: str) -> None:
    assert "".join(c for c in npwp_text(npwp) if c.isdigit()) == npwp
