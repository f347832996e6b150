"""Amounts in words; the golden cases of rupiah are in `tests/cases/data`."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.language.spelled import MOST, money_in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "english"),
    [
        (0, "zero"),
        (21, "twenty-one"),
        (100, "one hundred"),
        (1_945, "one thousand nine hundred forty-five"),
        (500_860_001_024, "five hundred billion eight hundred sixty million one thousand twenty-four"),
        (-7, "minus seven"),
    ],
)
def test_numbers_in_english(number: int, english: str) -> None:
    assert number_in_words(number, "en") == english


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        ("1", "USD", "en", "one US dollar"),
        ("1250.01", "USD", "en", "one thousand two hundred fifty US dollars one cent"),
        ("-0.50", "EUR", "en", "minus zero euros fifty cents"),
        ("1100", "IDR", "id", "seribu seratus rupiah"),
        ("11.11", "SGD", "id", "sebelas dolar Singapura sebelas sen"),
        ("2.5", "CHF", "id", "dua CHF 50/100"),
    ],
)
def test_money_has_its_currency_and_hundredths(amount: str, currency: str, language: str, words: str) -> None:
    assert money_in_words(Decimal(amount), currency, language) == words


def test_what_has_no_words_is_refused_rather_than_rounded() -> None:
    with pytest.raises(ValueError, match="finer than a hundredth"):
        money_in_words(Decimal("0.001"), "IDR", "id")
    with pytest.raises(ValueError, match="no words"):
        number_in_words(MOST + 1, "id")


UNITS = dict(zip("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split(), range(12), strict=True))
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def read(words: str) -> int:
    """The number again, by the rules of reading."""
    total = group = 0
    for word in words.replace("seratus", "satu ratus").replace("seribu", "satu ribu").split():
        if word in SCALES:
            total, group = total + group * SCALES[word], 0
        elif word == "belas":
            group += 10
        elif word in ("puluh", "ratus"):
            last = group % 10
            group = group - last + last * (10 if word == "puluh" else 100)
        else:
            group += UNITS[word]
    return total + group


@given(st.integers(0, MOST))
def test_indonesian_words_can_be_read_back(number: int) -> None:
    words = number_in_words(number, "id")

    assert read(words) == number
    assert "satu ratus" not in words and "satu belas" not in words and "satu puluh" not in words
