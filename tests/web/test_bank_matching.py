"""The matching screen (UX rules SG-1 to SG-5): every key counted, in a real browser against a real server process."""

import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from tests.plugins.accounting.books import Books, open_books
from tests.plugins.accounting.test_bank import bank_of, customer, invoice, open_of, statement, waiting
from tests.web.browsing import visit
from tests.web.conftest import Server
from tests.web.driving import Hands, driven
from tests.web.screens import PHONE, WIDE

pytestmark = pytest.mark.browser


async def desk(house: House) -> tuple[Books, int, dict[str, Any]]:
    """Three lines: one that fits, one less the bank's fee, one that nobody knows; a fourth below them fits again."""
    books = await open_books(await new_company(house))
    bank, party = await bank_of(books), await customer(books)
    amounts = {"INV-501": "700000", "INV-502": "1250000", "INV-503": "90000"}
    sales = {number: await invoice(books, "2026-05-02", amount, party, number) for number, amount in amounts.items()}
    await statement(
        books,
        bank,
        "0",
        "2026-05-20 700000 TRF INV-501",
        "2026-05-20 1243500 TRF INV-502 LESS FEE",
        "2026-05-21 -75000 BIAYA ADM",
        "2026-05-22 90000 TRF INV-503",
    )
    return books, bank, sales


