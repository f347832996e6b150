"""The whole ledger as text and back: what hledger and Beancount add up is what our statements say."""

import csv
import io
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur.house import House
from dapur.testing.companies import Actor, new_company
from dapur_accounting.plain_text.beancount_reader import BeancountReader
from dapur_accounting.plain_text.beancount_writer import write_beancount
from dapur_accounting.plain_text.books import BookAccount, BookEntry, BookLine, Books
from dapur_accounting.plain_text.hledger_reader import HledgerReader
from dapur_accounting.plain_text.hledger_writer import write_hledger
from dapur_accounting.plain_text.names import hledger_names
from tests.plugins.accounting.books import open_books

D = Decimal
LAST = "2030-12-31"
WRITERS = {"hledger": write_hledger, "beancount": write_beancount}
READERS: dict[str, type[HledgerReader] | type[BeancountReader]] = {"hledger": HledgerReader, "beancount": BeancountReader}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=":"), min_size=1, max_size=12).filter(
    lambda t: t == t.strip()
)


@st.composite
def books_of_any_text(draw: st.DrawFn) -> Books:
    """Two accounts, a foreign line and texts that no format likes."""
    paths = draw(st.lists(words, min_size=2, max_size=2, unique=True))
    accounts = [BookAccount(paths[0], "asset", name_id=paths[0]), BookAccount(paths[1], "income", name_id=paths[1])]
    entries = []
    for n in range(draw(st.integers(1, 3))):
        base = D(draw(st.integers(0, 10**9)))
        amount = D(draw(st.integers(1, 10**7))).scaleb(-2) if base else D(0)
        rate = D(draw(st.integers(1, 10**9))).scaleb(-5) if base else D(1)
        values = {"cost_centre": draw(words)} if draw(st.booleans()) else {}
        lines = (
            BookLine(paths[0], base, "USD", amount, rate, draw(texts), draw(words), values),
            BookLine(paths[1], -base, "IDR", -base, D(1), draw(texts)),
        )
        day = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 700)))
        entries.append(BookEntry(f"JU/({n})", "JU", day, draw(texts), lines, draw(texts), "logistics bill 1"))
    books = Books("IDR", {"IDR": 0, "USD": 2}, accounts, entries=entries)
    books.parties = {line.party: draw(texts) for e in entries for line in e.lines if line.party}
    return books


@pytest.mark.parametrize("kind", ["hledger", "beancount"])
@settings(max_examples=60, deadline=None)
@given(books=books_of_any_text())
def test_what_is_written_is_read_again_whatever_people_typed(kind: str, books: Books) -> None:
    text = "".join(WRITERS[kind](books))

    read = READERS[kind]("IDR", 0).read(text)

    assert (read.accounts, read.parties, read.decimals) == (books.accounts, books.parties, books.decimals)
    assert read.entries == books.entries


def test_a_journal_of_somebody_else_is_read() -> None:
    text = """
; rent and a purchase in dollars
account Aset:Kas  ; type: C

2026/1/5 * (17) Toko Jaya | alat tulis  ; party: TJ
    Beban:Kantor      Rp 150,000
    Aset:Kas

2026-02-01 Impor
    Aset:Persediaan   100.00 USD @ 15500 IDR
    Liabilitas:Usaha
"""
    books = HledgerReader("IDR", 0).read(text.replace("Rp 150,000", "IDR 150,000"))

    assert [(e.number, e.day.isoformat(), e.description) for e in books.entries] == [
        ("17", "2026-01-05", "Toko Jaya | alat tulis"),
        ("", "2026-02-01", "Impor"),
    ]
    assert [(line.account, line.base, line.currency, line.amount) for e in books.entries for line in e.lines] == [
        ("Beban:Kantor", D(150000), "IDR", D(150000)),
        ("Aset:Kas", D(-150000), "IDR", D(-150000)),
        ("Aset:Persediaan", D(1550000), "USD", D("100.00")),
        ("Liabilitas:Usaha", D(-1550000), "IDR", D(-1550000)),
    ]
    assert {a.path: a.type for a in books.accounts} == {
        "Beban:Kantor": "expense",
        "Aset:Kas": "asset",
        "Aset:Persediaan": "asset",
        "Liabilitas:Usaha": "liability",
    }


def test_a_line_that_is_not_understood_is_named() -> None:
    with pytest.raises(Refused) as caught:
        HledgerReader("IDR", 0).read("2026-01-01 x\n    Assets:Kas  1 IDR\n    Assets:Bank\n\ninclude other.journal\n")

    assert str(caught.value) == "file: Line 5 is not understood: include other.journal. Change it in the file, or leave it out."


