"""Invoices, bills, credit notes and advances: drafted, posted once, taken back by what is dated when it happens."""

from decimal import Decimal
from typing import Any

import pytest

from dapur.contract import Conflict, DapurError
from dapur.queries.plan import Wish
from tests.plugins.accounting.books import Books
from tests.plugins.accounting.invoicing import DAY, codes, document, entry_of, line, new_party, seen

D = Decimal


async def refusal(deed: Any) -> DapurError:
    with pytest.raises(DapurError) as caught:
        await deed
    return caught.value


async def test_an_invoice_takes_its_number_when_it_is_posted_and_owes_by_instalments(books: Books) -> None:
    terms = await books.actor.perform(
        "accounting.save_terms",
        code="50/50",
        name_id="Dua kali",
        name_en="Twice",
        parts=[{"percent": "50", "days": 0}, {"percent": "50", "days": 15, "after_month_end": True}],
    )
    ppn = (await codes(books.actor))["PPN"]
    draft = await document(books, "save_invoice", await new_party(books.actor), line(1_000_001, tax=ppn), terms=terms.id)
    assert (await seen(books, "accounting.invoices", draft.id))["name"] == f"Draf {draft.id}"

    posted = await books.actor.perform("accounting.post_invoice_draft", id=draft.id, version=draft.version)
    assert posted.number == "JP/2026/03/0001"
    assert await entry_of(books, posted.entry) == {"1121": D(1_110_001), "4101": D(-1_000_001), "2121": D(-110_000)}
    rows = await (await books.actor.reader()).rows(
        "select due::text, open_amount from accounting.open_item where company_id = %s and entry_id = %s order by line_no",
        books.actor.scope.company,
        posted.entry,
    )
    assert rows == [("2026-03-10", D(555_001)), ("2026-04-15", D(555_000))]
    again = await refusal(books.actor.perform("accounting.post_invoice_draft", id=draft.id, version=draft.version))
    assert again.code == "ALREADY_POSTED"


async def test_a_bill_withholds_and_doubles_for_who_has_no_tax_number(books: Books) -> None:
    taxes = await codes(books.actor)
    service = line(10_000_000, tax=taxes["PPN"], withholding=taxes["24-104-01"], account=books.accounts["6207"])
    one = await document(books, "post_bill", await new_party(books.actor), service, reference="A-1")
    two = await document(books, "post_bill", await new_party(books.actor, "Rasa", tax_number=""), service, reference="A-2")

    assert await entry_of(books, one.entry) == {
        "2101": D(-10_900_000), "6207": D(10_000_000), "1151": D(1_100_000), "2126": D(-200_000),
    }  # fmt: skip
    assert (await entry_of(books, two.entry))["2126"] == D(-400_000)


async def test_what_is_not_got_back_is_cost_and_reverse_charge_is_owed_and_got_back(books: Books) -> None:
    taxes = await codes(books.actor)
    who = await new_party(books.actor)
    cost = await document(books, "post_bill", who, line(100_000, tax=taxes["PPN-TK"], account=books.accounts["6203"]))
    abroad = await document(books, "post_bill", who, line(100_000, tax=taxes["PPN-JLN"], account=books.accounts["6208"]))

    assert await entry_of(books, cost.entry) == {"2101": D(-111_000), "6203": D(111_000)}
    assert await entry_of(books, abroad.entry) == {
        "2101": D(-100_000), "6208": D(100_000), "1151": D(11_000), "2121": D(-11_000),
    }  # fmt: skip


