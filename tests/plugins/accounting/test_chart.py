"""The chart of accounts, journals, fiscal years, opening balances."""

from decimal import Decimal

import pytest

from dapur.contract import Conflict, NotFound, Refused
from dapur.house import House
from dapur.testing.companies import Actor, new_company
from dapur_accounting.data.charts import CHARTS, read_chart
from tests.plugins.accounting.books import Books, open_books

D = Decimal


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_names_everything_twice_and_its_roles_exist(name: str) -> None:
    chart = read_chart(name)
    posting = {a.code for a in chart.accounts if not a.is_group}

    assert chart.source
    assert all(a.name_id and a.name_en for a in chart.accounts)
    assert set(chart.roles.values()) <= posting
    assert len({a.path for a in chart.accounts}) == len(chart.accounts)


async def test_the_neutral_chart_can_be_chosen(house: House) -> None:
    actor = await new_company(house, setup={"accounting.books": {"chart": "neutral", "books_from": "2025-07-01"}})
    books = await open_books(actor)

    assert "1120" in books.accounts and "1151" not in books.accounts
    assert "2025/2026" in [r["name"] for r in (await actor.page("accounting.fiscal_years")).dicts()]


async def test_books_are_set_up_once(books: Books) -> None:
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.set_up")

    assert caught.value.code == "ALREADY_SET_UP"


async def test_an_account_needs_no_code_and_shares_its_headings_type(books: Books) -> None:
    saved = await books.actor.perform(
        "accounting.save_account", parent=books.accounts["11"], name_id="Kas warung", name_en="Stall cash"
    )

    row = await (await books.actor.reader()).one(books.actor.house.registry.queries["accounting.accounts"], saved.id)
    assert (row["path"], row["type"], row["code"]) == ("1:11:Kas warung", "asset", "")
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.save_account", parent=books.accounts["11"], name_id="Salah", type="income")
    assert caught.value.code == "TYPE_DIFFERS"


async def test_what_stands_below_moves_along(books: Books) -> None:
    group = await books.actor.perform("accounting.save_account", parent=books.accounts["11"], name_id="Proyek", is_group=True)
    below = await books.actor.perform("accounting.save_account", parent=group.id, name_id="Kas proyek")

    await books.actor.perform(
        "accounting.save_account",
        id=group.id,
        version=group.version,
        parent=books.accounts["12"],
        name_id="Proyek",
        is_group=True,
    )

    accounts = books.actor.house.registry.queries["accounting.accounts"]
    assert (await (await books.actor.reader()).one(accounts, below.id))["path"] == "1:12:Proyek:Kas proyek"
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.save_account", id=group.id, parent=below.id, name_id="Proyek", is_group=True)
    assert caught.value.code == "ACCOUNT_BELOW_ITSELF"


async def test_a_code_is_taken_once_and_an_old_version_conflicts(books: Books) -> None:
    facts = {"parent": books.accounts["11"], "name_id": "Kas lain"}
    with pytest.raises(Refused) as taken:
        await books.actor.perform("accounting.save_account", facts, code="1101")
    saved = await books.actor.perform("accounting.save_account", facts, code="1199")
    await books.actor.perform("accounting.save_account", facts, id=saved.id, version=saved.version, code="1198")
    with pytest.raises(Conflict) as old:
        await books.actor.perform("accounting.save_account", facts, id=saved.id, version=saved.version, code="1197")

    assert (taken.value.code, old.value.code) == ("ACCOUNT_EXISTS", "VERSION_CHANGED")


async def test_a_used_account_is_closed_and_never_deleted(books: Books) -> None:
    await books.post("2026-03-02", "1102 5", "4101 -5")
    account = books.accounts["1102"]

    with pytest.raises(Refused) as deleted:
        await books.actor.perform("accounting.delete_account", id=account)
    await books.actor.perform("accounting.close_account", id=account)
    with pytest.raises(Refused) as posted:
        await books.post("2026-03-02", "1102 5", "4101 -5")
    await books.actor.perform("accounting.open_account", id=account)

    assert (deleted.value.code, posted.value.code) == ("ACCOUNT_IN_USE", "ACCOUNT_CLOSED")
    await books.post("2026-03-02", "1102 5", "4101 -5")
    assert await books.closing("1102", "2026-03-31") == D(10)


async def test_an_account_of_another_company_does_not_exist(books: Books, other: Actor) -> None:
    theirs = await open_books(other)

    for operation in ("accounting.close_account", "accounting.delete_account"):
        with pytest.raises(NotFound):
            await books.actor.perform(operation, id=theirs.accounts["1107"])
    with pytest.raises(NotFound):
        await books.actor.perform("accounting.save_account", parent=theirs.accounts["11"], name_id="Asing")


async def test_a_journal_goes_on_after_the_numbers_of_an_earlier_system(books: Books) -> None:
    journal = await books.actor.perform("accounting.save_journal", code="MEM", name_id="Memorial", restart="year")
    await books.actor.perform("accounting.start_numbers", id=journal.id, last=41, day="2026-03-01")
    books.journals["MEM"] = journal.id

    assert (await books.post("2026-03-02", "1101 5", "4101 -5", journal="MEM")).number == "MEM/2026/0042"
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.start_numbers", id=journal.id, last=99, day="2026-03-01")
    assert caught.value.code == "JOURNAL_IN_USE"


async def test_a_pattern_that_would_repeat_numbers_is_refused(books: Books) -> None:
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.save_journal", code="X", name_id="X", pattern="X/{year}/{number}", restart="month")

    assert (caught.value.code, caught.value.problems[0].field) == ("PATTERN_INCOMPLETE", "pattern")


async def test_fiscal_years_follow_each_other_and_never_overlap(books: Books) -> None:
    years = (await books.actor.page("accounting.fiscal_years")).dicts()
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.save_fiscal_year", starts=years[0]["ends"].isoformat())
    added = await books.actor.perform("accounting.add_fiscal_years", through=f"{years[0]['ends'].year + 2}-01-01")

    assert (caught.value.code, added.count) == ("YEARS_OVERLAP", 2)


async def test_opening_balances_are_checked_against_the_control_totals(books: Books) -> None:
    raw = {"date": "2025-12-31", "lines": books.lines("1101 700", "2101 -200"), "difference_account": books.accounts["3202"]}

    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.post_opening_balances", raw, control_debit="800")
    posted = await books.actor.perform("accounting.post_opening_balances", raw, control_debit="700", control_credit="200")

    assert (caught.value.code, caught.value.problems[0].field) == ("CONTROL_TOTAL_DIFFERS", "control_debit")
    assert posted.number == "SA/2025/0001"
    assert await books.closing("3202", "2025-12-31") == D(-500)


async def test_rolling_up_changes_no_figure(books: Books) -> None:
    for month in range(1, 7):
        await books.post(f"2026-{month:02}-17", f"1101 {month * 100}", f"4101 -{month * 100}")
    days = ("2026-01-16", "2026-01-17", "2026-03-31", "2026-04-01", "2026-06-30", "2027-01-01")
    before = [await books.trial(day, day) for day in days]

    moved = await books.actor.perform("accounting.roll_up")

    assert moved.moved > 0
    assert [await books.trial(day, day) for day in days] == before