class Counted:
    """Hands whose keys are counted."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.count = hands, 0

    async def __call__(self, *names: str) -> None:
        self.count += len(names)
        await self.hands.keys(*names)


async def test_sg5_a_suggested_line_takes_one_key_and_goes_to_the_line_below(
    browser: Browser, server: Server, house: House
) -> None:
    books, bank, sales = await desk(house)
    async with driven(browser, server, books.actor, WIDE) as hands:
        await hands.open(f"accounting/bank/{bank}/match")
        await expect(hands.page.locator("#left-over")).to_have_text("0")
        press = Counted(hands)
        await press("m")
        await expect(hands.page.locator("li.current .match-memo")).to_have_text("TRF INV-502 LESS FEE")
        await expect(hands.page.locator("#match-state")).to_contain_text("3")

    assert press.count == 1
    assert await open_of(books, sales["INV-501"].id) == 0


async def test_sg5_a_line_less_the_banks_fee_takes_three_keys(browser: Browser, server: Server, house: House) -> None:
    books, bank, sales = await desk(house)
    line = (await waiting(books, bank))["TRF INV-502 LESS FEE"]
    async with driven(browser, server, books.actor, WIDE) as hands:
        await hands.open(f"accounting/bank/{bank}/match/{line}")
        press = Counted(hands)
        await press("x")
        await expect(hands.page.locator("#left-over")).to_have_text("6.500")
        await press("w", "m")
        await expect(hands.page.locator("li.current .match-memo")).to_have_text("BIAYA ADM")

    assert press.count == 3
    assert await open_of(books, sales["INV-502"].id) == 0
    assert await books.closing("7203", "2026-05-31") == Decimal(6500)


async def test_sg5_all_sure_lines_take_two_keys(browser: Browser, server: Server, house: House) -> None:
    books, bank, sales = await desk(house)
    async with driven(browser, server, books.actor, WIDE) as hands:
        await hands.open(f"accounting/bank/{bank}/match")
        press = Counted(hands)
        await press("s")
        await expect(hands.page.locator("tbody tr")).to_have_count(2)
        await press("m")
        await expect(hands.page.locator("#match-state")).to_contain_text("2")
        assert await hands.violations() == []

    assert press.count == 2
    assert [await open_of(books, sales[n].id) for n in ("INV-501", "INV-503")] == [0, 0]


async def test_sg2_j_k_and_arrows_move_and_enter_in_a_field_never_accepts(browser: Browser, server: Server, house: House) -> None:
    books, bank, sales = await desk(house)
    async with driven(browser, server, books.actor, WIDE) as hands:
        await hands.open(f"accounting/bank/{bank}/match")
        await hands.keys("j")
        await expect(hands.page.locator("li.current .match-memo")).to_have_text("TRF INV-502 LESS FEE")
        await hands.keys("k")
        await expect(hands.page.locator("li.current .match-memo")).to_have_text("TRF INV-501")
        await hands.keys("ArrowDown")
        await expect(hands.page.locator("tr.cursor")).to_have_count(1)
        await hands.keys("Enter")
        await hands.page.wait_for_timeout(100)

    assert await open_of(books, sales["INV-501"].id) == Decimal(700000)


async def test_sg3_sg4_searched_ticked_undone_and_refused_on_the_same_page(
    browser: Browser, server: Server, house: House
) -> None:
    books, bank, sales = await desk(house)
    line = (await waiting(books, bank))["TRF INV-501"]
    async with driven(browser, server, books.actor, WIDE) as hands:
        await hands.open(f"accounting/bank/{bank}/match/{line}")
        await hands.keys("/", "INV-502", "Enter")
        await hands.page.wait_for_url("**q=INV-502")
        await expect(hands.page.locator("[data-candidate]")).to_have_count(1)
        await hands.page.locator("body").press("Escape")
        await hands.page.locator("#match-state").click()
        await hands.keys("x", "m")
        await expect(hands.page.locator("li.current .match-memo")).to_have_text("TRF INV-502 LESS FEE")
        assert await open_of(books, sales["INV-502"].id) == Decimal(550000)
        await hands.keys("z")
        await expect(hands.page.locator("#match-state")).to_contain_text("4")
        assert await open_of(books, sales["INV-502"].id) == Decimal(1250000)
        third = (await waiting(books, bank))["BIAYA ADM"]
        await hands.open(f"accounting/bank/{bank}/match/{third}?q=INV-503")
        await hands.keys("x", "m")
        await expect(hands.page.locator("#summary")).to_be_visible()
        await expect(hands.page.locator("li.current .match-memo")).to_have_text("BIAYA ADM")
        hands.expect_wrong("Failed to load resource", "422")


async def test_sg3_account_and_party_are_made_without_leaving_the_screen(browser: Browser, server: Server, house: House) -> None:
    books, bank, _sales = await desk(house)
    line = (await waiting(books, bank))["BIAYA ADM"]
    async with driven(browser, server, books.actor, WIDE) as hands:
        page = await hands.open(f"accounting/bank/{bank}/match/{line}")
        await hands.keys("c")
        await hands.until("document.activeElement.name === 'account~'")
        await hands.keys("Langganan kanal")
        await expect(page.locator(".option.create")).to_be_visible()
        await hands.keys("ArrowDown", "Enter")
        await hands.until("document.activeElement.name === 'parent~'")
        assert await page.input_value("dialog[data-level='2'] input[name=name_id]") == "Langganan kanal"
        await page.select_option("dialog[data-level='2'] select[name=type]", "expense")
        await hands.keys("Control+Enter")
        await hands.until("document.activeElement.name === 'account~' && document.activeElement.value === 'Langganan kanal'")
        await page.focus("input[name='party~']")
        await hands.keys("CV Kanal Baru")
        await expect(page.locator(".option.create")).to_be_visible()
        await hands.keys("ArrowDown", "Enter")
        await expect(page.locator("dialog[data-level='3'] input[name=name]")).to_have_value("CV Kanal Baru")
        assert await hands.violations() == []
        await hands.keys("Control+Enter")
        await hands.until("document.activeElement.name === 'party~' && document.activeElement.value.includes('CV Kanal Baru')")
        await hands.keys("Control+Enter")
        await expect(page.locator("li.current .match-memo")).to_have_text("TRF INV-503")

    (row,) = await (await books.actor.reader()).rows(
        "select a.name_id, p.name from accounting.line l join accounting.account a on a.company_id = l.company_id and a.id = l.account_id"
        " join base.party p on p.company_id = l.company_id and p.id = l.party_id where l.company_id = %s and l.debit = 75000",
        books.actor.scope.company,
    )
    assert row == ("Langganan kanal", "CV Kanal Baru")


async def test_the_menu_marks_one_entry_also_where_an_address_stands_below_another(actor: Actor) -> None:
    visitor = await visit(actor)
    page = await visitor.get("accounting/bank/statements")
    await visitor.client.aclose()

    marked = re.findall(r'href="/[^/]+/(accounting/[^"?]+)"[^>]*aria-current="page"', page.text)
    assert marked == ["accounting/bank/statements"]


async def test_sg3_only_who_may_make_accounts_and_parties_is_offered_it(actor: Actor) -> None:
    offered = {}
    for name, person in (("boss", actor), ("auditor", await new_member(actor, "auditor"))):
        visitor = await visit(person)
        answers = [await visitor.get(f"suggest/{query}?q=x") for query in ("accounting.posting_accounts", "base.parties")]
        offered[name] = [answer.json().get("create", {}).get("url", "").removeprefix(f"/{visitor.code}/") for answer in answers]
        await visitor.client.aclose()

    assert offered == {"boss": ["accounting/accounts/new", "base/parties/new"], "auditor": ["", ""]}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_the_matching_screen_is_usable_at_every_width(
    browser: Browser, server: Server, house: House, size: tuple[int, int]
) -> None:
    books, bank, _sales = await desk(house)
    async with driven(browser, server, books.actor, size) as hands:
        page = await hands.open(f"accounting/bank/{bank}/match")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await expect(page.locator("#accept")).to_be_visible()
        assert await hands.violations() == []


async def test_a_clerk_without_the_right_does_not_match(house: House, actor: Actor) -> None:
    from dapur.contract import Forbidden

    with pytest.raises(Forbidden):
        await actor.without("accounting.bank.match").perform("accounting.accept_sure_matches", bank=1)
