"""Invoices by keyboard at the desk, a bill approved on the phone: in a real browser."""

import re
from decimal import Decimal

import pytest
from playwright.async_api import Browser, expect

from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE

pytestmark = pytest.mark.browser

LINES = (
    ("Kompor", "2", "1500000"),
    ("Wajan", "10", "125000"),
    ("Panci", "4", "300000"),
    ("Pisau", "6", "85000"),
    ("Meja", "1", "2400000"),
)


async def customer(boss: Actor) -> int:
    """RST-01, and the country's usual tax on every line."""
    await boss.perform("accounting.adopt_tax_codes", usual=True)
    made = await boss.perform("base.save_party", code="RST-01", name="Rumah Makan Padang Jaya", is_customer=True)
    return int(made.id)


@pytest.mark.parametrize(("language", "total"), [("id", "Rp9.279.600"), ("en", "IDR 9,279,600")])
async def test_gr11_an_invoice_of_five_lines_takes_eighteen_keys(
    browser: Browser, server: Server, actor: Actor, language: str, total: str
) -> None:
    await customer(actor)
    async with driven(browser, server, actor, language=language) as hands:
        page = await hands.open("accounting/invoices")
        pressed = 0

        async def press(*names: str) -> None:
            nonlocal pressed
            pressed += len(names)
            await hands.keys(*names)

        await press("n")
        await page.wait_for_url("**/invoices/new")
        await hands.until("document.activeElement.id === 'f-party'")
        await hands.keys("RST-01")
        await press("Enter")
        for n, line in enumerate(LINES):
            for name, text in zip(("text", "quantity", "unit_price"), line, strict=True):
                await hands.until(f"document.activeElement.name === 'lines.{n}.{name}'")
                await hands.keys(text)
                await press("Enter")
        await expect(page.locator("#total-total")).to_have_text(total)
        assert await hands.violations() == []
        await press("Control+Enter")
        await page.wait_for_url(re.compile(r"/accounting/invoices/\d+"))

        assert pressed == 18
        (row,) = (await actor.page("accounting.invoices", Wish(columns=("name", "total", "party")))).dicts()
        assert (row["total"], row["party"]) == (Decimal(9_279_600), "Rumah Makan Padang Jaya")
        await expect(page.locator("h1")).to_have_text(row["name"])


async def test_a_draft_shows_its_entry_before_it_is_booked(browser: Browser, server: Server, actor: Actor) -> None:
    party = await customer(actor)
    lines = [{"text": "Kompor", "unit_price": "1000000"}]
    draft = await actor.perform("accounting.save_invoice", party=party, date="2026-03-10", lines=lines)
    async with driven(browser, server, actor) as hands:
        page = await hands.open(f"accounting/invoices/{draft.id}")
        rows = await page.locator("#entry-preview tbody tr").all_inner_texts()

        assert [row.split("\t") for row in rows] == [
            ["1121 Piutang usaha - pihak ketiga", "", "1.110.000", ""],
            ["4101 Penjualan barang", "Kompor", "", "1.000.000"],
            ["2121 PPN keluaran", "PPN", "", "110.000"],
        ]
        assert await hands.violations() == []


async def test_changing_a_draft_keeps_what_ties_it_to_another_department(browser: Browser, server: Server, actor: Actor) -> None:
    party = await customer(actor)
    lines = [{"text": "Kompor", "unit_price": "1000000", "source_line": 77}]
    draft = await actor.perform("accounting.save_invoice", party=party, date="2026-03-10", lines=lines)
    async with driven(browser, server, actor) as hands:
        page = await hands.open(f"accounting/invoices/{draft.id}/edit")
        await page.fill("#f-lines-0-quantity", "3")
        await hands.keys("Control+S")
        await page.wait_for_url(re.compile(rf"/accounting/invoices/{draft.id}(\?.*)?$"))

    rows = await (await actor.reader()).rows(
        "select quantity, source_line from accounting.document_line where company_id = %s and document_id = %s",
        actor.scope.company,
        draft.id,
    )
    assert rows == [(Decimal(3), 77)]


@pytest.mark.parametrize("language", ["id", "en"])
async def test_a_bill_is_approved_on_the_phone_and_then_posted(
    browser: Browser, server: Server, actor: Actor, language: str
) -> None:
    clerk, chief = await new_member(actor, "accountant", name="Budi"), await new_member(actor, "approver", name="Rina")
    policy = [{"approver": "user", "user": chief.scope.user, "above": "1000000"}]
    await actor.perform("base.save_approval_policy", kind="accounting.bill", name="Tagihan besar", lines=policy)
    party = await actor.perform("base.save_party", name="CV Logam Makmur", is_supplier=True)
    facts = {"party": party.id, "date": "2026-03-10", "reference": "LM-7", "lines": [{"text": "Pipa", "unit_price": "2000000"}]}
    draft = await clerk.perform("accounting.save_bill", facts)
    assert (await clerk.perform("accounting.request_bill_approval", id=draft.id)).state == "waiting"

    async with driven(browser, server, chief, size=PHONE, language=language) as hands:
        page = await hands.open("base/approvals")
        await page.click(".row-link")
        await page.wait_for_url(re.compile(r"/base/approvals/\d+"))
        await expect(page.locator("main")).to_contain_text("LM-7 CV Logam Makmur")
        assert await hands.violations() == []
        bar = page.locator("#act-approve-bar")
        await (bar if await bar.is_visible() else page.locator("#act-approve")).click()
        await page.click("dialog[open] button[value=yes]")
        await page.wait_for_url(re.compile(r"/base/approvals(\?.*)?$"))

    posted = await clerk.perform("accounting.post_bill_draft", id=draft.id)
    assert posted.number.startswith("JB/2026/03/")


@pytest.mark.parametrize("language", ["id", "en"])
async def test_documents_fit_the_phone_in_both_languages(browser: Browser, server: Server, actor: Actor, language: str) -> None:
    party = await customer(actor)
    lines = [{"text": "Kompor gas empat tungku dengan oven", "unit_price": "1000000"}]
    posted = await actor.perform("accounting.post_invoice", party=party, date="2026-03-10", lines=lines)
    async with driven(browser, server, actor, size=PHONE, language=language) as hands:
        for path in (
            "invoices",
            f"invoices/{posted.id}",
            "invoices/new",
            "reports/aged-receivables",
            "reports/tax-return",
            "items",
        ):
            page = await hands.open(f"accounting/{path}")
            assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path
            assert await hands.violations() == [], path
