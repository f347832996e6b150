"""Units, positions, and who belongs where from when to when."""

import asyncio
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from dapur.contract import NotFound, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur_base import organisation
from dapur_base.rules.spans import Span, outside

DAY = date(2026, 3, 2)


async def new_unit(actor: Actor, code: str, parent: int | None = None, **facts: Any) -> int:
    saved = await actor.perform("base.save_organisation_unit", code=code, name=f"Unit {code}", parent=parent, **facts)
    return int(saved.id)


async def new_person(actor: Actor, name: str, **facts: Any) -> int:
    return int((await actor.perform("base.save_party", name=name, kind="person", **facts)).id)


async def assign(actor: Actor, party: int, unit: int, first: str, last: str | None = None, **facts: Any) -> int:
    return int((await actor.perform("base.assign_person", party=party, unit=unit, from_day=first, to_day=last, **facts)).id)


async def spans(actor: Actor, party: int) -> list[tuple[str, date, date | None]]:
    rows = (await actor.page("base.assignments", Wish(filters={"party": party, "known": ["now"]}, sort=("from_day",)))).dicts()
    return [(r["unit"], r["from_day"], r["to_day"]) for r in rows]


async def test_units_stand_in_the_order_of_the_tree_and_move_with_what_lies_below(actor: Actor) -> None:
    head = await new_unit(actor, "KP")
    sales = await new_unit(actor, "JUAL", head)
    await new_unit(actor, "TIM-A", sales)
    branch = await new_unit(actor, "CAB")
    await actor.perform("base.save_organisation_unit", id=sales, code="JUAL", name="Penjualan", parent=branch)

    rows = (await actor.page("base.organisation_units", Wish(columns=("path",)))).dicts()
    assert [r["path"] for r in rows] == ["CAB/", "CAB/JUAL/", "CAB/JUAL/TIM-A/", "KP/"]


async def test_a_unit_never_lies_below_itself(actor: Actor) -> None:
    head = await new_unit(actor, "KP")
    sales = await new_unit(actor, "JUAL", head)

    with pytest.raises(Refused, match="A unit cannot lie below itself") as caught:
        await actor.perform("base.save_organisation_unit", id=head, code="KP", name="Kantor", parent=sales)

    assert (caught.value.code, caught.value.problems[0].field) == ("BASE_UNIT_CIRCLE", "parent")


async def test_a_move_is_a_new_fact_from_its_day_on(actor: Actor) -> None:
    shop, store = await new_unit(actor, "TOKO"), await new_unit(actor, "GUDANG")
    rina = await new_person(actor, "Rina Wati")
    await assign(actor, rina, shop, "2025-01-01")
    await assign(actor, rina, store, "2026-03-01")

    assert await spans(actor, rina) == [
        ("Unit TOKO", date(2025, 1, 1), date(2026, 2, 28)),
        ("Unit GUDANG", date(2026, 3, 1), None),
    ]
    reader = await actor.reader()
    for day, unit in ((date(2024, 12, 31), None), (date(2026, 2, 28), shop), (date(2026, 3, 1), store)):
        found = await organisation.assignment_of(reader, rina, day)
        assert (found.unit if found else None) == unit


async def test_days_in_the_middle_are_corrected_and_the_rest_stays(actor: Actor) -> None:
    shop, store = await new_unit(actor, "TOKO"), await new_unit(actor, "GUDANG")
    rina = await new_person(actor, "Rina Wati")
    await assign(actor, rina, shop, "2026-01-01")
    await assign(actor, rina, store, "2026-02-01", "2026-02-28")

    assert [unit for unit, _first, _last in await spans(actor, rina)] == ["Unit TOKO", "Unit GUDANG", "Unit TOKO"]


async def test_what_was_known_before_a_correction_can_still_be_asked(actor: Actor) -> None:
    shop, store = await new_unit(actor, "TOKO"), await new_unit(actor, "GUDANG")
    rina = await new_person(actor, "Rina Wati")
    await assign(actor, rina, shop, "2026-01-01")
    reader = await actor.reader()
    before = await reader.value("select max(known_from) from base.assignment where company_id = %s", actor.scope.company)
    await assign(actor, rina, store, "2026-01-01", reason="Surat keputusan keliru")

    now = await organisation.assignment_of(reader, rina, DAY)
    then = await organisation.assignment_of(reader, rina, DAY, known=before)

    assert now is not None and then is not None
    assert (now.unit, then.unit) == (store, shop)


