"""Payment runs: chosen, handed in, approved, sent to the bank, booked once."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import psycopg
import pytest

from dapur.contract import Refused
from dapur.queries.plan import Wish
from dapur.services.bank_formats import BankAccountOf, Transfer, TransferBatch
from dapur.testing.companies import Actor, new_member
from dapur_accounting.payment_runs.pain import VERSIONS, latin, write_pain
from tests.plugins.accounting.books import Books
from tests.plugins.accounting.sql_ledger import SqlLedger
from tests.plugins.accounting.test_bank import bank_of, open_of

D = Decimal


async def supplier(books: Books, name: str, number: str) -> int:
    """A supplier with a bank account."""
    party = (await books.actor.perform("base.save_party", name=name, is_supplier=True)).id
    if number:
        raw = {"party": party, "number": number, "holder": name, "bank_code": "014", "bic": "CENAIDJA"}
        await books.actor.perform("accounting.save_party_account", raw)
    return int(party)


async def bill(books: Books, day: str, amount: str, party: int, number: str) -> Any:
    """Something that we owe."""
    lines = books.lines(f"2101 -{amount}", f"6201 {amount}")
    lines[0]["party"] = party
    return await books.post(day, reference=number, journal="JB", lines=lines)


async def a_run(books: Books) -> tuple[int, list[Any]]:
    """Two bills of one supplier and one of another."""
    bank = await bank_of(books, number="0881234567", holder="PT Uji")
    steel, paper = await supplier(books, "PT Baja", "111222333"), await supplier(books, "CV Kertas é", "444555666")
    bills = [
        await bill(books, "2026-05-02", "700", steel, "B-1"),
        await bill(books, "2026-05-03", "300", steel, "B-2"),
        await bill(books, "2026-05-04", "55", paper, "K-9"),
    ]
    run = await books.actor.perform("accounting.make_payment_run", bank=bank, date="2026-05-20", due="2026-05-31")
    return run.id, bills


async def file_of(actor: Actor, run: int, kind: str) -> bytes:
    """The bank's file."""
    declared = actor.house.registry.documents["accounting.payment_file"]
    return (await (await actor.reader()).document(declared, {"id": run, "format": kind})).content


async def state(books: Books, run: int) -> tuple[str, Decimal]:
    """Status and total."""
    rows = (await books.actor.page("accounting.payment_runs")).dicts()
    return next((row["status"], row["total"]) for row in rows if row["id"] == run)


async def test_a_run_is_booked_once_and_settles_its_bills(books: Books) -> None:
    run, bills = await a_run(books)
    await books.actor.perform("accounting.hand_in_payment_run", id=run)
    booked = await books.actor.perform("accounting.book_payment_run", id=run)
    with pytest.raises(Refused) as again:
        await books.actor.perform("accounting.book_payment_run", id=run)

    assert (len(booked.payments), await state(books, run)) == (2, ("booked", D(1055)))
    assert [await open_of(books, b.id) for b in bills] == [0, 0, 0]
    assert await books.closing("1103", "2026-05-31") == D(-1055)
    assert again.value.code == "RUN_NOT_APPROVED"


async def test_a_bill_stands_in_one_run_only_and_may_be_paid_in_part(books: Books) -> None:
    run, bills = await a_run(books)
    (bank,) = [row["id"] for row in (await books.actor.page("accounting.bank_accounts")).dicts()]
    with pytest.raises(Refused) as none_left:
        await books.actor.perform("accounting.make_payment_run", bank=bank, date="2026-05-20", due="2026-05-31")
    items = {row["reference"]: row["id"] for row in (await books.actor.page("accounting.payment_run_items")).dicts()}
    await books.actor.perform("accounting.change_payment_run_item", id=items["B-1"], amount="200")
    await books.actor.perform("accounting.change_payment_run_item", id=items["K-9"], amount="0")
    with pytest.raises(Refused):
        await books.actor.perform("accounting.change_payment_run_item", id=items["B-2"], amount="301")
    await books.actor.perform("accounting.hand_in_payment_run", id=run)
    await books.actor.perform("accounting.book_payment_run", id=run)

    assert none_left.value.code == "NOTHING_DUE"
    assert [await open_of(books, b.id) for b in bills] == [D(-500), 0, D(-55)]


async def test_without_an_account_of_the_party_nothing_is_handed_in(books: Books) -> None:
    bank, party = await bank_of(books), await supplier(books, "PT Tanpa Rekening", "")
    await bill(books, "2026-05-02", "700", party, "B-1")
    run = await books.actor.perform("accounting.make_payment_run", bank=bank, date="2026-05-20", due="2026-05-31")
    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.hand_in_payment_run", id=run.id)

    assert str(caught.value) == "id: There is no bank account of PT Tanpa Rekening. Add one, then choose it in the run."