async def test_a_credit_note_settles_what_it_takes_back_at_its_rate(books: Books) -> None:
    await books.actor.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar")
    who = await new_party(books.actor)
    sold = await document(books, "post_invoice", who, line("100.50"), currency="USD", rate="15500")
    credit = await books.actor.perform("accounting.credit_document", id=sold.id, date="2026-03-12")
    posted = await books.actor.perform("accounting.post_invoice_draft", id=credit.id)

    assert (await entry_of(books, posted.entry))["1121"] == D("-1557750")
    assert (await seen(books, "accounting.invoices", sold.id))["status"] == "paid"
    assert (await seen(books, "accounting.invoices", posted.id))["against"] == sold.number
    held = await refusal(books.actor.perform("accounting.cancel_document", id=sold.id, reason="salah"))
    assert held.code == "ITEM_ALLOCATED"

    await books.actor.perform("accounting.cancel_document", id=posted.id, date="2026-03-15", reason="salah")
    assert (await seen(books, "accounting.invoices", sold.id))["still_open"] == D("100.50")
    await books.actor.perform("accounting.cancel_document", id=sold.id, date="2026-03-15", reason="salah")
    assert (await seen(books, "accounting.invoices", sold.id))["cancel_reason"] == "salah"


async def test_an_advance_is_deducted_once_with_its_tax(books: Books) -> None:
    ppn = (await codes(books.actor))["PPN"]
    who = await new_party(books.actor)
    advance = await document(books, "post_invoice", who, line(400_000, tax=ppn), kind="advance_invoice")
    assert (await entry_of(books, advance.entry))["2142"] == D(-400_000)

    draft = await document(books, "save_invoice", who, line(1_000_000, tax=ppn))
    await books.actor.perform("accounting.deduct_advance", id=draft.id, advance=advance.id, amount="300000")
    last = await books.actor.perform("accounting.post_invoice_draft", id=draft.id)
    assert await entry_of(books, last.entry) == {
        "1121": D(777_000), "4101": D(-1_000_000), "2142": D(300_000), "2121": D(-77_000),
    }  # fmt: skip

    other = await document(books, "save_invoice", who, line(1_000_000))
    more = await refusal(books.actor.perform("accounting.deduct_advance", id=other.id, advance=advance.id, amount="100001"))
    assert (more.code, str(more.problems[0].message)) == (
        "ADVANCE_USED",
        "Only 100000.0000 of this advance is left. Deduct at most that.",
    )
    used = await refusal(books.actor.perform("accounting.cancel_document", id=advance.id, reason="salah"))
    assert used.code == "ADVANCE_DEDUCTED"


async def test_a_draft_that_becomes_an_advance_goes_to_the_account_of_advances(books: Books) -> None:
    from dapur_accounting.operations.documents.copying import form_values

    own = line(100, account=books.accounts["4102"])
    draft = await document(books, "save_invoice", await new_party(books.actor), line(400), own)
    values = await form_values(await books.actor.reader(), draft.id)
    posted = await books.actor.perform("accounting.post_invoice", {**values, "kind": "advance_invoice"})

    assert await entry_of(books, posted.entry) == {"1121": D(500), "2142": D(-400), "4102": D(-100)}


async def test_the_same_bill_of_a_supplier_is_found_whoever_writes_it_how(books: Books) -> None:
    who = await new_party(books.actor, "PT Bumi Sarana")
    first = await document(books, "post_bill", who, line(100), reference="BILL-77")
    twin = await refusal(document(books, "save_bill", who, line(100), reference="bill-77"))

    assert (twin.code, twin.problems[0].field) == ("BILL_EXISTS", "reference")
    assert str(twin.problems[0].message) == (
        "Bill bill-77 from PT Bumi Sarana was recorded on 2026-03-10. Open it, or change the number."
    )
    await document(books, "save_bill", await new_party(books.actor, "Lain"), line(100), reference="BILL-77")
    await books.actor.perform("accounting.cancel_document", id=first.id, reason="salah")
    await document(books, "save_bill", who, line(100), reference="BILL-77")


