from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date as babel_date
from hypothesis import given
from hypothesis import strategies as some

from dapur.language.catalogue import translate
from dapur.language.dates import add_months, format_date, format_moment, format_time, parse_date, relative_day, weekday
from dapur.language.unclear import Unclear

TODAY = date(2026, 11, 24)
DAYS = some.dates(date(1900, 1, 1), date(2199, 12, 31))
LANGUAGES = some.sampled_from(["id", "en"])


@given(DAYS, LANGUAGES, DAYS)
def test_reads_back_as_the_same_day(day: date, language: str, today: date) -> None:
    for written in (
        format_date(day, language),
        format_date(day, language, "paper"),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        day.strftime("%d%m%Y"),
    ):
        assert parse_date(written, language, today) == day


@given(DAYS, LANGUAGES)
def test_equals_babel(day: date, language: str) -> None:
    assert format_date(day, language) == babel_date(day, "d MMM y", language)
    assert format_date(day, language, "paper") == babel_date(day, "d MMMM y", language)
    assert weekday(day, language) == babel_date(day, "EEEE", language)


@given(some.text(max_size=15), LANGUAGES, DAYS)
def test_any_text_is_a_day_or_unclear(text: str, language: str, today: date) -> None:
    try:
        assert 1900 <= parse_date(text, language, today).year <= 2199
    except Unclear as unclear:
        assert unclear.code in {"NOT_A_DATE", "DATE_TOO_FAR"}


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("=", "id", "2026-11-24"),
        ("+3", "id", "2026-11-27"),
        ("-3", "en", "2026-11-21"),
        ("2", "id", "2026-11-02"),
        ("2/12", "id", "2026-12-02"),
        ("02122026", "id", "2026-12-02"),
        ("021226", "id", "2026-12-02"),
        ("+2mg", "id", "2026-12-08"),
        ("1bl", "id", "2026-12-24"),
        ("1th", "id", "2027-11-24"),
        ("3h", "id", "2026-11-27"),
        ("+2w", "en", "2026-12-08"),
        ("1mo", "en", "2026-12-24"),
        ("-1y", "en", "2025-11-24"),
        ("3d", "en", "2026-11-27"),
        ("2.12.2026", "id", "2026-12-02"),
        ("2 Des 2026", "id", "2026-12-02"),
        ("2 dec", "id", "2026-12-02"),
        ("Senin, 2 Nov 2026", "id", "2026-11-02"),
        ("30 Agt", "id", "2026-08-30"),
        ("29/2/28", "en", "2028-02-29"),
    ],
)
def test_fv8(text: str, language: str, day: str) -> None:
    assert parse_date(text, language, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", '"31/02/2026" bukan tanggal: Februari 2026 hanya sampai tanggal 28.'),
        ("12/31/2026", '"12/31/2026" menyebut bulan 31, yang tidak ada. Tulis hari dulu, misalnya 31/12/2026.'),
        ("+1m", '"+1m" bukan tanggal. Tulis seperti 24/11/2026 atau 24 Nov 2026.'),
        ("m", '"m" bukan tanggal. Tulis seperti 24/11/2026 atau 24 Nov 2026.'),
        ("+99999", '"+99999" di luar tahun 1900 sampai 2199. Periksa tahunnya.'),
        ("99999th", '"99999th" di luar tahun 1900 sampai 2199. Periksa tahunnya.'),
        ("0", '"0" bukan tanggal: November 2026 hanya sampai tanggal 30.'),
    ],
)
def test_fv8_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(Unclear) as caught:
        parse_date(text, "id", TODAY)
    assert translate(caught.value.text, "id") == says
    assert caught.value.problem("date").field == "date"


def test_a_month_later_is_the_last_day_where_months_are_short() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)


def test_lg6_times_on_the_clock_of_the_place() -> None:
    moment = datetime(2026, 11, 24, 18, 12, tzinfo=UTC)
    assert format_time(moment, "Asia/Jakarta", "id") == "01.12 WIB"
    assert format_time(moment, "Asia/Makassar", "en") == "02:12 WITA"
    assert format_time(moment, "Asia/Singapore", "en") == "02:12 UTC+8"
    assert format_moment(moment, "Asia/Jakarta", "id") == "25 Nov 2026 01.12 WIB"
    with pytest.raises(ValueError, match="zone"):
        format_time(datetime(2026, 11, 24), "Asia/Jakarta", "id")


@pytest.mark.parametrize(
    ("day", "due", "indonesian", "english"),
    [
        (25, False, "besok, 25 Nov 2026", "tomorrow, 25 Nov 2026"),
        (22, True, "lewat 2 hari, 22 Nov 2026", "2 days overdue, 22 Nov 2026"),
        (23, True, "lewat 1 hari, 23 Nov 2026", "1 day overdue, 23 Nov 2026"),
        (23, False, "kemarin, 23 Nov 2026", "yesterday, 23 Nov 2026"),
        (27, False, "3 hari lagi, 27 Nov 2026", "in 3 days, 27 Nov 2026"),
    ],
)
def test_lg6_relative_days_always_with_the_date(day: int, due: bool, indonesian: str, english: str) -> None:
    words = relative_day(date(2026, 11, day), TODAY, due=due)
    assert (translate(words, "id"), translate(words, "en")) == (indonesian, english)
