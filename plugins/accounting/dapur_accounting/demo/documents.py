"""Invoices and bills of a month of the demo company, as plain data; they are made only through operations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dapur_accounting.demo.months import CUSTOMERS, SEASON, SIZE, SUPPLIERS, rate_of

GOODS = (
    (("Kompor gas 4 tungku", 8), ("Oven deck 2 loyang", 3)),
    (("Panci stok 50 liter", 24), ("Wajan baja 60 cm", 30), ("Pisau koki set", 16)),
    (("Meja dapur stainless 150 cm", 9),),
    (("Lemari pendingin 4 pintu", 2), ("Chest freezer 300 liter", 3)),
)
TERMS = (
    ("N30", "30 hari", "30 days", ((100, 30, False),)),
    ("N14", "14 hari", "14 days", ((100, 14, False),)),
    ("DP50", "50% di muka, sisanya 30 hari", "50% at once, rest in 30 days", ((50, 0, False), (50, 30, False))),
    ("EOM15", "Tanggal 15 bulan berikutnya", "15 days after month end", ((100, 15, True),)),
)


@dataclass(frozen=True)
class DocumentLine:
    """What, how much, at what price; account by code, cost centre and project by code, tax by code."""

    text: str
    quantity: int
    price: int
    account: str
    tax: str = "PPN"
    withholding: str = ""
    cost_centre: str = ""
    project: str = ""
    unit: str = "unit"


@dataclass(frozen=True)
class DemoDocument:
    """An invoice, credit note or bill. operation: what posts it. cost: of the goods, booked with a sale."""

    operation: str
    party: str
    day: date
    lines: tuple[DocumentLine, ...]
    terms: str
    reference: str = ""
    text: str = ""
    currency: str = ""
    cost: int = 0
    kind: str = ""
    user: str = "Budi Santoso"


def month_documents(first: date, grown: int) -> Iterator[DemoDocument]:
    """Documents of the month that begins on `first`, by day. `grown`: percent of the first month's business."""
    level = SEASON[first.month - 1] * grown
    yield from sorted([*_sales(first, level), *_purchases(first, level)], key=lambda d: d.day)


def _sales(first: date, level: int) -> Iterator[DemoDocument]:
    for n, day in enumerate((4, 11, 18, 26)):
        net = SIZE * (38_000_000 + 4_500_000 * ((first.month + n) % 4)) * level // 10_000
        customer = CUSTOMERS[(first.month + n) % len(CUSTOMERS)]
        lines = tuple(_goods(n, net, "P-01" if customer == "HTL-01" else ""))
        cost = sum(line.quantity * line.price for line in lines) * 60 // 100_000 * 1000
        terms = "DP50" if customer == "HTL-01" else ("N30", "N14")[n % 2]
        yield DemoDocument("post_invoice", customer, first.replace(day=day), lines, terms, f"PO-{first:%y%m}{n + 1}", cost=cost)

    if first.month % 3 == 0:
        back = (DocumentLine("Retur wajan baja 60 cm", 2, 1_150_000, "4101", cost_centre="TOKO"),)
        customer = CUSTOMERS[(first.month + 1) % len(CUSTOMERS)]
        yield DemoDocument("post_invoice", customer, first.replace(day=21), back, "N14", f"RT-{first:%y%m}", kind="credit_note")


def _goods(n: int, net: int, project: str) -> Iterator[DocumentLine]:
    share = net // len(GOODS[n])
    for text, usual in GOODS[n]:
        quantity = SIZE * usual
        price = share // quantity // 1000 * 1000
        yield DocumentLine(text, quantity, price, "4101", cost_centre="TOKO", project=project)


def _purchases(first: date, level: int) -> Iterator[DemoDocument]:
    for n, day in enumerate((6, 20)):
        price = (46_000_000 + 3_000_000 * n) * level // 10_000 // 20_000 * 1000
        text = ("Plat stainless dan pipa", "Komponen kompor dan burner")[n]
        lines = (DocumentLine(text, SIZE * 20, price, "1141", cost_centre="GUDANG", unit="set"),)
        reference = f"{('BDN', 'LM')[n]}/{first:%Y/%m}/{first.month * 7 + n:03}"
        yield DemoDocument("post_bill", SUPPLIERS[n], first.replace(day=day), lines, "EOM15", reference)
    yield DemoDocument(
        "post_bill",
        "SUP-03",
        first.replace(day=12),
        (DocumentLine("Jasa servis dan pemasangan", 1, 4_500_000, "6205", "PPN", "24-104-01", "TOKO", unit="paket"),),
        "N14",
        f"TKM-{first:%y%m}",
    )
    if first.month % 3 == 2:
        lines = (DocumentLine("Combi oven 10 GN", 1, 2_500, "1141", "", cost_centre="GUDANG"),)
        yield DemoDocument("post_bill", "SUP-CN", first.replace(day=14), lines, "N30", f"FS-{first:%y%m}", currency="USD")


def raw_of(document: DemoDocument, names: Any, month: date) -> dict[str, Any]:
    """The document as its operation takes it. names: numbers by code."""
    return {
        "party": names.parties[document.party],
        "date": document.day.isoformat(),
        "terms": names.terms[document.terms],
        "reference": document.reference,
        "description": document.text,
        "currency": document.currency,
        **({"kind": document.kind} if document.kind else {}),
        "rate": rate_of(month) if document.currency else None,
        "lines": [_raw_line(line, names) for line in document.lines],
    }


def _raw_line(line: DocumentLine, names: Any) -> dict[str, Any]:
    return {
        "text": line.text,
        "quantity": line.quantity,
        "unit": line.unit,
        "unit_price": line.price,
        "account": names.accounts[line.account],
        "tax": names.taxes.get(line.tax),
        "withholding": names.taxes.get(line.withholding),
        "cost_centre": names.values.get(line.cost_centre),
        "project": names.values.get(line.project),
    }