async def test_a_draft_is_changed_by_one_at_a_time_and_what_is_wrong_is_told_at_its_field(books: Books) -> None:
    who = await new_party(books.actor)
    draft = await document(books, "save_invoice", who, line(100))
    await document(books, "save_invoice", who, line(200), document=draft.id, version=draft.version)
    stale = await refusal(document(books, "save_invoice", who, line(300), document=draft.id, version=draft.version))
    assert isinstance(stale, Conflict) and stale.code == "VERSION_CHANGED"

    async def wrong(field: str, **facts: Any) -> str:
        refused = await refusal(document(books, "save_invoice", who, line(100, **facts)))
        assert refused.problems[0].field == field, refused.problems
        return refused.code

    taxes = await codes(books.actor)
    assert await wrong("lines.0.tax", tax=taxes["24-104-01"]) == "TAX_UNKNOWN"
    assert await wrong("lines.0.tax", tax=taxes["PPN-TK"]) == "TAX_UNKNOWN"
    assert await wrong("lines.0.extra_tax", tax=taxes["PPN"], extra_tax=taxes["PPN"]) == "TAX_TWICE"
    assert await wrong("lines.0.account", account=999_999) == "ACCOUNT_UNKNOWN"
    assert await wrong("lines.0.split", split="A half") == "SPLIT_UNCLEAR"
    assert (await refusal(document(books, "save_invoice", who, line(100, quantity=-1)))).code == "DOCUMENT_NEGATIVE"
    assert (await refusal(document(books, "post_invoice", who))).code == "DOCUMENT_EMPTY"
    early = await refusal(document(books, "save_invoice", who, line(1), due="2026-03-09"))
    assert (early.code, early.problems[0].field) == ("DUE_TOO_EARLY", "due")


async def test_what_is_posted_is_neither_deleted_nor_reversed_behind_the_documents_back(books: Books) -> None:
    posted = await document(books, "post_invoice", await new_party(books.actor), line(100))

    assert (await refusal(books.actor.perform("accounting.delete_document", id=posted.id))).code == "POSTED_IMMUTABLE"
    behind = await refusal(books.actor.perform("accounting.reverse_entry", id=posted.entry))
    assert (behind.code, str(behind.problems[0].message)) == (
        "IS_DOCUMENT",
        f"It belongs to {posted.number}. Cancel that document instead.",
    )
    copy = await books.actor.perform("accounting.copy_document", id=posted.id)
    await books.actor.perform("accounting.delete_document", id=copy.id)


async def test_a_return_is_frozen_and_late_documents_fall_in_the_next(books: Books) -> None:
    ppn = (await codes(books.actor))["PPN"]
    who = await new_party(books.actor)
    first = await document(books, "post_invoice", who, line(1_000_000, tax=ppn), date="2026-01-10")
    await document(books, "post_bill", who, line(2_000_000, tax=ppn), date="2026-01-15")
    filed = await books.actor.perform("accounting.file_tax_return", month="2026-01-31")
    assert (filed.payable, filed.overpaid) == (0, D(110_000))
    assert (await refusal(books.actor.perform("accounting.file_tax_return", month="2026-01-31"))).code == "RETURN_FILED"

    await document(books, "post_invoice", who, line(3_000_000, tax=ppn), date="2026-01-20")
    await books.actor.perform("accounting.cancel_document", id=first.id, date="2026-02-03", reason="batal")
    sheet = await books.actor.report("accounting.tax_return", month="2026-02-01")
    rows = {row.key: row.cells[1:] for row in sheet.rows if row.key}
    assert rows["late_sales_standard_base"] == (D(3_000_000), D(330_000))
    assert rows["sales_standard_base"] == (D(-1_000_000), D(-110_000))
    assert (rows["carried"][1], rows["payable"][1]) == (D(110_000), D(110_000))
    again = await books.actor.report("accounting.tax_return", month="2026-01-01")
    assert {row.key: row.cells[2] for row in again.rows}["overpaid"] == D(110_000)

    february = await books.actor.perform("accounting.file_tax_return", month="2026-02-01")
    assert february.payable == D(110_000)
    assert [await books.closing(code, "2026-02-28") for code in ("2121", "1151", "1157", "2122")] == [0, 0, 0, D(-110_000)]


