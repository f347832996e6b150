"""Money of the demo company: bank accounts and their statements, payments, a payment run, a closed year."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dapur.contract import Refused
from dapur_accounting.rules.spans import months_later

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

Do = Callable[..., Awaitable[Any]]
BANKS = (
    ("1103", "BCA Giro", "Bank Central Asia", "014", "0083217765", "IDR"),
    ("1104", "BCA Dolar", "Bank Central Asia", "014", "0083217766", "USD"),
)
ACCOUNTS = (
    ("SUP-01", "Bank Mandiri", "008", "1230098765432", "PT Baja Dapur Nusantara"),
    ("SUP-02", "Bank Rakyat Indonesia", "002", "002101987654303", "CV Logam Makmur"),
    ("SUP-03", "Bank Negara Indonesia", "009", "0347765120", "CV Teknik Mandiri"),
)
RECEIVED = 24_500_000
STOOD = """
    select coalesce((select l.balance from accounting.bank_line l where l.company_id = %s and l.bank_account_id = %s
        order by l.position desc limit 1), (select sum(o.amount) from accounting.outstanding_bank_lines(%s, %s, %s) o), 0)
"""
LINES = """
    select o.date, o.amount, o.number, o.description, coalesce(p.name, '') from accounting.outstanding_bank_lines(%s, %s, %s) o
    left join base.party p on p.company_id = %s and p.id = o.party_id where o.date >= %s order by o.date, o.entry_id
"""


async def open_banks(
    stage: "Stage", do: Do, accounts: Mapping[str, int], parties: Mapping[str, int], first: date
) -> dict[str, int]:
    """The company's bank accounts by the code of their ledger account, and those of its suppliers."""
    banks = {}
    for code, name, bank, bank_code, number, currency in BANKS:
        raw = {"name": name, "account": accounts[code], "bank": bank, "bank_code": bank_code, "number": number}
        made = await do(stage, "accounting.save_bank_account", {**raw, "currency": currency}, f"bank-{code}", first)
        banks[code] = made.id
    for party, bank, bank_code, number, holder in ACCOUNTS:
        raw = {"party": parties[party], "bank": bank, "bank_code": bank_code, "number": number, "holder": holder}
        await do(stage, "accounting.save_party_account", raw, f"party-account-{party}", first)
    return banks


async def month_statement(stage: "Stage", do: Do, bank: int, first: date) -> None:
    """A month as the bank saw it, all of it booked and matched."""
    last = months_later(first, 1) - timedelta(days=1)
    await _add_statement(stage, do, bank, first, await _booked(stage, bank, first, last), last + timedelta(days=1))
    await do(stage, "accounting.accept_sure_matches", {"bank": bank}, f"sure-{first}", last + timedelta(days=1))


async def fill_money(stage: "Stage", do: Do, banks: Mapping[str, int], parties: Mapping[str, int], today: date) -> None:
    """What closes the past and what still waits, in the order in which it happened. do: runs an operation of a day, once."""
    last = today.replace(day=1) - timedelta(days=1)
    await _allocate(stage, do)
    await _close(stage, do, last)
    await _statement(stage, do, banks["1103"], last.replace(day=1), last, today)
    await _payments(stage, do, banks["1103"], parties, today)


async def _allocate(stage: "Stage", do: Do) -> None:
    """Payments of the past are used up by what was oldest then."""
    reader = await stage.house.reader(stage.scope)
    if await reader.value("select exists (select from accounting.payment_run where company_id = %s)", stage.scope.company):
        return
    rows = await reader.rows(
        "select i.entry_id, i.line_no, i.date from accounting.open_item i where i.company_id = %s and i.closed_on = 'infinity'"
        " and i.party_id is not null and i.amount * (case i.side when 'receivable' then -1 else 1 end) > 0 and exists (select from"
        " accounting.open_item o where o.company_id = i.company_id and o.account_id = i.account_id and o.party_id = i.party_id"
        " and o.currency = i.currency and o.closed_on = 'infinity' and o.amount * i.amount < 0 and o.date <= i.date)"
        " order by i.date, i.entry_id",
        stage.scope.company,
    )
    for entry, line, day in rows:
        try:
            raw = {"entry": entry, "line": line, "date": day.isoformat()}
            await do(stage, "accounting.allocate_oldest", raw, f"allocate-{entry}-{line}", day)
        except Refused as refused:
            # What was open before this one is settled by now: it stays on account.
            if refused.code != "NOTHING_TO_ALLOCATE":
                raise


