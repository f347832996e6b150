from datetime import UTC, date, datetime
from decimal import Decimal

from dapur.contract.words import Text, _
from dapur.language.catalogue import Catalogue, Inside, translate
from dapur.language.numbers import Money


def test_values_are_formatted_for_the_reader() -> None:
    text = Text(
        "{who} {amount} {number} {day} {moment} {inner} {flag} {list}",
        {
            "who": "Budi",
            "amount": Money(Decimal(150000), "IDR"),
            "number": Decimal("1250.5"),
            "day": date(2026, 11, 2),
            "moment": datetime(2026, 11, 2, 7, 0, tzinfo=UTC),
            "inner": _("Total"),
            "flag": True,
            "list": ["a", _("no")],
        },
    )
    assert translate(text, "id") == "Budi Rp150.000 1.250,5 2 Nov 2026 2 Nov 2026 14.00 WIB Jumlah ya a, tidak"
    assert translate(text, "en") == "Budi IDR 150,000 1,250.5 2 Nov 2026 2 Nov 2026 14:00 WIB Total yes a, no"


def test_names_that_people_typed_stay_as_they_are() -> None:
    assert translate("Total {x} {", "id") == "Total {x} {"
    assert translate(Text("{name}", {"name": "{day} %s"}), "id") == "{day} %s"


def test_a_missing_value_stays_visible_instead_of_failing() -> None:
    assert translate(Text("{a} {b}", {"a": 1}), "en") == "1 {b}"


def test_english_counts_one_apart() -> None:
    english = Catalogue("en", plurals={"{count} entries": ("{count} entry", "{count} entries")})
    assert english.find("{count} entries", {"count": 1}) == "{count} entry"
    assert english.find("{count} entries", {"count": 0}) == "{count} entries"
    assert english.find("{count} entries", {}) == "{count} entries"


def test_a_title_in_a_sentence_is_small_but_abbreviations_stay() -> None:
    assert translate(Inside("Due date"), "en") == "due date"
    assert translate(Inside("NPWP"), "id") == "NPWP"