async def filled(actor: Actor) -> None:
    """Books with both currencies, a party, a cost centre, a reversal, and text that is hard to write."""
    books = await open_books(actor)
    await actor.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar", decimals=2)
    party = await actor.perform("base.save_party", name="Toko; Jaya, Abadi", code="TJ")
    centre = await actor.perform("accounting.save_dimension", kind="cost_centre", code="TOKO", name="Toko")
    account = books.accounts
    dollars = {"account": account["1104"], "currency": "USD", "amount": "100.05", "rate": "15333.333333", "party": party.id}
    worth = {
        "account": account["4101"],
        "credit": "1534100",
        "cost_centre": centre.id,
        "description": 'kata "petik", koma; titik',
    }
    for day, lines in (("2026-01-05", [dollars, worth]), ("2026-03-09", books.lines("1101 250000", "4101 -250000"))):
        raw = {"journal": books.journals["JU"], "date": day, "description": "Jual, tunai; 100%", "lines": lines}
        posted = await actor.perform("accounting.post_entry", raw)
    await actor.perform("accounting.reverse_entry", id=posted.id, date="2026-04-01")
    crumb = [{"account": account["1104"], "debit": "400000", "currency": "USD", "amount": "0"}, *books.lines("7206 -400000")]
    await actor.perform("accounting.post_entry", journal=books.journals["JU"], date="2026-04-30", lines=crumb)


async def text_of(actor: Actor, kind: str) -> str:
    """The ledger as text, through the declared document."""
    declared = actor.house.registry.documents["accounting.plain_text"]
    return (await (await actor.reader()).document(declared, {"format": kind})).content.decode()


async def balances(actor: Actor) -> dict[str, Decimal]:
    """What stands on each account, by path."""
    reader = await actor.reader()
    rows = await reader.rows(
        "select a.path, sum(s.debit - s.credit) from accounting.sums_through(%s, %s) s join accounting.account a"
        " on a.company_id = %s and a.id = s.account_id group by a.path having sum(s.debit - s.credit) <> 0",
        reader.scope.company,
        date.fromisoformat(LAST),
        reader.scope.company,
    )
    return dict(rows)


async def imported(actor: Actor, name: str, text: str) -> Any:
    """Take the text in."""
    file = await actor.perform("core.upload_file", name=name, content=text.encode())
    return await actor.perform("accounting.import_books", file=file.id)


def by_hledger(text: str, names: dict[str, str], tmp_path: Path) -> dict[str, Decimal]:
    """What hledger adds up at cost, by path."""
    file = tmp_path / "all.journal"
    file.write_text(text)
    subprocess.run(["hledger", "-f", str(file), "check"], check=True, capture_output=True)
    command = ["hledger", "-f", str(file), "balance", "--cost", "--flat", "--no-total", "-O", "csv"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    paths = {name: path for path, name in names.items()}
    return {paths[name]: D(amount.split(" ")[0]) for name, amount in list(csv.reader(io.StringIO(told)))[1:] if amount != "0"}


async def test_hledger_adds_up_what_our_statements_say(actor: Actor, tmp_path: Path) -> None:
    if shutil.which("hledger") is None:
        pytest.skip("HLEDGER IS NOT INSTALLED: the exit is not checked independently. Install Debian's package hledger.")
    await filled(actor)
    text = await text_of(actor, "hledger")

    told = by_hledger(text, hledger_names(HledgerReader("IDR", 0).read(text).accounts), tmp_path)

    assert told == await balances(actor) != {}


async def test_beancount_finds_no_error(actor: Actor) -> None:
    loader = pytest.importorskip("beancount.loader", reason="BEANCOUNT IS NOT INSTALLED: pip install beancount")
    await filled(actor)

    entries, errors, _options = loader.load_string(await text_of(actor, "beancount"))

    assert errors == []
    assert sum(type(e).__name__ == "Transaction" for e in entries) == 4


@pytest.mark.parametrize("kind", ["hledger", "beancount"])
async def test_books_come_back_equal_to_the_cent(actor: Actor, house: House, kind: str) -> None:
    await filled(actor)
    text = await text_of(actor, kind)
    second = await new_company(house, setup={"accounting.books": {"chart": "empty", "books_from": "2026-01-01"}})

    first_time = await imported(second, f"all.{'journal' if kind == 'hledger' else 'beancount'}", text)
    again = await imported(second, f"all.{'journal' if kind == 'hledger' else 'beancount'}", text)

    assert (first_time.entries, first_time.existing, again.entries, again.existing) == (4, 0, 0, 4)
    assert await balances(second) == await balances(actor)
    back = READERS[kind]("IDR", 0).read(await text_of(second, kind))
    gone = READERS[kind]("IDR", 0).read(text)
    assert [(e.number, e.day, e.reversal_of, e.lines) for e in back.entries] == [
        (e.number, e.day, e.reversal_of, e.lines) for e in gone.entries
    ]
    assert back.accounts == gone.accounts


async def test_books_in_another_currency_are_refused(actor: Actor) -> None:
    text = '; dapur {"books": {"currency": "EUR", "decimals": {"EUR": 2}}}\n'

    with pytest.raises(Refused) as caught:
        await imported(actor, "all.journal", text)

    assert str(caught.value).startswith("file: The books are kept in EUR, this company's in IDR.")
