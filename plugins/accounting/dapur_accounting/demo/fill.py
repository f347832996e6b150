"""Fills the demo company: parties, currencies, opening balances, two years of entries, locks, drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur_accounting.demo.documents import TERMS, month_documents, raw_of
from dapur_accounting.demo.money import fill_money, month_statement, open_banks
from dapur_accounting.demo.months import SIZE, WAGES, Entry, Line, month_entries, rate_of
from dapur_accounting.rules.spans import months_later

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

PARTIES = (
    ("RST-01", "Rumah Makan Padang Jaya", "is_customer"),
    ("RST-02", "Restoran Sari Laut", "is_customer"),
    ("HTL-01", "Hotel Melati Indah", "is_customer"),
    ("KFE-01", "Kafe Sudut Kota", "is_customer"),
    ("SUP-01", "PT Baja Dapur Nusantara", "is_supplier"),
    ("SUP-02", "CV Logam Makmur", "is_supplier"),
    ("SUP-03", "CV Teknik Karya Mandiri", "is_supplier"),
    ("SUP-CN", "Foshan Kitchen Equipment Co.", "is_supplier"),
)
TAX_NUMBERS = {
    "RST-01": "0024813578091000",
    "RST-02": "0027193648091000",
    "HTL-01": "0018437269091000",
    "KFE-01": "0039527189091000",
    "SUP-01": "0016273849091000",
    "SUP-02": "0021384755091000",
    "SUP-03": "0037461522091000",
}
DIMENSIONS = (
    ("cost_centre", "TOKO", "Toko Kemang"),
    ("cost_centre", "GUDANG", "Gudang Cikarang"),
    ("cost_centre", "KANTOR", "Kantor"),
    ("project", "P-01", "Dapur Hotel Melati"),
)
OPENING = (
    Line("1101", 12_500_000),
    Line("1103", SIZE * 300_000_000),
    Line("1104", 40_000 * 15_800, usd=40_000, rate=15_800),
    Line("1121", SIZE * 196_000_000, party="RST-01"),
    Line("1141", SIZE * 390_000_000),
    Line("1204", 350_000_000),
    Line("1205", 105_000_000),
    Line("1214", -87_500_000),
    Line("1215", -52_500_000),
    Line("2101", SIZE * -142_000_000, party="SUP-01"),
    Line("2124", SIZE * -1_150_000),
    Line("2114", SIZE * -2_310_000),
    Line("3101", -5_000_000_000),
)


@dataclass(frozen=True)
class Names:
    """Numbers of accounts, journals, parties, dimension values, taxes and terms by code."""

    accounts: Mapping[str, int]
    journals: Mapping[str, int]
    parties: Mapping[str, int]
    values: Mapping[str, int]
    taxes: Mapping[str, int]
    terms: Mapping[str, int]


async def fill(stage: "Stage") -> None:
    """Write the demo books. Every step has a key, so that an interrupted start goes on where it stopped."""
    today = stage.today.astimezone(ZoneInfo(stage.scope.zone)).date()
    first = date(today.year - 1, 1, 1)
    if not await _fits(stage):
        return
    stage.report("Books of the demo company …")
    await _nouns(stage, first, today)
    names = await _names(stage)
    await _opening(stage, names, first - timedelta(days=1))
    banks = await open_banks(stage, _do, names.accounts, names.parties, first)
    month = first
    while month <= today:
        await _month(stage, names, banks, month, today)
        month = months_later(month, 1)
    await fill_money(stage, _do, banks, names.parties, today)
    await _afterwards(stage, names, today)


async def _fits(stage: "Stage") -> bool:
    reader = await stage.house.reader(stage.scope)
    found = await reader.value(
        "select count(*) from accounting.account where company_id = %s and code in ('1103', '4101', '2121')", stage.scope.company
    )
    return bool(found == 3)


def _moment(stage: "Stage", day: date, hour: int = 10) -> datetime:
    return min(datetime.combine(day, time(hour, 15), ZoneInfo(stage.scope.zone)), stage.today)


async def _do(stage: "Stage", operation: str, raw: Mapping[str, Any], key: str, day: date, user: str = "Budi Santoso") -> Any:
    return await stage.perform(operation, raw, user=user, at=_moment(stage, day), key=f"demo-{key}")


async def _nouns(stage: "Stage", first: date, today: date) -> None:
    begin = first - timedelta(days=20)
    for code, name, kind in PARTIES:
        raw = {"code": code, "name": name, kind: True, "tax_number": TAX_NUMBERS.get(code, "")}
        await _do(stage, "base.save_party", raw, f"party-{code}", begin)
    for code, name_id, name_en, parts in TERMS:
        made = [{"percent": percent, "days": days, "after_month_end": after} for percent, days, after in parts]
        raw = {"code": code, "name_id": name_id, "name_en": name_en, "parts": made}
        await _do(stage, "accounting.save_terms", raw, f"terms-{code}", begin)
    await _do(stage, "accounting.adopt_tax_codes", {"usual": True}, "taxes", begin)
    dollar = {"code": "USD", "name_id": "Dolar Amerika Serikat", "name_en": "US dollar", "decimals": 2}
    await _do(stage, "base.save_currency", dollar, "usd", begin)
    for kind, code, name in DIMENSIONS:
        await _do(stage, "accounting.save_dimension", {"kind": kind, "code": code, "name": name}, f"value-{code}", begin)
    await _do(stage, "accounting.save_fiscal_year", {"starts": first.isoformat()}, "year", begin)
    month = first
    while month <= today:
        rate = {"currency": "USD", "day": month.isoformat(), "rate": rate_of(month), "source": "Kurs tengah"}
        await _do(stage, "base.save_rate", rate, f"rate-{month}", month)
        month = months_later(month, 1)


async def _names(stage: "Stage") -> Names:
    reader = await stage.house.reader(stage.scope)

    async def by_code(table: str) -> dict[str, int]:
        rows = await reader.rows(f"select code, id from {table} where company_id = %s and code is not null", stage.scope.company)
        return dict(rows)

    return Names(
        await by_code("accounting.account"),
        await by_code("accounting.journal"),
        await by_code("base.party"),
        await by_code("accounting.dimension_value"),
        await by_code("accounting.tax_code"),
        await by_code("accounting.payment_terms"),
    )


def _line(line: Line, names: Names) -> dict[str, Any]:
    side = {"debit": line.amount} if line.amount > 0 else {"credit": -line.amount}
    raw: dict[str, Any] = {"account": names.accounts[line.account], **side}
    if line.party:
        raw["party"] = names.parties[line.party]
    if line.cost_centre:
        raw["cost_centre"] = names.values[line.cost_centre]
    if line.project:
        raw["project"] = names.values[line.project]
    if line.usd:
        raw |= {"currency": "USD", "amount": line.usd, "rate": line.rate}
    return raw


def _entry(entry: Entry, names: Names) -> dict[str, Any]:
    return {
        "journal": names.journals[entry.journal],
        "date": entry.day.isoformat(),
        "description": entry.text,
        "reference": entry.reference,
        "lines": [_line(line, names) for line in entry.lines],
    }


async def _opening(stage: "Stage", names: Names, day: date) -> None:
    raw = {
        "date": day.isoformat(),
        "lines": [_line(line, names) for line in OPENING],
        "control_debit": sum(line.amount for line in OPENING if line.amount > 0),
        "difference_account": names.accounts["3202"],
    }
    await _do(stage, "accounting.post_opening_balances", raw, "opening", day + timedelta(days=3), "Siti Rahma")


async def _month(stage: "Stage", names: Names, banks: Mapping[str, int], month: date, today: date) -> None:
    """Bookings and payments, documents, and the bank's statement; that of last month waits to be matched."""
    grown = 100 + 8 * (month.year - today.year + 1)
    for n, entry in enumerate(month_entries(month, grown)):
        if entry.day > today or _comes_from_payroll(stage, entry, today):
            continue
        operation, raw = _payment(entry, names, banks) or ("accounting.post_entry", _entry(entry, names))
        await _do(stage, operation, raw, f"{month}-{n}", entry.day, entry.user)
    await _documents(stage, names, month, today, grown)
    if months_later(month, 2) <= today:
        await month_statement(stage, _do, banks["1103"], month)