async def test_a_rule_of_the_company_asks_somebody_else_and_there_is_no_file_before(books: Books) -> None:
    boss = await new_member(books.actor, "approver", name="Rina")
    line = {"order": 1, "approver": "user", "user": boss.scope.user}
    await books.actor.perform("base.save_approval_policy", kind="accounting.payment_run", name="Pembayaran", lines=[line])
    run, _bills = await a_run(books)
    await books.actor.perform("accounting.hand_in_payment_run", id=run)
    with pytest.raises(Refused) as waits:
        await books.actor.perform("accounting.book_payment_run", id=run)
    with pytest.raises(Refused) as no_file:
        await file_of(books.actor, run, "pain.001.001.03")
    asked = (await boss.page("base.approvals_to_do", Wish(columns=("id", "digest")))).dicts()[0]
    await boss.perform("base.approve", id=asked["id"], digest=asked["digest"])
    content = await file_of(books.actor, run, "pain.001.001.03")
    booked = await books.actor.perform("accounting.book_payment_run", id=run)

    assert (waits.value.code, no_file.value.code, booked.status) == ("BASE_APPROVAL_WAITING", "RUN_NOT_APPROVED", "booked")
    assert b"<CtrlSum>1055.00</CtrlSum>" in content


async def test_what_was_handed_in_does_not_move(books: Books, ledger: SqlLedger) -> None:
    run, _bills = await a_run(books)
    await books.actor.perform("accounting.hand_in_payment_run", id=run)
    for sql in (
        "update accounting.payment_run_item set amount = amount + 1",
        "delete from accounting.payment_run_item",
        "update accounting.payment_run set total = total + 1",
        "update accounting.payment_run set status = 'booked', bank_account_id = bank_account_id, total = 1",
    ):
        with pytest.raises(psycopg.DatabaseError, match="The run was handed in"):
            ledger.run(sql)
    await books.actor.perform("accounting.take_back_payment_run", id=run)

    assert await state(books, run) == ("draft", D(1055))


async def test_the_countrys_table_has_a_row_for_each_beneficiary(books: Books) -> None:
    run, _bills = await a_run(books)
    await books.actor.perform("accounting.hand_in_payment_run", id=run)
    text = (await file_of(books.actor, run, "csv_payroll_generic")).decode()

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["account_number"], r["amount"], r["remark"]) for r in rows] == [
        ("444555666", "55", "K-9"),
        ("111222333", "1000", "B-1 B-2"),
    ]


@pytest.mark.parametrize("code", list(VERSIONS))
def test_pain_001_says_what_is_paid_in_letters_that_banks_take(code: str) -> None:
    batch = TransferBatch(
        "RUN-7",
        "PT Sumber Rejeki & Co",
        BankAccountOf("PT Sumber Rejeki", "088-1234567", "014"),
        "IDR",
        datetime(2026, 5, 20, tzinfo=UTC).date(),
        [Transfer(BankAccountOf("Café Ñandú", "DE89370400440532013000", bic="CENAIDJA"), D("12.5"), "RUN-7-1", "B-1 <x>")],
    )
    root = ElementTree.fromstring(write_pain(code, batch, datetime(2026, 5, 19, 8, tzinfo=UTC)))
    space = {"p": f"urn:iso:std:iso:20022:tech:xsd:{code}"}

    def text(path: str) -> str | None:
        return root.findtext("/".join(f"p:{part}" for part in path.split("/")), namespaces=space)

    top = "CstmrCdtTrfInitn/PmtInf"
    assert text("CstmrCdtTrfInitn/GrpHdr/CtrlSum") == text(f"{top}/CtrlSum") == "12.50"
    assert text(f"{top}/CdtTrfTxInf/Cdtr/Nm") == "Cafe Nandu"
    assert text(f"{top}/CdtTrfTxInf/CdtrAcct/Id/IBAN") == "DE89370400440532013000"
    assert text(f"{top}/DbtrAcct/Id/Othr/Id") == "0881234567"
    assert text(f"{top}/CdtTrfTxInf/CdtrAgt/FinInstnId/{VERSIONS[code]}") == "CENAIDJA"
    assert text(f"{top}/ReqdExctnDt" + ("/Dt" if code.endswith("09") else "")) == "2026-05-20"
    assert latin("日本", 35) == "NOTPROVIDED"
