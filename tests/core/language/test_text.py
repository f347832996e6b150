import unicodedata

from hypothesis import given
from hypothesis import strategies as some

from dapur.language.text import clean, mark_bidi, sort_key

ANY = some.text(some.characters(exclude_categories=()))


@given(ANY)
def test_cleaned_text_is_one_form_and_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == clean(cleaned) == unicodedata.normalize("NFC", cleaned)
    assert "\0" not in cleaned
    cleaned.encode()


@given(ANY)
def test_sort_key_ignores_case_and_can_be_stored(name: str) -> None:
    key = sort_key(name, "id")
    assert key == sort_key(key, "en")
    key.encode()


def test_names() -> None:
    assert clean("Ayu\0 \ud800Wati") == "Ayu Wati"
    assert clean("e\u0301") == "\u00e9"
    assert clean("a\nb\tc") == "a\nb\tc"
    assert mark_bidi("a\u202eb") == "a[U+202E]b"
    assert sorted(["Zed", "\u00c9mile", "emma", "Budi"], key=lambda name: sort_key(name, "id")) == [
        "Budi",
        "\u00c9mile",
        "emma",
        "Zed",
    ]