def _payment(entry: Entry, names: Names, banks: Mapping[str, int]) -> tuple[str, dict[str, Any]] | None:
    """What an entry that settles a party's items is as a payment, which takes the oldest first."""
    line = entry.lines[0]
    if line.account not in ("1121", "2101") or line.usd:
        return None
    operation = "accounting.receive_payment" if line.account == "1121" else "accounting.make_payment"
    raw = {"party": names.parties[line.party], "bank": banks["1103"], "date": entry.day.isoformat(), "amount": abs(line.amount)}
    return operation, {**raw, "oldest_first": True}


def _comes_from_payroll(stage: "Stage", entry: Entry, today: date) -> bool:
    """Where HR is on, its own demo pays the last months."""
    begin = months_later(today.replace(day=1), -2)
    return entry.text == WAGES and "hr" in stage.scope.plugins and entry.day >= begin


async def _documents(stage: "Stage", names: Names, month: date, today: date, grown: int) -> None:
    """Invoices with the cost of what was sold, and bills; the last ones wait as drafts. The tax of the month before is filed."""
    for n, document in enumerate(month_documents(month, grown)):
        if document.day > today:
            continue
        waits = document.day > today - timedelta(days=6)
        operation = document.operation.replace("post", "save") if waits else document.operation
        await _do(
            stage, f"accounting.{operation}", raw_of(document, names, month), f"doc-{month}-{n}", document.day, document.user
        )
        if document.cost and not waits:
            cost = (Line("5101", document.cost, cost_centre="TOKO"), Line("1141", -document.cost, cost_centre="GUDANG"))
            sold = Entry("JU", document.day, "Harga pokok penjualan", cost, document.reference)
            await _do(stage, "accounting.post_entry", _entry(sold, names), f"cost-{month}-{n}", document.day)
    if month.replace(day=20) <= today and month_of(months_later(month, -1)) >= month_of(date(today.year - 1, 1, 1)):
        await _file_return(stage, names, months_later(month, -1), month.replace(day=20))


