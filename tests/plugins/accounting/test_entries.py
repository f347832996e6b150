"""Posting, reversing and drafting journal entries through operations."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dapur.contract import Conflict, Forbidden, Invalid, NotFound, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.accounting.books import Books, open_books

D = Decimal


async def test_a_balanced_entry_is_posted_and_numbered(books: Books) -> None:
    first = await books.post("2026-03-02", "1101 500000", "4101 -500000")
    second = await books.post("2026-03-09", "1101 250000", "4101 -250000")

    assert (first.number, second.number) == ("JU/2026/03/0001", "JU/2026/03/0002")
    assert await books.closing("1101", "2026-03-31") == D(750000)


async def test_an_unbalanced_entry_is_refused_with_the_difference(books: Books) -> None:
    with pytest.raises(Refused) as caught:
        await books.post("2026-03-02", "1101 500000", "4101 -400000")

    assert (caught.value.code, caught.value.problems[0].field) == ("ENTRY_UNBALANCED", "lines")
    assert await books.closing("1101", "2026-03-31") == 0


async def test_a_refused_entry_uses_no_number(books: Books) -> None:
    with pytest.raises(Refused):
        await books.post("2026-03-02", "1101 1", "4101 -2")

    assert (await books.post("2026-03-02", "1101 1", "4101 -1")).number == "JU/2026/03/0001"


async def test_a_wrong_line_is_told_at_its_field(books: Books) -> None:
    with pytest.raises(Refused) as heading:
        await books.post("2026-03-02", "11 5", "4101 -5")
    with pytest.raises(Refused) as decimals:
        await books.post("2026-03-02", "1101 5.5", "4101 -5.5")

    assert (heading.value.code, heading.value.problems[0].field) == ("ACCOUNT_IS_GROUP", "lines.0.account")
    assert (decimals.value.code, decimals.value.problems[0].field) == ("TOO_MANY_DECIMALS", "lines.0.debit")


async def test_a_reversal_is_dated_when_it_happens_and_leaves_the_past_alone(books: Books) -> None:
    entry = await books.post("2026-03-02", "6201 900000", "1101 -900000")

    turned = await books.actor.perform("accounting.reverse_entry", id=entry.id, date="2026-04-05")

    assert await books.closing("6201", "2026-03-31") == D(900000)
    assert await books.closing("6201", "2026-04-30") == 0
    shown = (await books.actor.page("accounting.entries")).dicts()
    assert {(r["number"], r["status"]) for r in shown} == {(entry.number, "reversed"), (turned.number, "reversal")}


async def test_an_entry_is_reversed_once_and_never_before_its_day(books: Books) -> None:
    entry = await books.post("2026-03-02", "6201 900000", "1101 -900000")

    with pytest.raises(Refused) as early:
        await books.actor.perform("accounting.reverse_entry", id=entry.id, date="2026-03-01")
    await books.actor.perform("accounting.reverse_entry", id=entry.id, date="2026-03-02")
    with pytest.raises(Refused) as twice:
        await books.actor.perform("accounting.reverse_entry", id=entry.id, date="2026-03-03")

    assert (early.value.code, twice.value.code) == ("DATE_TOO_EARLY", "ALREADY_REVERSED")


async def test_without_a_date_a_reversal_is_of_today(books: Books) -> None:
    yesterday = (date.today() - timedelta(days=2)).isoformat()
    entry = await books.post(yesterday, "6201 1", "1101 -1")

    turned = await books.actor.perform("accounting.reverse_entry", id=entry.id)

    row = await (await books.actor.reader()).one(books.actor.house.registry.queries["accounting.entries"], turned.id)
    assert row["date"] == (await books.actor.reader()).today


async def test_the_same_source_is_booked_once(books: Books) -> None:
    first = await books.post("2026-03-02", "1101 5", "4101 -5", source="INV-7")
    again = await books.post("2026-03-02", "1101 5", "4101 -5", source="INV-7")
    with pytest.raises(Conflict) as other:
        await books.post("2026-03-02", "1101 6", "4101 -6", source="INV-7")

    assert (again.id, again.existing, other.value.code) == (first.id, True, "REFERENCE_REUSED")


async def test_another_companys_account_does_not_exist(books: Books, other: Actor) -> None:
    theirs = await open_books(other)

    with pytest.raises(Refused) as caught:
        await books.actor.perform(
            "accounting.post_entry",
            journal=books.journals["JU"],
            date="2026-03-02",
            lines=[{"account": theirs.accounts["1101"], "debit": 1}, {"account": books.accounts["4101"], "credit": 1}],
        )
    entry = await theirs.post("2026-03-02", "1101 1", "4101 -1")
    with pytest.raises(NotFound):
        await books.actor.perform("accounting.reverse_entry", id=entry.id)

    assert caught.value.code == "ACCOUNT_UNKNOWN"


async def test_without_the_right_nothing_is_posted(books: Books) -> None:
    poor = await open_books(books.actor.without("accounting.entry.post"))

    with pytest.raises(Forbidden):
        await poor.post("2026-03-02", "1101 1", "4101 -1")


async def test_a_draft_may_be_unfinished_and_is_posted_when_it_is_whole(books: Books) -> None:
    facts = {"journal": books.journals["JU"], "date": "2026-03-02"}
    draft = await books.actor.perform("accounting.save_draft", facts, lines=[{"debit": "5"}])
    with pytest.raises(Invalid) as unfinished:
        await books.actor.perform("accounting.post_draft", id=draft.id)
    whole = await books.actor.perform(
        "accounting.save_draft", facts, draft=draft.id, version=draft.version, lines=books.lines("1101 5", "4101 -5")
    )
    posted = await books.actor.perform("accounting.post_draft", id=draft.id, version=whole.version)

    assert unfinished.value.problems[0].field == "lines.0.account"
    assert posted.number == "JU/2026/03/0001"
    assert (await books.actor.page("accounting.drafts")).rows == []


async def test_a_draft_changed_by_somebody_else_is_a_conflict(books: Books) -> None:
    facts = {"journal": books.journals["JU"], "date": "2026-03-02", "lines": books.lines("1101 5", "4101 -5")}
    draft = await books.actor.perform("accounting.save_draft", facts)
    await books.actor.perform("accounting.save_draft", facts, draft=draft.id, version=draft.version, description="Baru")

    for operation, raw in (
        ("accounting.save_draft", {**facts, "draft": draft.id, "version": draft.version}),
        ("accounting.post_draft", {"id": draft.id, "version": draft.version}),
        ("accounting.delete_draft", {"id": draft.id, "version": draft.version}),
        ("accounting.post_entry", {**facts, "draft": draft.id, "version": draft.version}),
    ):
        with pytest.raises(Conflict) as caught:
            await books.actor.perform(operation, raw)
        assert caught.value.code == "VERSION_CHANGED"


async def test_a_copy_is_a_draft_of_today_with_the_same_lines(books: Books) -> None:
    entry = await books.post("2026-03-02", "1101 5", "4101 -5", description="Penjualan tunai")

    copy = await books.actor.perform("accounting.copy_entry", id=entry.id)
    posted = await books.actor.perform("accounting.post_draft", id=copy.id)

    lines = await books.actor.page("accounting.lines", Wish(filters={"entry": posted.id}))
    assert [(r["code"], r["debit"], r["credit"]) for r in lines.dicts()] == [("1101", D(5), D(0)), ("4101", D(0), D(5))]


async def test_the_lines_of_an_account_add_up_to_its_figure(books: Books) -> None:
    for n in range(1, 8):
        await books.post(f"2026-03-{n:02}", f"1101 {n * 1000}", f"4101 -{n * 1000}")

    reader = await books.actor.reader()
    lines = books.actor.house.registry.queries["accounting.lines"]
    span = {"account": books.accounts["1101"], "date": (date(2026, 3, 1), date(2026, 3, 5))}
    totals = await reader.totals(lines, Wish(filters=span))

    assert (await books.trial("2026-03-01", "2026-03-05"))["1101"][1] == totals.sums["debit"] == D(15000)


async def test_names_are_shown_in_the_readers_language(books: Books) -> None:
    from dataclasses import replace

    english = replace(books.actor, scope=replace(books.actor.scope, language="en"))

    def name(rows: object) -> str:
        return next(str(r["name"]) for r in rows.dicts() if r["code"] == "1101")  # type: ignore[attr-defined]

    assert name(await books.actor.page("accounting.accounts")) == "Kas"
    assert name(await english.page("accounting.accounts")) == "Cash on hand"
    assert "Cash on hand" in [
        row.cells[1]
        for row in (await english.report("accounting.trial_balance", first="2026-01-01", last="2026-12-31", with_zero=True)).rows
    ]


async def test_lines_of_a_merged_party_are_found_under_the_one_that_stays(books: Books) -> None:
    old = (await books.actor.perform("base.save_party", name="PT Baja Lama")).id
    stays = (await books.actor.perform("base.save_party", name="PT Baja Dapur")).id
    lines = [{**books.lines("2101 -500000")[0], "party": old}, *books.lines("1101 500000")]
    await books.actor.perform("accounting.post_entry", journal=books.journals["JU"], date="2026-03-02", lines=lines)

    await books.actor.perform("base.merge_parties", id=old, into=stays)

    found = (await books.actor.page("accounting.lines", Wish(filters={"party": stays}, columns=("party", "credit")))).dicts()
    assert [(r["party"], r["credit"]) for r in found] == [("PT Baja Lama", D(500000))]
