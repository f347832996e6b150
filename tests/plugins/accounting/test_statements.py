"""Statements: golden figures, any day, comparison, as known on a past day, drill-down."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest

from dapur.contract import Invalid, Sheet
from dapur.language.catalogue import translate
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.accounting.books import Books, figures

D = Decimal


async def a_small_year(books: Books) -> None:
    """Capital, a purchase, sales with cost, rent, interest, tax, and a sale of the year before."""
    await books.post("2025-11-03", "1103 100000000", "3101 -100000000")
    await books.post("2025-12-15", "1103 4000000", "4101 -4000000")
    await books.post("2026-01-12", "1141 30000000", "1103 -20000000", "2101 -10000000")
    await books.post("2026-02-10", "1121 25000000", "4101 -25000000")
    await books.post("2026-02-10", "5101 15000000", "1141 -15000000")
    await books.post("2026-03-02", "6201 3000000", "1103 -3000000")
    await books.post("2026-03-31", "1103 250000", "7101 -250000")
    await books.post("2026-03-31", "8101 1000000", "2130 -1000000")


async def test_the_balance_sheet_of_a_small_year(books: Books) -> None:
    await a_small_year(books)

    sheet = figures(await books.actor.report("accounting.balance_sheet", day="2026-03-31"))

    assert {k: v[0] for k, v in sheet.items() if k in ("1103", "1141", "total_assets", "total_liabilities", "total_equity")} == {
        "1103": D(81_250_000),
        "1141": D(15_000_000),
        "total_assets": D(121_250_000),
        "total_liabilities": D(11_000_000),
        "total_equity": D(110_250_000),
    }
    assert (sheet["earlier_profit"][0], sheet["current_year_earnings"][0]) == (D(4_000_000), D(6_250_000))


async def test_the_income_statement_goes_down_to_the_profit(books: Books) -> None:
    await a_small_year(books)

    rows = figures(await books.actor.report("accounting.income_statement", first="2026-01-01", last="2026-12-31", compare="year"))

    assert {k: rows[k] for k in ("gross_profit", "operating_profit", "profit_before_tax", "net_income")} == {
        "gross_profit": (D(10_000_000), D(4_000_000)),
        "operating_profit": (D(7_000_000), D(4_000_000)),
        "profit_before_tax": (D(7_250_000), D(4_000_000)),
        "net_income": (D(6_250_000), D(4_000_000)),
    }


async def test_columns_by_month_add_up_to_the_total(books: Books) -> None:
    await a_small_year(books)

    rows = figures(await books.actor.report("accounting.income_statement", first="2026-01-01", last="2026-03-31", step="month"))

    for key, cells in rows.items():
        assert sum(cells[:3]) == cells[3], key


@pytest.mark.parametrize("day", ["2025-11-02", "2025-12-31", "2026-01-01", "2026-02-10", "2026-03-30", "2030-01-01"])
async def test_the_balance_sheet_balances_on_any_day(books: Books, day: str) -> None:
    await a_small_year(books)

    sheet = figures(await books.actor.report("accounting.balance_sheet", day=day, compare="year"))

    assert sheet["total_assets"] == sheet["total_liabilities_and_equity"]


async def test_the_trial_balance_adds_up_to_zero(books: Books) -> None:
    await a_small_year(books)

    total = (await books.trial("2026-01-01", "2026-03-31"))["total"]

    assert (total[0], total[1] - total[2], total[3]) == (D(0), D(0), D(0))


def filters_of(address: str) -> dict[str, object]:
    """A drill-down address as filters of the lines."""
    found: dict[str, object] = {}
    ends: dict[str, dict[str, date]] = {}
    for name, value in parse_qsl(urlsplit(address).query):
        field, _dot, end = name.partition(".")
        if end:
            ends.setdefault(field, {})[end] = date.fromisoformat(value)
        elif field in ("type", "section"):
            found.setdefault(field, []).append(value)  # type: ignore[attr-defined]
        elif field == "closing":
            found[field] = value == "1"
        else:
            found[field] = int(value)
    return {**found, **{f: (e.get("from"), e.get("to")) for f, e in ends.items()}}


async def check_drill_down(books: Books, sheet: Sheet) -> int:
    """Every linked figure equals the sum of the lines behind it. Returns how many were checked."""
    reader = await books.actor.reader()
    lines = books.actor.house.registry.queries["accounting.lines"]
    checked = 0
    for row in sheet.rows:
        for n, column in enumerate(sheet.columns):
            address = row.links.get(column.name, "")
            if column.kind != "money" or not address.startswith("accounting/lines?"):
                continue
            sums = (await reader.totals(lines, Wish(filters=filters_of(address)))).sums
            expected = {"debit": sums["debit"], "credit": sums["credit"]}.get(column.name, sums["debit"] - sums["credit"])
            assert abs(row.cells[n]) == abs(expected), (row.key, column.name, address)
            checked += 1
    return checked


async def test_every_figure_is_the_sum_of_the_lines_behind_it(books: Books) -> None:
    await a_small_year(books)

    span = {"first": "2026-01-01", "last": "2026-03-31"}
    for name, fields, least in (
        ("trial_balance", span, 20),
        ("balance_sheet", {"day": "2026-03-31", "compare": "year_end"}, 25),
        ("income_statement", {**span, "step": "month", "compare": "period"}, 40),
        ("general_ledger", {**span, "account": books.accounts["1103"]}, 2),
    ):
        assert await check_drill_down(books, await books.actor.report(f"accounting.{name}", **fields)) >= least


async def test_the_general_ledger_runs_on_from_page_to_page(books: Books) -> None:
    for n in range(1, 13):
        await books.post("2026-03-02", f"1101 {n}", f"4101 -{n}")
    asked = {"account": books.accounts["1101"], "first": "2026-03-01", "last": "2026-03-31", "size": 5}

    balances, cursor = [], ""
    for _page in range(3):
        sheet = await books.actor.report("accounting.general_ledger", **asked, cursor=cursor)
        balances.append([row.cells[5] for row in sheet.rows if row.style == "line"])
        cursor = sheet.more

    assert [b for page in balances for b in page] == [D(sum(range(1, n + 1))) for n in range(1, 13)]
    assert cursor == "" and len(balances[2]) == 2


async def test_the_journal_shows_each_entry_with_its_lines(books: Books) -> None:
    for n in range(1, 4):
        await books.post(f"2026-03-0{n}", f"1101 {n}", f"4101 -{n}")

    first = await books.actor.report("accounting.journal", first="2026-03-01", last="2026-03-31", size=2)
    rest = await books.actor.report("accounting.journal", first="2026-03-01", last="2026-03-31", size=2, cursor=first.more)

    keys = [row.key for sheet in (first, rest) for row in sheet.rows if row.key]
    assert keys == [f"JU/2026/03/000{n}" for n in (1, 2, 3)]
    assert len(first.rows) == 6 and rest.more == ""


async def test_what_was_posted_later_is_not_known_before(books: Books) -> None:
    await books.post("2026-03-02", "1101 5000", "4101 -5000")
    known = (await books.actor.reader()).now.isoformat()
    await books.post("2026-03-03", "1101 700", "4101 -700")

    assert await books.closing("1101", "2026-03-31") == D(5700)
    assert await books.closing("1101", "2026-03-31", known_at=known) == D(5000)
    assert await books.closing("1101", "2026-03-31", known_on="2026-03-31") == 0


async def test_days_in_the_wrong_order_are_told(books: Books) -> None:
    with pytest.raises(Invalid) as caught:
        await books.trial("2026-03-31", "2026-03-01")

    assert (caught.value.code, caught.value.problems[0].field) == ("DAYS_SWAPPED", "last")


async def test_statements_speak_the_readers_language(books: Books) -> None:
    await a_small_year(books)
    english: Actor = replace(books.actor, scope=replace(books.actor.scope, language="en"))

    async def words(actor: Actor) -> list[str]:
        sheet = await actor.report("accounting.balance_sheet", day="2026-03-31")
        return [translate(row.cells[1], actor.scope.language) for row in sheet.rows] + [
            translate(sheet.title, actor.scope.language)
        ]

    assert {"Persediaan barang dagang", "Jumlah Aset lancar", "Jumlah aset", "Neraca"} <= set(await words(books.actor))
    assert {"Merchandise inventory", "Total Current assets", "Total assets", "Balance sheet"} <= set(await words(english))
