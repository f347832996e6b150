"""Bank statements and what they are in the books, through operations."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.contract import NotFound, Refused
from dapur.testing.companies import Actor
from dapur_accounting.bank_pool import read_found
from dapur_accounting.rules.matching import plain
from tests.plugins.accounting.books import Books
from tests.plugins.accounting.sql_ledger import SqlLedger

D = Decimal


async def bank_of(books: Books, code: str = "1103", **facts: Any) -> int:
    """A bank account on this ledger account."""
    made = await books.actor.perform("accounting.save_bank_account", name=f"Bank {code}", account=books.accounts[code], **facts)
    return int(made.id)


async def statement(books: Books, bank: int, opening: str | None, *lines: str, closing: str | None = None) -> Any:
    """Lines such as "2026-05-20 1243500 RASA INV-6"."""
    rows = []
    for line in lines:
        day, amount, memo = line.split(" ", 2)
        rows.append({"date": day, "amount": amount, "memo": memo})
    return await books.actor.perform("accounting.add_statement", bank=bank, opening=opening, closing=closing, lines=rows)


async def waiting(books: Books, bank: int) -> dict[str, int]:
    """Lines that are not matched, by memo."""
    reader = await books.actor.reader()
    rows = await reader.rows("select memo, id from accounting.unmatched_bank_lines(%s, %s)", reader.scope.company, bank)
    return dict(rows)


async def invoice(books: Books, day: str, amount: str, party: int, number: str = "") -> Any:
    """Something that a customer owes."""
    lines = books.lines(f"1121 {amount}", f"4101 -{amount}")
    lines[0]["party"] = party
    return await books.post(day, reference=number, journal="JP", lines=lines)


async def customer(books: Books, name: str = "PT Rasa Nusantara") -> int:
    """A customer."""
    return int((await books.actor.perform("base.save_party", name=name, is_customer=True)).id)


async def reconciliation(books: Books, bank: int, day: str) -> dict[str, Decimal]:
    """The figures of the statement."""
    sheet = await books.actor.report("accounting.bank_reconciliation", bank=bank, day=day)
    return {row.key: row.cells[3] for row in sheet.rows if row.key}


async def open_of(books: Books, entry: int) -> Decimal:
    """What is open on the entry's first line."""
    reader = await books.actor.reader()
    found = await reader.value(
        "select open_amount from accounting.open_item where company_id = %s and entry_id = %s", reader.scope.company, entry
    )
    return D(found)


JULY = ("2026-07-01 5000000 TRF A", "2026-07-01 -75000 FEE", "2026-07-01 -75000 FEE", "2026-07-02 -1200000 RENT")


async def test_the_same_statement_twice_brings_no_line_twice(books: Books) -> None:
    bank = await bank_of(books)
    first = await statement(books, bank, "0", *JULY, closing="3650000")
    again = await statement(books, bank, "0", *JULY, closing="3650000")

    assert (first.added, first.skipped, again.added, again.skipped) == (4, 0, 0, 4)
    assert again.closing == D(3650000)


async def test_an_overlap_brings_only_what_is_new_and_a_gap_is_refused(books: Books) -> None:
    bank = await bank_of(books)
    await statement(books, bank, "0", *JULY)
    more = await statement(
        books, bank, "5000000", *JULY[1:], "2026-07-03 800000 TRF B", "2026-07-03 -75000 FEE", closing="4375000"
    )
    with pytest.raises(Refused) as gap:
        await statement(books, bank, "4400000", "2026-07-05 -100000 X")
    with pytest.raises(Refused) as sum_differs:
        await statement(books, bank, "4375000", "2026-07-05 -100000 X", closing="4300000")

    assert (more.added, more.skipped, more.closing) == (2, 3, D(4375000))
    assert (gap.value.code, gap.value.problems[0].data) == ("STATEMENT_GAP", {"expected": "4375000.0000", "found": "4400000"})
    assert str(sum_differs.value).startswith("closing: Its lines lead to 4275000, but it says 4300000.")


async def test_an_earlier_statement_is_put_before_what_is_known(books: Books) -> None:
    bank = await bank_of(books)
    await statement(books, bank, "5000000", "2026-07-02 -1200000 RENT")
    earlier = await statement(books, bank, "0", "2026-07-01 5000000 TRF A", closing="5000000")

    assert (earlier.added, earlier.closing) == (1, D(3800000))


