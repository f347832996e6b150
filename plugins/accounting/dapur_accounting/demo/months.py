"""What a month of the demo company looks like: entries as plain data, the same at every start."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

SEASON = (94, 90, 104, 112, 98, 96, 101, 103, 99, 105, 110, 126)
"""Sales of a month in percent of an ordinary one."""
SIZE = 8
"""How many times the business of one small shop: the demo company feeds about forty people."""
WAGES = "Gaji dan BPJS"
CUSTOMERS = ("RST-01", "RST-02", "HTL-01", "KFE-01")
SUPPLIERS = ("SUP-01", "SUP-02")


@dataclass(frozen=True)
class Line:
    """Account code, amount in rupiah (debit positive), and what else stands on the line."""

    account: str
    amount: int
    party: str = ""
    cost_centre: str = ""
    project: str = ""
    usd: int = 0
    rate: int = 0


@dataclass(frozen=True)
class Entry:
    """An entry: journal code, day, words, lines, who posts it."""

    journal: str
    day: date
    text: str
    lines: tuple[Line, ...]
    reference: str = ""
    user: str = "Budi Santoso"


def rate_of(month: date) -> int:
    """Rupiah for a dollar: it drifts up and swings a little."""
    age = (month.year - 2024) * 12 + month.month
    return 15_700 + 35 * age + (90, -60, 40, -110)[month.month % 4]


def month_entries(first: date, grown: int) -> Iterator[Entry]:
    """Entries of the month that begins on `first`, by day. `grown`: percent of the first month's business."""
    level = SEASON[first.month - 1] * grown
    entries = [*_money(first, level), *_month_end(first, level)]
    yield from sorted(entries, key=lambda e: e.day)


def _round(amount: int, to: int = 1000) -> int:
    return amount // to * to


def _money(first: date, level: int) -> Iterator[Entry]:
    got = _round(SIZE * 197_000_000 * level // 10_000)
    paid = _round(SIZE * 109_000_000 * level // 10_000)
    yield _bank(
        first.replace(day=8),
        "Penerimaan dari pelanggan",
        Line("1121", -got * 55 // 100, party=CUSTOMERS[first.month % 4]),
        got * 55 // 100,
    )
    yield _bank(
        first.replace(day=22),
        "Penerimaan dari pelanggan",
        Line("1121", -got * 45 // 100, party=CUSTOMERS[(first.month + 2) % 4]),
        got * 45 // 100,
    )
    yield _bank(
        first.replace(day=15), "Pembayaran kepada pemasok", Line("2101", paid * 49 // 100, party="SUP-01"), -(paid * 49 // 100)
    )
    yield _bank(
        first.replace(day=27), "Pembayaran kepada pemasok", Line("2101", paid * 51 // 100, party="SUP-02"), -(paid * 51 // 100)
    )
    yield _bank(first.replace(day=2), "Sewa toko Kemang", Line("6201", 12_500_000, cost_centre="TOKO"), -12_500_000)
    yield _bank(
        first.replace(day=10), "Listrik, air, dan internet", Line("6202", 2_850_000 + 40_000 * first.month, cost_centre="KANTOR")
    )
    yield _bank(
        first.replace(day=17), "Ongkos kirim", Line("6302", _round(SIZE * 3_200_000 * level // 10_000), cost_centre="GUDANG")
    )
    yield _bank(first.replace(day=19), "Iklan daring", Line("6301", 2_400_000, cost_centre="TOKO"))
    yield _bank(
        first.replace(day=10), "Setor PPh 21 dan BPJS", Line("2124", SIZE * 1_150_000), 0, (Line("2114", SIZE * 2_310_000),)
    )
    if first.month % 3 == 0:
        rate = rate_of(first)
        lines = (
            Line("2101", 2_500 * rate_of(_earlier(first)), party="SUP-CN", usd=2_500, rate=rate_of(_earlier(first))),
            Line("7205", 2_500 * (rate - rate_of(_earlier(first)))),
            Line("1104", -2_500 * rate, usd=-2_500, rate=rate),
        )
        yield Entry("JK", first.replace(day=16), "Pelunasan impor oven", tuple(x for x in lines if x.amount))


def _earlier(first: date) -> date:
    return first.replace(month=first.month - 1)


def _bank(day: date, text: str, line: Line, amount: int = 0, more: tuple[Line, ...] = ()) -> Entry:
    moved = amount or -line.amount - sum(x.amount for x in more)
    return Entry("JK", day, text, (line, *more, Line("1103", moved)))


def _month_end(first: date, level: int) -> Iterator[Entry]:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    wages = SIZE * 44_000_000
    lines = (
        Line("6101", wages, cost_centre="TOKO"),
        Line("6104", SIZE * 1_480_000, cost_centre="KANTOR"),
        Line("2124", SIZE * -1_150_000),
        Line("2114", SIZE * -2_310_000),
        Line("1103", -wages + SIZE * (1_150_000 + 2_310_000 - 1_480_000)),
    )
    yield Entry("JU", first.replace(day=25), WAGES, lines)
    if first.month == 3:
        yield Entry(
            "JU",
            first.replace(day=20),
            "Tunjangan hari raya",
            (Line("6103", SIZE * 32_000_000), Line("1103", SIZE * -32_000_000)),
        )
    wear = (Line("6209", 5_833_000), Line("1214", -3_645_000), Line("1215", -2_188_000))
    yield Entry("JU", last, "Penyusutan aset tetap", wear)
    bank = (Line("7203", 65_000), Line("7101", -_round(410_000 * level // 10_000)))
    yield Entry("JK", last, "Bunga dan biaya bank", (*bank, Line("1103", -sum(x.amount for x in bank))))