def month_of(day: date) -> tuple[int, int]:
    """Year and month."""
    return day.year, day.month


async def _file_return(stage: "Stage", names: Names, month: date, day: date) -> None:
    """The return of a month, and its payment by bank."""
    filed = await _do(stage, "accounting.file_tax_return", {"month": month.isoformat()}, f"return-{month}", day, "Siti Rahma")
    if filed.payable:
        paid = (Line("2122", int(filed.payable)), Line("1103", -int(filed.payable)))
        entry = Entry("JK", day, f"Setor PPN masa {month:%m/%Y}", paid)
        await _do(stage, "accounting.post_entry", _entry(entry, names), f"return-paid-{month}", day)


async def _afterwards(stage: "Stage", names: Names, today: date) -> None:
    """A mistake and its reversal, a lock with an exception, drafts that wait."""
    last = today.replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    office = (Line("6203", 4_750_000, cost_centre="KANTOR"), Line("1103", -4_750_000))
    wrong = Entry("JK", before, "Perlengkapan kantor (dobel)", office)
    posted = await _do(stage, "accounting.post_entry", _entry(wrong, names), "wrong", before)
    turned = {"id": posted.id, "date": last.isoformat(), "description": "Pembatalan pencatatan ganda"}
    await _do(stage, "accounting.reverse_entry", turned, "turned", last)
    await _do(stage, "accounting.set_lock", {"area": "all", "through": before.isoformat()}, "lock", last, "Rina Wati")
    allowed = {
        "to": stage.people["Budi Santoso"],
        "lock_through": (before - timedelta(days=5)).isoformat(),
        "until": (_moment(stage, last) + timedelta(hours=4)).isoformat(),
        "reason": "Tagihan pemasok terlambat datang",
    }
    await _do(stage, "accounting.grant_exception", allowed, "exception", last, "Rina Wati")
    late = Entry("JU", before, "Tagihan servis kendaraan", (Line("6205", 1_500_000), Line("2101", -1_500_000, party="SUP-02")))
    await _do(stage, "accounting.post_entry", _entry(late, names), "late", last)
    for n, (text, code, amount) in enumerate(
        (("Pembelian alat tulis", "6203", 385_000), ("Servis pendingin toko", "6205", 1_250_000))
    ):
        draft = Entry("JU", today, text, (Line(code, amount), Line("1101", -amount)))
        await _do(stage, "accounting.save_draft", _entry(draft, names), f"draft-{n}", today, "Agus Salim")
    await _do(stage, "accounting.roll_up", {}, "roll-up", today, "Siti Rahma")