async def test_a_wrong_import_is_taken_out_again_until_its_lines_are_matched(books: Books) -> None:
    bank = await bank_of(books)
    first = await statement(books, bank, "0", *JULY)
    second = await statement(books, bank, "3650000", "2026-07-04 -10000 KELIRU")
    await books.actor.perform("accounting.remove_statement", id=second.id)
    line = (await waiting(books, bank))["RENT"]
    await books.actor.perform("accounting.book_bank_line", line=line, account=books.accounts["6201"])
    with pytest.raises(Refused) as matched:
        await books.actor.perform("accounting.remove_statement", id=first.id)

    assert "KELIRU" not in await waiting(books, bank)
    assert str(matched.value) == "id: Some of its lines are matched. Undo those matches first."


async def test_a_line_less_the_banks_fee_pays_the_invoice(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    sale = await invoice(books, "2026-05-02", "1250000", party, "INV-6")
    await statement(books, bank, "0", "2026-05-20 1243500 RASA INV-6 LESS FEE")
    line = (await waiting(books, bank))["RASA INV-6 LESS FEE"]

    matched = await books.actor.perform("accounting.match_bank_lines", lines=[line], picks=[f"{sale.id}.1"], fee=True)

    assert await open_of(books, sale.id) == 0
    assert await books.closing("7203", "2026-05-31") == D(6500)
    assert await books.closing("1103", "2026-05-31") == D(1243500)
    assert (await reconciliation(books, bank, "2026-05-31"))["difference"] == 0
    assert matched.number.startswith("JK/2026/05/")


async def test_more_than_the_limit_is_not_written_off(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    sale = await invoice(books, "2026-05-02", "1250000", party)
    await statement(books, bank, "0", "2026-05-20 1000000 RASA")
    line = (await waiting(books, bank))["RASA"]
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.match_bank_lines", lines=[line], picks=[f"{sale.id}.1"], fee=True)

    assert (caught.value.code, await open_of(books, sale.id)) == ("WRITE_OFF_TOO_LARGE", D(1250000))


async def test_many_lines_pay_many_invoices_and_what_is_over_stays_with_the_party(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    sales = [await invoice(books, "2026-05-02", amount, party) for amount in ("700", "500")]
    await statement(books, bank, "0", "2026-05-20 900 A", "2026-05-21 400 B")
    lines = list((await waiting(books, bank)).values())
    with pytest.raises(Refused) as left_over:
        await books.actor.perform("accounting.match_bank_lines", lines=lines, picks=[f"{s.id}.1" for s in sales])

    await books.actor.perform("accounting.match_bank_lines", lines=lines, picks=[f"{s.id}.1" for s in sales], party=party)

    assert str(left_over.value).startswith("items: 100.0000 is left over.")
    assert [await open_of(books, s.id) for s in sales] == [0, 0]
    assert await books.closing("1121", "2026-05-31") == D(-100)
    assert await waiting(books, bank) == {}


async def test_a_part_payment_leaves_the_rest_of_the_invoice_open(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    sale = await invoice(books, "2026-05-02", "1000", party)
    await statement(books, bank, "0", "2026-05-20 400 CICIL")

    await books.actor.perform(
        "accounting.match_bank_lines", lines=list((await waiting(books, bank)).values()), picks=[f"{sale.id}.1"]
    )

    assert await open_of(books, sale.id) == D(600)


async def test_an_undone_match_opens_everything_again_days_later(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    sale = await invoice(books, "2026-05-02", "1250000", party)
    await statement(books, bank, "0", "2026-05-20 1250000 RASA")
    line = (await waiting(books, bank))["RASA"]
    matched = await books.actor.perform("accounting.match_bank_lines", lines=[line], picks=[f"{sale.id}.1"])

    undone = await books.actor.perform("accounting.undo_bank_match", match=matched.id, date="2026-06-03")

    assert (undone.lines, await open_of(books, sale.id)) == ([line], D(1250000))
    assert await waiting(books, bank) == {"RASA": line}
    june = await reconciliation(books, bank, "2026-06-30")
    assert (june["difference"], june["deposits_in_transit"], june["unbooked_statement_lines"]) == (D(0), D(0), D(1250000))
    again = await books.actor.perform("accounting.match_bank_lines", lines=[line], picks=[f"{sale.id}.1"])
    assert again.id != matched.id


async def test_a_line_is_matched_once(books: Books) -> None:
    bank = await bank_of(books)
    await statement(books, bank, "0", "2026-05-20 -5000 BIAYA ADM")
    line = (await waiting(books, bank))["BIAYA ADM"]
    await books.actor.perform("accounting.book_bank_line", line=line, account=books.accounts["7203"])
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.book_bank_line", line=line, account=books.accounts["7203"])

    assert str(caught.value) == "lines: This line is matched already. Undo that match first."


async def test_a_transfer_between_own_accounts_is_booked_once_and_matched_on_both(books: Books) -> None:
    giro, cash = await bank_of(books, "1103"), await bank_of(books, "1101")
    await statement(books, giro, "0", "2026-05-20 -300 SETOR KE KAS")
    await statement(books, cash, "0", "2026-05-21 300 DARI GIRO")
    out = (await waiting(books, giro))["SETOR KE KAS"]
    moved = await books.actor.perform("accounting.book_bank_line", line=out, account=books.accounts["1101"])
    there = (await waiting(books, cash))["DARI GIRO"]

    await books.actor.perform("accounting.match_bank_lines", lines=[there], picks=[f"{moved.entry}.2"])

    assert [(await reconciliation(books, bank, "2026-05-31"))["difference"] for bank in (giro, cash)] == [0, 0]
    assert [await waiting(books, bank) for bank in (giro, cash)] == [{}, {}]


async def test_all_that_is_sure_is_accepted_after_a_dry_run_that_changes_nothing(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    sales = [await invoice(books, "2026-05-02", f"{1000 + n}", party, f"INV-100{n}") for n in range(3)]
    await statement(books, bank, "0", *(f"2026-05-20 {1000 + n} BAYAR INV-100{n}" for n in range(3)), "2026-05-21 77 ENTAH")

    tried = await books.actor.outcome("accounting.accept_sure_matches", bank=bank, dry_run=True)
    before = [await open_of(books, s.id) for s in sales]
    done = await books.actor.perform("accounting.accept_sure_matches", bank=bank)

    assert (tried.result.model_dump()["matched"], before) == (3, [D(1000), D(1001), D(1002)])
    assert (done.matched, [await open_of(books, s.id) for s in sales]) == (3, [D(0), D(0), D(0)])
    assert list(await waiting(books, bank)) == ["ENTAH"]


async def test_the_opening_balance_is_matched_with_the_ledger_that_it_shows(books: Books) -> None:
    bank = await bank_of(books)
    await books.post("2026-04-28", "1103 40", "3101 -40")
    late = await books.post("2026-04-30", "1103 -7", "6201 7")
    await statement(books, bank, "40", "2026-05-02 -7 SEWA", closing="33")
    outstanding = await reconciliation(books, bank, "2026-04-30")
    await books.actor.perform(
        "accounting.match_bank_lines", lines=list((await waiting(books, bank)).values()), picks=[f"{late.id}.1"]
    )

    assert (outstanding["outstanding_payments"], outstanding["difference"]) == (D(7), D(0))
    assert (await reconciliation(books, bank, "2026-05-31"))["adjusted_statement"] == D(33)


async def test_what_began_otherwise_is_said_by_hand(books: Books) -> None:
    bank = await bank_of(books)
    await books.post("2026-04-28", "1103 40", "3101 -40")
    transit = await books.post("2026-04-29", "1103 9", "4101 -9")
    await books.post("2026-04-30", "1103 -7", "6201 7")
    await statement(books, bank, "33", "2026-05-02 9 SETORAN", closing="42")
    before = await reconciliation(books, bank, "2026-05-31")

    await books.actor.perform("accounting.begin_bank_matching", bank=bank, through="2026-04-30", in_transit=[transit.id])

    assert before["difference"] != 0 or before["deposits_in_transit"] != D(9)
    after = await reconciliation(books, bank, "2026-04-30")
    assert (after["difference"], after["deposits_in_transit"]) == (D(0), D(9))


async def test_a_statement_of_another_account_is_refused(books: Books) -> None:
    bank = await bank_of(books, number="088-123")
    text = ":20:S1\n:25:0771234\n:28C:1\n:60F:C260701IDR0,\n:61:2607010701C5,NTRFNONREF\n:86:A\n:62F:C260701IDR5,\n"
    file = await books.actor.perform("core.upload_file", name="juli.sta", content=text.encode())
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.import_statement", bank=bank, file=file.id)

    assert str(caught.value) == "bank: This statement is of account 0771234, not of 088-123. Choose the other bank account."


async def test_a_colleague_is_asked_and_answers(books: Books) -> None:
    bank = await bank_of(books)
    await statement(books, bank, "0", "2026-05-20 -5000 ENTAH")
    line = (await waiting(books, bank))["ENTAH"]
    asked = await books.actor.perform(
        "accounting.ask_about_bank_line", line=line, person=books.actor.scope.user, question="Ini apa?"
    )
    await books.actor.perform("accounting.answer_bank_question", id=asked.id, answer="Parkir")
    with pytest.raises(NotFound):
        await books.actor.perform("accounting.answer_bank_question", id=asked.id + 1, answer="x")


async def test_customers_pay_in_part_and_what_they_pay_too_much_stays_on_account(books: Books) -> None:
    bank, party = await bank_of(books), await customer(books)
    old = await invoice(books, "2026-05-02", "700", party)
    new = await invoice(books, "2026-05-09", "500", party)

    part = await books.actor.perform(
        "accounting.receive_payment", party=party, bank=bank, date="2026-05-20", amount="900", oldest_first=True
    )
    over = await books.actor.perform(
        "accounting.receive_payment", party=party, bank=bank, date="2026-05-21", amount="400", items=[{"entry": new.id}]
    )

    assert (part.on_account, over.on_account) == (0, D(100))
    assert [await open_of(books, s.id) for s in (old, new)] == [0, 0]
    assert await books.closing("1121", "2026-05-31") == D(-100)


async def test_nobody_writes_statements_or_matches_beside_the_functions(actor: Actor, ledger: SqlLedger, books: Books) -> None:
    bank = await bank_of(books)
    await statement(books, bank, "0", "2026-05-20 -5000 BIAYA")
    for sql in (
        "update accounting.bank_line set amount = amount + 1",
        "delete from accounting.bank_line",
        "insert into accounting.bank_match (company_id, bank_account_id, kind, day) values (1, 1, 'item', current_date)",
        "delete from accounting.bank_match_line",
        "delete from accounting.payment",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ledger.run(sql)


async def test_a_match_that_does_not_add_up_is_refused_by_the_database(books: Books, ledger: SqlLedger) -> None:
    bank = await bank_of(books)
    entry = await books.post("2026-05-20", "6201 4000", "1103 -4000")
    await statement(books, bank, "0", "2026-05-20 -5000 BIAYA")
    line = (await waiting(books, bank))["BIAYA"]
    with pytest.raises(psycopg.DatabaseError, match="The bank and the books differ by"):
        ledger.run(
            "select accounting.match_bank(%s, %s, 'ledger', %s::bigint[], %s::bigint[], '{2}')",
            ledger.company,
            bank,
            [line],
            [entry.id],
        )


@pytest.mark.parametrize(
    "name", ["D'Cost Seafood", "PT Baja & Besi", "PT Maju, Tbk", 'CV "Rasa" [Timur]', "Toko A+B = 100%", "Café – “Kopi” Crème"]
)
async def test_a_search_finds_a_party_whatever_signs_its_name_has(books: Books, name: str) -> None:
    bank, party = await bank_of(books), await customer(books, name)
    sale = await invoice(books, "2026-05-02", "1250000", party)

    found = await read_found(await books.actor.reader(), bank, "IDR", name)

    assert [one.entry for one in found] == [sale.id]


@pytest.mark.parametrize("search", ["-", "/", " ", "%", "…"])
async def test_a_search_of_signs_only_finds_nothing(books: Books, search: str) -> None:
    bank, party = await bank_of(books), await customer(books)
    await invoice(books, "2026-05-02", "1250000", party)

    assert await read_found(await books.actor.reader(), bank, "IDR", search) == []


TYPED = "".join(map(chr, range(32, 127))) + "éèêëÉáÀâäÄåÅíÌîïóÒôöÖőúÙûüÜñÑçÇšŽž½²№ﬁ™\u00a0‘’‚“”„–—…•·«»°§¡¿€£¥©®"


@settings(max_examples=100)
@given(st.lists(st.text(st.sampled_from(TYPED)), min_size=1, max_size=30))
def test_the_database_takes_the_same_signs_out_of_a_text(app_url: str, texts: list[str]) -> None:
    texts = [*texts, TYPED, "a\tb\r\nc"]
    with psycopg.connect(app_url) as connection:
        found = connection.execute(
            "select accounting.plain(t) from unnest(%s::text[]) with ordinality x (t, n) order by n", (texts,)
        )

        assert [text for (text,) in found] == [plain(text) for text in texts]