async def test_ages_and_statements_say_what_the_ledger_says(books: Books) -> None:
    who = await new_party(books.actor)
    sold = await document(books, "post_invoice", who, line(500_000), due="2026-04-09")
    await books.actor.perform("accounting.credit_document", id=sold.id, date="2026-03-20")

    aged = await books.actor.report("accounting.aged_receivables", as_of="2026-05-01")
    total = next(row for row in aged.rows if row.key == "total")
    assert total.cells[1:] == (0, D(500_000), 0, 0, 0, 0, D(500_000))
    detail = await books.actor.report("accounting.aged_receivables", as_of="2026-05-01", party=who, basis="date")
    assert detail.rows[0].links == {"number": f"accounting/invoices/{sold.id}"} and detail.rows[0].cells[5] == D(500_000)
    told = await books.actor.report("accounting.statement_of_account", party=who, first="2026-03-01", last="2026-05-01")
    assert [row.cells[-1] for row in told.rows] == [0, D(500_000), D(500_000)]
    assert await books.closing("1121", "2026-05-01") == D(500_000)


async def test_totals_of_what_is_being_typed_leave_out_what_is_not_finished(books: Books) -> None:
    from dapur_accounting.operations.documents.totals import typed_totals

    ppn = (await codes(books.actor))["PPN"]
    raw = {"lines": [{"unit_price": "1000", "tax": ppn}, {"text": "belum"}, {"unit_price": "x"}], "date": DAY}
    found = await typed_totals(await books.actor.reader(), raw, "invoice")

    assert found == {"net": (D(1000), "IDR"), "tax": (D(110), "IDR"), "withheld": (D(0), "IDR"), "total": (D(1110), "IDR")}


async def test_a_registered_company_takes_the_usual_tax_by_itself(books: Books) -> None:
    await books.actor.perform("accounting.adopt_tax_codes", usual=True)
    posted = await document(books, "post_invoice", await new_party(books.actor), line(1_000_000))

    assert (await entry_of(books, posted.entry))["2121"] == D(-110_000)


async def test_a_rate_from_memory_is_marked_until_somebody_sets_it(books: Books) -> None:
    async def checked() -> dict[str, str]:
        rows = (await books.actor.page("accounting.tax_codes", Wish(columns=("id", "code", "checked"), limit=200))).dicts()
        return {row["code"]: row["checked"] for row in rows}

    await books.actor.perform("accounting.adopt_tax_codes")
    first = await checked()
    luxury = (await codes(books.actor))["PPNBM-20"]
    await books.actor.perform("accounting.set_tax_rate", tax=luxury, starts="2026-01-01", percent="20", source="PMK 96/2021")

    assert (first["PPNBM-20"], first["PPN"]) == ("unchecked", "checked")
    assert (await checked())["PPNBM-20"] == "checked"


async def test_an_invoice_is_mailed_to_the_customer_and_stands_in_the_log(books: Books) -> None:
    draft = await document(books, "save_invoice", await new_party(books.actor), line(1_000_000))
    assert (await refusal(books.actor.perform("accounting.mail_invoice", id=draft.id))).code == "NOT_MAILABLE"
    posted = await books.actor.perform("accounting.post_invoice_draft", id=draft.id)
    missing = await refusal(books.actor.perform("accounting.mail_invoice", id=draft.id))
    assert (missing.code, missing.problems[0].field) == ("MAIL_ADDRESS_MISSING", "to")

    sent = await books.actor.perform("accounting.mail_invoice", id=draft.id, to="nova@example.com", language="en")
    mail = await seen(books, "core.mails", sent.id)
    assert (mail["recipients"], mail["about"]) == ("nova@example.com", posted.number)
    assert mail["body"].startswith(f"Attached is Invoice {posted.number} over IDR 1,000,000.")


async def test_an_invoice_is_printed_in_both_languages(books: Books) -> None:
    from dapur_accounting.papers.invoice import INVOICE_PAPER, WhichInvoice

    ppn = (await codes(books.actor))["PPN"]
    posted = await document(books, "post_invoice", await new_party(books.actor), line(1_000_000, tax=ppn))
    reader = await books.actor.reader()
    for language in ("id", "en"):
        file = await INVOICE_PAPER.make(reader, WhichInvoice(id=posted.id, language=language))
        assert file.content.startswith(b"%PDF") and file.name == "JP-2026-03-0001.pdf"
