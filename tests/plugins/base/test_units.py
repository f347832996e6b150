"""Units of measure convert exactly or not at all."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur_base.rules.units import Conversion, Conversions, NotExact, NoWay, quantity_of
from dapur_base.units import conversions_of, units_of

PIECE, DOZEN, GROSS, BOX, KILO = 1, 2, 3, 4, 5
KNOWN = Conversions([Conversion(DOZEN, PIECE, Fraction(12)), Conversion(GROSS, DOZEN, Fraction(12))])


def test_units_convert_over_others_in_both_directions() -> None:
    assert KNOWN.convert(Decimal("2"), GROSS, PIECE) == 288
    assert KNOWN.convert(18, PIECE, DOZEN) == Fraction(3, 2)
    assert KNOWN.convert(5, PIECE, PIECE) == 5


def test_no_known_way_is_said() -> None:
    with pytest.raises(NoWay):
        KNOWN.convert(1, PIECE, KILO)


def test_an_items_own_box_goes_before_the_companys() -> None:
    known = [Conversion(BOX, PIECE, Fraction(12))]

    assert Conversions(known, [Conversion(BOX, PIECE, Fraction(24))]).convert(2, BOX, PIECE) == 48
    assert Conversions(known, [Conversion(PIECE, BOX, Fraction(1, 24))]).convert(2, BOX, PIECE) == 48


@pytest.mark.parametrize(
    ("value", "decimals", "quantity"),
    [(Fraction(3), 0, "3"), (Fraction(3, 2), 1, "1.5"), (Fraction(3, 2), 3, "1.500"), (Fraction(-7, 8), 3, "-0.875")],
)
def test_a_quantity_has_the_units_decimals(value: Fraction, decimals: int, quantity: str) -> None:
    assert str(quantity_of(value, decimals)) == quantity


@pytest.mark.parametrize(("value", "decimals"), [(Fraction(3, 2), 0), (Fraction(1, 12), 6), (Fraction(1, 8), 2)])
def test_what_a_unit_cannot_hold_is_refused_rather_than_rounded(value: Fraction, decimals: int) -> None:
    with pytest.raises(NotExact) as caught:
        quantity_of(value, decimals)

    assert caught.value.quantity == value


factors = st.fractions(min_value=Fraction(1, 10**6), max_value=10**6).filter(lambda f: f > 0)
quantities = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@given(st.lists(factors, min_size=1, max_size=5), quantities)
def test_there_and_back_is_the_same_quantity(chain: list[Fraction], quantity: Decimal) -> None:
    known = Conversions([Conversion(n, n + 1, factor) for n, factor in enumerate(chain)])

    there = known.convert(quantity, 0, len(chain))
    assert known.convert(there, len(chain), 0) == Fraction(quantity)
    assert quantity_of(known.convert(there, len(chain), 0), 6) == quantity


async def codes(actor: Actor) -> dict[str, int]:
    return {unit.code: number for number, unit in (await units_of(await actor.reader())).items()}


async def test_a_company_begins_with_the_usual_units(actor: Actor) -> None:
    reader = await actor.reader()
    ids = await codes(actor)
    known = await conversions_of(reader)

    assert known.convert(1, ids["gross"], ids["pcs"]) == 144
    assert quantity_of(known.convert(Decimal("0.25"), ids["t"], ids["g"]), 0) == 250_000
    assert (await units_of(reader))[ids["kg"]].un_code == "KGM"
    assert (await actor.perform("base.add_usual_units")).added == 0


async def test_a_fraction_is_kept_in_its_lowest_terms(actor: Actor) -> None:
    inch = (await actor.perform("base.save_unit", code="in", name_id="inci", name_en="inch", decimals=2)).id
    ids = await codes(actor)
    await actor.perform("base.save_conversion", unit=inch, numerator=254, denominator=10, into=ids["mm"])

    rows = (await actor.page("base.unit_conversions", Wish(filters={"unit": inch}))).dicts()
    assert [(r["numerator"], r["denominator"]) for r in rows] == [(127, 5)]
    assert (await conversions_of(await actor.reader())).convert(10, inch, ids["cm"]) == Fraction(127, 5)


async def test_two_ways_that_could_differ_are_refused(actor: Actor) -> None:
    ids = await codes(actor)

    with pytest.raises(Refused, match="convert into each other already") as caught:
        await actor.perform("base.save_conversion", unit=ids["pcs"], numerator=1, denominator=100, into=ids["gross"])

    assert (caught.value.code, caught.value.problems[0].field) == ("BASE_CONVERSION_EXISTS", "into")


async def test_a_wrong_conversion_is_changed_or_deleted(actor: Actor) -> None:
    ids = await codes(actor)
    box: dict[str, Any] = {"unit": ids["box"], "into": ids["pcs"]}
    saved = await actor.perform("base.save_conversion", numerator=12, **box)
    await actor.perform("base.save_conversion", id=saved.id, version=saved.version, numerator=24, **box)
    assert (await conversions_of(await actor.reader())).factor(ids["box"], ids["pcs"]) == 24

    await actor.perform("base.delete_conversion", id=saved.id)
    with pytest.raises(NoWay):
        (await conversions_of(await actor.reader())).factor(ids["box"], ids["pcs"])


@pytest.mark.parametrize(
    "attack",
    [
        "update base.unit_conversion set numerator = 0",
        "update base.unit_conversion set numerator = 24, denominator = 2",
        "update base.unit_conversion set into_id = unit_id",
        "insert into base.unit_conversion (company_id, unit_id, into_id, numerator)"
        " select company_id, into_id, unit_id, 7 from base.unit_conversion",
        "delete from base.unit",
    ],
)
async def test_plain_sql_cannot_make_a_conversion_ambiguous(actor: Actor, app_url: str, attack: str) -> None:
    with psycopg.connect(app_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(attack)
    assert caught.value.sqlstate in ("23514", "DP010", "42501")
