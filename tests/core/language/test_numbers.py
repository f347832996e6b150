from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as some

from dapur.language.numbers import Money, compact_money, currency_decimals, format_money, format_number, format_size, parse_number
from dapur.language.unclear import Unclear

LANGUAGES = some.sampled_from(["id", "en"])
AMOUNTS = some.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15)


@given(AMOUNTS, LANGUAGES)
def test_amount_reads_back_as_the_same_number(amount: Decimal, language: str) -> None:
    assert parse_number(format_money(amount, "USD", 2, language), language) == amount
    assert parse_number(format_money(amount, "IDR", 0, language, bare=False), language) == amount


@given(some.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9), LANGUAGES)
def test_number_reads_back_as_the_same_number(number: Decimal, language: str) -> None:
    assert parse_number(format_number(number, language), language) == number


@given(AMOUNTS, LANGUAGES)
def test_equals_babel(amount: Decimal, language: str) -> None:
    if amount == 0:
        amount = abs(amount)  # Babel writes -0
    assert format_money(amount, "USD", 2, language) == format_decimal(amount, "#,##0.00", language)


@given(some.text(max_size=20), LANGUAGES)
def test_any_text_is_a_number_or_unclear(text: str, language: str) -> None:
    try:
        assert parse_number(text, language).is_finite()
    except Unclear as unclear:
        assert unclear.code in {"NOT_A_NUMBER", "NUMBER_NOT_CLEAR", "NUMBER_TOO_LONG"}


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1.250", "id", "1250"),
        ("1,5", "id", "1.5"),
        ("1250000", "id", "1250000"),
        ("Rp1.500.000", "id", "1500000"),
        ("Rp 1.500.000,00", "id", "1500000"),
        ("-Rp1.500.000", "id", "-1500000"),
        ("\u22125", "id", "-5"),
        ("1,250", "en", "1250"),
        ("1.5", "en", "1.5"),
        ("1.250", "en", "1.25"),
        ("IDR 1,250,000", "en", "1250000"),
    ],
)
def test_read(text: str, language: str, number: str) -> None:
    assert parse_number(text, language) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("1.5", "id", "NUMBER_NOT_CLEAR"),
        ("14.00", "id", "NUMBER_NOT_CLEAR"),
        ("0.500", "id", "NUMBER_NOT_CLEAR"),
        ("1,5", "en", "NUMBER_NOT_CLEAR"),
        ("1.250.00", "id", "NOT_A_NUMBER"),
        ("1.2500", "id", "NOT_A_NUMBER"),
        ("NaN", "id", "NOT_A_NUMBER"),
        ("Infinity", "en", "NOT_A_NUMBER"),
        ("1e5", "en", "NOT_A_NUMBER"),
        ("\u0663", "id", "NOT_A_NUMBER"),
        ("", "id", "NOT_A_NUMBER"),
        ("USD 5", "id", "NOT_A_NUMBER"),
        ("9" * 30, "id", "NUMBER_TOO_LONG"),
        ("1_000", "en", "NOT_A_NUMBER"),
        ("0x10", "en", "NOT_A_NUMBER"),
    ],
)
def test_never_guessed(text: str, language: str, code: str) -> None:
    with pytest.raises(Unclear) as caught:
        parse_number(text, language)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        ("1840000000", "Rp1,84 miliar", "IDR 1.84 bn"),
        ("28300000", "Rp28,3 juta", "IDR 28.3 m"),
        ("999999", "Rp999.999", "IDR 999,999"),
        ("999600000", "Rp1 miliar", "IDR 1 bn"),
        ("999400000", "Rp999 juta", "IDR 999 m"),
        ("-1234567890123", "-Rp1,23 triliun", "-IDR 1.23 tn"),
        ("0", "Rp0", "IDR 0"),
    ],
)
def test_l5_card_amounts(amount: str, indonesian: str, english: str) -> None:
    assert compact_money(Decimal(amount), "IDR", "id") == indonesian
    assert compact_money(Decimal(amount), "IDR", "en") == english


def test_lg5_sen_only_where_they_exist() -> None:
    assert format_money(Decimal("1250000.00"), "IDR", 0, "id") == "1.250.000"
    assert format_money(Decimal("1250000.50"), "IDR", 0, "id") == "1.250.000,50"
    assert format_money(Decimal("-0.00"), "IDR", 0, "id") == "0"
    assert format_money(Decimal("1250"), "USD", currency_decimals("USD"), "id", bare=False) == "USD 1.250,00"
    assert str(Money(Decimal(-5), "USD")) == "-USD 5.00"


def test_rounding_is_half_up_and_asked_for() -> None:
    assert format_number(Decimal("2.345"), "en", 2) == "2.35"
    assert format_number(Decimal("12.500000"), "id") == "12,5"
    assert format_number(1250, "id") == "1.250"


def test_a_file_weighs_a_kilobyte_at_least_and_megabytes_with_one_decimal() -> None:
    assert [format_size(n, "id") for n in (1, 1024 * 1024 - 1, 1024 * 1024, 1_300_000)] == [
        "1 KB",
        "1.024 KB",
        "1,0 MB",
        "1,2 MB",
    ]
