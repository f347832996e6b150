"""Locks per area, their exceptions, periods."""

from datetime import timedelta
from decimal import Decimal

import pytest

from dapur.contract import Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import new_member
from tests.plugins.accounting.books import Books, open_books


async def refusal(books: Books, day: str, journal: str = "JU") -> str:
    """The code with which an entry of this day is refused, "" when it is posted."""
    try:
        await books.post(day, "6201 1000", "1101 -1000", journal=journal)
    except Refused as refused:
        return refused.code
    return ""


async def test_nothing_is_posted_or_reversed_into_locked_days(books: Books) -> None:
    entry = await books.post("2026-03-10", "6201 1000", "1101 -1000")
    await books.actor.perform("accounting.set_lock", through="2026-03-31")

    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.reverse_entry", id=entry.id, date="2026-03-31")

    assert caught.value.code == "PERIOD_LOCKED"
    assert [await refusal(books, d) for d in ("2026-03-31", "2026-04-01")] == ["PERIOD_LOCKED", ""]


async def test_an_area_is_locked_by_itself(books: Books) -> None:
    await books.actor.perform("accounting.set_lock", area="sales", through="2026-03-31")

    assert [await refusal(books, "2026-03-15", j) for j in ("JP", "JU", "JB")] == ["PERIOD_LOCKED", "", ""]


async def test_a_lock_moves_back_only_with_a_reason(books: Books) -> None:
    await books.actor.perform("accounting.set_lock", through="2026-03-31")

    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.set_lock", through="2026-02-28")
    await books.actor.perform("accounting.set_lock", through="2026-02-28", reason="Koreksi auditor")

    assert (caught.value.code, caught.value.problems[0].field) == ("REASON_MISSING", "reason")
    assert await refusal(books, "2026-03-15") == ""


async def test_closing_a_period_closes_those_before_and_opening_those_after(books: Books) -> None:
    year = (await books.actor.reader()).today.year
    march = {"starts": f"{year}-03-01", "ends": f"{year}-03-31"}
    await books.actor.perform("accounting.close_period", march)

    async def states() -> list[str]:
        rows = (await books.actor.page("accounting.periods", Wish(sort=("starts",), limit=5))).dicts()
        return [str(r["status"]) for r in rows]

    assert await states() == ["closed", "closed", "closed", "open", "open"]
    await books.actor.perform("accounting.open_period", march, reason="Tagihan terlambat")
    assert await states() == ["closed", "closed", "open", "open", "open"]


async def test_an_exception_is_for_one_person_for_a_while_and_its_entries_are_listed(books: Books) -> None:
    clerk = await open_books(await new_member(books.actor, "accountant"))
    other = await open_books(await new_member(books.actor, "accountant"))
    await books.actor.perform("accounting.set_lock", through="2026-03-31")
    now = (await books.actor.reader()).now
    granted = await books.actor.perform(
        "accounting.grant_exception",
        to=clerk.actor.scope.user,
        lock_through="2026-03-27",
        until=(now + timedelta(hours=1)).isoformat(),
        reason="Tagihan terlambat",
    )

    assert [await refusal(b, "2026-03-28") for b in (clerk, other)] == ["", "PERIOD_LOCKED"]
    assert await refusal(clerk, "2026-03-27") == "PERIOD_LOCKED"
    await books.actor.perform("accounting.revoke_exception", id=granted.id)
    assert await refusal(clerk, "2026-03-28") == "PERIOD_LOCKED"
    listed = (await books.actor.page("accounting.entries", Wish(filters={"exception": True}))).dicts()
    assert [(r["number"], r["total"]) for r in listed] == [("JU/2026/03/0001", Decimal(1000))]


async def test_an_exception_is_for_somebody_of_the_company_and_ends_later(books: Books) -> None:
    now = (await books.actor.reader()).now
    facts = {"lock_through": "2026-03-27", "reason": "Terlambat"}

    with pytest.raises(Refused) as stranger:
        await books.actor.perform(
            "accounting.grant_exception", facts, to=999_999_999, until=(now + timedelta(hours=1)).isoformat()
        )
    with pytest.raises(Refused) as past:
        await books.actor.perform("accounting.grant_exception", facts, to=books.actor.scope.user, until="2020-01-01T00:00:00")

    assert (stranger.value.code, past.value.code) == ("PERSON_UNKNOWN", "UNTIL_PAST")