async def test_an_assignment_ends_or_is_taken_back(actor: Actor) -> None:
    shop = await new_unit(actor, "TOKO")
    rina, budi = await new_person(actor, "Rina"), await new_person(actor, "Budi")
    stays = await assign(actor, rina, shop, "2026-01-01")
    wrong = await assign(actor, budi, shop, "2026-01-01")

    await actor.perform("base.end_assignment", id=stays, last_day="2026-03-31")
    await actor.perform("base.end_assignment", id=wrong, last_day="2025-12-31")

    assert await spans(actor, rina) == [("Unit TOKO", date(2026, 1, 1), date(2026, 3, 31))]
    assert await spans(actor, budi) == []
    with pytest.raises(NotFound):
        await actor.perform("base.end_assignment", id=wrong, last_day="2026-01-31")


async def test_additional_assignments_stand_beside_the_primary_one(actor: Actor) -> None:
    shop, store = await new_unit(actor, "TOKO"), await new_unit(actor, "GUDANG")
    rina = await new_person(actor, "Rina Wati")
    await assign(actor, rina, shop, "2026-01-01")
    await assign(actor, rina, store, "2026-01-01", kind="additional")
    await assign(actor, rina, store, "2026-02-01", kind="additional")

    assert [unit for unit, _first, _last in await spans(actor, rina)] == ["Unit TOKO", "Unit GUDANG", "Unit GUDANG"]


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"to_day": "2025-12-31"}, "BASE_DAYS_TURNED", "to_day"),
        ({"manager": "self"}, "BASE_OWN_MANAGER", "manager"),
        ({"unit": None}, "BASE_PLACE_MISSING", "position"),
        ({"party": "shop"}, "BASE_PERSON_UNKNOWN", "party"),
        ({"manager": 1}, "BASE_PERSON_UNKNOWN", "manager"),
    ],
)
async def test_an_assignment_that_makes_no_sense_is_refused_at_its_field(
    actor: Actor, facts: dict[str, Any], code: str, field: str
) -> None:
    unit, rina = await new_unit(actor, "TOKO"), await new_person(actor, "Rina")
    shop = (await actor.perform("base.save_party", name="Toko")).id
    known = {"self": rina, "shop": shop}
    raw = {"party": rina, "unit": unit, "from_day": "2026-01-01", **{k: known.get(v, v) for k, v in facts.items()}}

    with pytest.raises(Refused) as caught:
        await actor.perform("base.assign_person", raw)

    assert (caught.value.code, caught.value.problems[0].field) == (code, field)


async def test_nobody_new_is_assigned_to_what_is_closed(actor: Actor) -> None:
    unit = await new_unit(actor, "TOKO", is_closed=True)

    with pytest.raises(Refused, match="no longer used"):
        await assign(actor, await new_person(actor, "Rina"), unit, "2026-01-01")


async def test_managers_teams_and_cost_centres_follow_the_day(actor: Actor) -> None:
    head = await new_unit(actor, "KP", cost_centre="KANTOR")
    team = await new_unit(actor, "TIM", head)
    boss, lead, rina = [await new_person(actor, n) for n in ("Siti", "Budi", "Rina")]
    await assign(actor, boss, head, "2025-01-01")
    await assign(actor, lead, team, "2025-01-01", manager=boss)
    await assign(actor, rina, team, "2026-01-01", manager=lead)
    reader = await actor.reader()

    assert await organisation.managers_above(reader, rina, DAY) == [lead, boss]
    assert await organisation.everybody_below(reader, boss, DAY) == [lead, rina]
    assert [a.party for a in await organisation.team_of(reader, boss, DAY)] == [lead]
    assert [a.party for a in await organisation.members_of_unit(reader, head, DAY)] == [boss, lead, rina]
    assert [a.party for a in await organisation.members_of_unit(reader, team, date(2025, 6, 1))] == [lead]
    found = await organisation.assignment_of(reader, rina, DAY)
    assert found is not None and found.cost_centre == "KANTOR"


async def test_a_circle_of_managers_ends_where_it_closes(actor: Actor) -> None:
    unit = await new_unit(actor, "KP")
    siti, budi = await new_person(actor, "Siti"), await new_person(actor, "Budi")
    await assign(actor, siti, unit, "2026-01-01", manager=budi)
    await assign(actor, budi, unit, "2026-01-01", manager=siti)

    assert await organisation.managers_above(await actor.reader(), siti, DAY) == [budi]


