import asyncio
from datetime import date

import psycopg
import pytest

from dapur.contract import Form, Refused, Result, _, operation
from dapur.house import House
from dapur.numbering import take_number, written
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.testing.companies import Actor


class Take(Form):
    day: date
    fail: bool = False


class Taken(Result):
    text: str


@operation("core.take_for_a_test", title=_("Save"), permission="public")
async def take(work: Work, form: Take) -> Taken:
    """Take a number, and perhaps fail afterwards."""
    number = await take_number(work, "core.test", form.day, "T/{roman}/{year}/{number}")
    if form.fail:
        raise Refused("TEST", _("No."))
    return Taken(text=number.text)


async def _take(actor: Actor, day: str, *, fail: bool = False) -> str:
    outcome = await perform(actor.house, actor.scope, take, {"day": day, "fail": fail})
    return str(outcome.result.model_dump()["text"])


async def test_numbers_begin_again_each_year_and_in_each_company(actor: Actor, other: Actor) -> None:
    found = [await _take(actor, day) for day in ("2026-11-01", "2026-12-01", "2027-01-01")]

    assert found == ["T/XI/2026/0001", "T/XII/2026/0002", "T/I/2027/0001"]
    assert await _take(other, "2026-11-01") == "T/XI/2026/0001"


async def test_a_number_that_was_taken_in_vain_is_given_to_the_next(actor: Actor) -> None:
    with pytest.raises(Refused):
        await _take(actor, "2026-11-01", fail=True)

    assert await _take(actor, "2026-11-01") == "T/XI/2026/0001"


async def test_many_at_once_leave_no_gap_and_none_twice(actor: Actor) -> None:
    found = await asyncio.gather(*(_take(actor, "2026-11-01") for _n in range(12)))

    assert sorted(found) == [f"T/XI/2026/{n:04d}" for n in range(1, 13)]


def test_the_application_cannot_touch_the_counters(app_url: str, house: House, actor: Actor) -> None:
    with psycopg.connect(app_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("update core.number_counter set last = 1")


def test_a_pattern_fills_the_places_that_a_department_names() -> None:
    assert (
        written("{number}/{kind}/{unit}/{roman}/{year}", date(2026, 11, 23), 7, 3, kind="SP", unit="HRD") == "007/SP/HRD/XI/2026"
    )