async def _close(stage: "Stage", do: Do, last: date) -> None:
    """Years that have ended are closed; the foreign balances of last month are revalued."""
    reader = await stage.house.reader(stage.scope)
    years = await reader.rows(
        "select id, ends from accounting.fiscal_year where company_id = %s and ends <= %s order by ends",
        stage.scope.company,
        last,
    )
    for year, ends in years:
        await do(stage, "accounting.close_year", {"year": year}, f"close-{ends}", ends + timedelta(days=20), "Siti Rahma")
    raw = {"date": last.isoformat()}
    await do(stage, "accounting.revalue", raw, f"revalue-{last}", last + timedelta(days=2), "Siti Rahma")


async def _booked(stage: "Stage", bank: int, first: date, last: date) -> list[dict[str, Any]]:
    """What the books say of a month, as a bank would write it."""
    reader = await stage.house.reader(stage.scope)
    company = stage.scope.company
    rows = await reader.rows(LINES, company, bank, last, company, first)
    return [
        {
            "date": day.isoformat(),
            "amount": str(amount),
            "memo": (f"{text} {party}".strip() if n % 3 else f"{text} {number}").upper()[:120],
        }
        for n, (day, amount, number, text, party) in enumerate(rows)
    ]


async def _add_statement(stage: "Stage", do: Do, bank: int, first: date, lines: Sequence[Mapping[str, Any]], at: date) -> None:
    reader = await stage.house.reader(stage.scope)
    here = "select exists (select from accounting.bank_statement where company_id = %s and reference = %s)"
    if await reader.value(here, stage.scope.company, f"{first:%Y-%m}"):
        return
    opening = await reader.value(STOOD, stage.scope.company, bank, stage.scope.company, bank, first - timedelta(days=1))
    raw = {"bank": bank, "reference": f"{first:%Y-%m}", "opening": str(opening), "lines": lines}
    await do(stage, "accounting.add_statement", raw, f"statement-{first}", at)


async def _statement(stage: "Stage", do: Do, bank: int, first: date, last: date, today: date) -> None:
    """Last month as the bank saw it: two bookings are still under way, and a fee and interest are not booked yet."""
    reader = await stage.house.reader(stage.scope)
    company = stage.scope.company
    if await reader.value("select exists (select from accounting.bank_question where company_id = %s)", company):
        return
    lines = (await _booked(stage, bank, first, last))[:-2]
    for memo, amount in (("BIAYA ADM BULANAN", Decimal(-25_000)), ("JASA GIRO", Decimal(187_400))):
        lines.append({"date": last.isoformat(), "amount": str(amount), "memo": memo})
    await _add_statement(stage, do, bank, first, lines, today)
    await do(stage, "accounting.accept_sure_matches", {"bank": bank, "most": 5}, f"sure-{first}", today)
    waits = await reader.rows(
        "select id from accounting.unmatched_bank_lines(%s, %s) order by position desc limit 1", company, bank
    )
    if waits:
        asked = {"line": waits[0][0], "person": stage.people["Agus Salim"], "question": "Jasa giro ini untuk rekening yang mana?"}
        await do(stage, "accounting.ask_about_bank_line", asked, "question", today)


async def _payments(stage: "Stage", do: Do, bank: int, parties: Mapping[str, int], today: date) -> None:
    """A customer pays what is oldest; bills that are due are collected for approval."""
    reader = await stage.house.reader(stage.scope)
    if await reader.value("select exists (select from accounting.payment_run where company_id = %s)", stage.scope.company):
        return
    owes = await reader.rows(
        "select party_id, sum(open_amount) from accounting.open_item where company_id = %s and side = 'receivable'"
        " and closed_on = 'infinity' and date <= %s and currency = 'IDR' and party_id is not null"
        " group by party_id order by 2 desc limit 2",
        stage.scope.company,
        today - timedelta(days=3),
    )
    for party, amount in owes:
        raw = {"party": party, "bank": bank, "date": (today - timedelta(days=2)).isoformat(), "oldest_first": True}
        if amount > RECEIVED:
            await do(stage, "accounting.receive_payment", {**raw, "amount": str(RECEIVED)}, f"paid-{party}", today)
    due = await reader.value(
        "select count(*) from accounting.open_item where company_id = %s and side = 'payable' and closed_on = 'infinity'"
        " and open_amount < 0 and due <= %s and currency = 'IDR' and party_id = any (%s)",
        stage.scope.company,
        today + timedelta(days=20),
        [parties[code] for code, *_rest in ACCOUNTS if code in parties],
    )
    if due:
        through = (today + timedelta(days=20)).isoformat()
        raw = {"bank": bank, "date": today.isoformat(), "due": through, "note": "Tagihan yang jatuh tempo bulan ini"}
        run = await do(stage, "accounting.make_payment_run", raw, "run", today)
        await do(stage, "accounting.hand_in_payment_run", {"id": run.id}, "run-in", today)