async def test_a_position_has_holders_and_gives_its_unit(actor: Actor) -> None:
    unit = await new_unit(actor, "KEU")
    saved = await actor.perform(
        "base.save_position", code="KA-KEU", title_id="Kepala Keuangan", title_en="Head of finance", unit=unit, level=2
    )
    siti = await new_person(actor, "Siti")
    await actor.perform("base.assign_person", party=siti, position=saved.id, from_day="2026-01-01")
    reader = await actor.reader()

    for asked in ("KA-KEU", saved.id):
        (holder,) = await organisation.holders_of_position(reader, asked, DAY)
        assert (holder.party, holder.unit, holder.title("en")) == (siti, unit, "Head of finance")


async def test_a_member_signs_in_as_one_person(actor: Actor, other: Actor) -> None:
    member = await new_member(actor, name="Rina Wati")
    rina = await new_person(actor, "Rina Wati", user=member.scope.user)
    reader = await actor.reader()

    assert await organisation.party_of_user(reader, member.scope.user) == rina
    assert await organisation.user_of_party(reader, rina) == member.scope.user
    for user, code in ((member.scope.user, "BASE_PARTY_USER_TAKEN"), (other.scope.user, "BASE_USER_UNKNOWN")):
        with pytest.raises(Refused) as caught:
            await new_person(actor, "Kembaran", user=user)
        assert (caught.value.code, caught.value.problems[0].field) == (code, "user")


async def test_the_report_shows_the_day_and_what_was_known(actor: Actor) -> None:
    shop = await new_unit(actor, "TOKO")
    await assign(actor, await new_person(actor, "Rina Wati"), shop, "2026-01-01")
    yesterday = (await actor.reader()).today - timedelta(days=1)

    now = await actor.report("base.organisation_on", day=DAY.isoformat())
    then = await actor.report("base.organisation_on", day=DAY.isoformat(), known_on=yesterday.isoformat())

    assert [r.cells[:2] for r in now.rows] == [("Unit TOKO", ""), ("", "Rina Wati")]
    assert [r.cells[:2] for r in then.rows] == [("Unit TOKO", "")]


ATTACKS = (
    "update base.assignment set unit_id = unit_id",
    "update base.assignment set known_to = null",
    "update base.assignment set known_to = known_to + interval '1 day'",
    "delete from base.assignment",
    "insert into base.assignment (company_id, party_id, unit_id, from_day)"
    " select company_id, party_id, unit_id, from_day + 1 from base.assignment where known_to is null",
    "insert into base.assignment (company_id, party_id, unit_id, from_day, manager_id)"
    " select company_id, party_id, unit_id, from_day - 9, party_id from base.assignment where known_to is null",
    "update base.party set kind = 'organisation' where user_id is not null",
    "update base.organisation_unit set path = 'X/', parent_id = id",
)


async def test_plain_sql_does_not_get_round_it(actor: Actor, app_url: str) -> None:
    unit, rina = await new_unit(actor, "TOKO"), await new_person(actor, "Rina", user=actor.scope.user)
    await assign(actor, rina, unit, "2026-01-01")
    await assign(actor, rina, unit, "2026-02-01")

    for attack in ATTACKS:
        with psycopg.connect(app_url) as connection:
            connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(attack)
        assert caught.value.sqlstate in ("42501", "23P01", "23514", "DP010"), attack


def test_days_that_are_taken_leave_what_lies_outside() -> None:
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    march = Span(date(2026, 3, 1), date(2026, 3, 31))

    assert outside(year, march) == [Span(date(2026, 1, 1), date(2026, 2, 28)), Span(date(2026, 4, 1), date(2026, 12, 31))]
    assert outside(march, year) == []
    assert outside(Span(date(2026, 3, 15)), march) == [Span(date(2026, 4, 1))]
    assert outside(march, Span(date(2027, 1, 1))) == (march,)


async def test_two_moves_at_once_make_no_circle(actor: Actor) -> None:
    one, other = await new_unit(actor, "A"), await new_unit(actor, "B")

    async def move(unit: int, code: str, below: int) -> str:
        try:
            await actor.perform("base.save_organisation_unit", id=unit, code=code, name=code, parent=below)
        except Refused as refused:
            return refused.code
        return "moved"

    outcomes = await asyncio.gather(move(one, "A", other), move(other, "B", one))

    assert sorted(outcomes) == ["BASE_UNIT_CIRCLE", "moved"]


async def test_two_assignments_at_once_never_overlap(actor: Actor) -> None:
    shop, store = await new_unit(actor, "TOKO"), await new_unit(actor, "GUDANG")
    rina = await new_person(actor, "Rina Wati")

    await asyncio.gather(
        assign(actor, rina, shop, "2026-01-01"), assign(actor, rina, store, "2026-01-01"), return_exceptions=True
    )

    assert len(await spans(actor, rina)) == 1
