"""A ledger of the suite's own making: a trading company in rupiah that buys in dollars and pays services in Singapore.

Deterministic: the same entries on every machine. Several hundred entries over two and a half years.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.books.figures import with_figures
from tests.books.ledgers import Entry, Ledger, Line

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
DAYS = (date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30))
CHART = (
    ("Aset:Bank:Rupiah", "asset"),
    ("Aset:Bank:Dolar", "asset"),
    ("Aset:Piutang", "asset"),
    ("Aset:Persediaan", "asset"),
    ("Aset:Kendaraan", "asset"),
    ("Aset:Akumulasi penyusutan", "asset"),
    ("Liabilitas:Utang dagang", "liability"),
    ("Liabilitas:Utang dagang dolar", "liability"),
    ("Liabilitas:PPN keluaran", "liability"),
    ("Liabilitas:Utang gaji", "liability"),
    ("Ekuitas:Modal", "equity"),
    ("Pendapatan:Penjualan:Dalam negeri", "income"),
    ("Pendapatan:Penjualan:Ekspor", "income"),
    ("Pendapatan:Laba kurs", "income"),
    ("Beban:Pokok penjualan", "expense"),
    ("Beban:Gaji", "expense"),
    ("Beban:Sewa", "expense"),
    ("Beban:Penyusutan", "expense"),
    ("Beban:Jasa luar negeri", "expense"),
    ("Beban:Administrasi bank", "expense"),
)


@dataclass
class _Dice:
    """Numbers that look thrown and are the same everywhere."""

    state: int = 20240101

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 33) % (high - low + 1)


@dataclass
class _Books:
    """Entries as they are written."""

    entries: list[Entry] = field(default_factory=list)
    dice: _Dice = field(default_factory=_Dice)

    def write(self, day: date, text: str, *lines: Line) -> None:
        """Add an entry; what is missing to zero would be a mistake of this file."""
        assert sum(line.amount for line in lines) == 0, (text, lines)
        self.entries.append(Entry(f"UJI-{len(self.entries) + 1:04}", day, text, lines))


def own_ledger() -> Ledger:
    """The ledger with its expected figures."""
    books = _Books()
    _beginning(books)
    for month in _months():
        _trade(books, month)
        _abroad(books, month)
        _month_end(books, month)
    entries = sorted(books.entries, key=lambda e: (e.day, e.reference))
    ledger = Ledger("Buku uji", "IDR", 0, CHART, entries)
    return with_figures(ledger, DAYS, ["Aset:Bank:Rupiah", "Aset:Bank:Dolar"])


def rupiah(account: str, amount: int | Decimal) -> Line:
    """A line in rupiah."""
    return Line(account, Decimal(amount), "IDR")


def abroad(account: str, foreign: Decimal, currency: str, rate: Decimal, amount: Decimal | None = None) -> Line:
    """A line in another currency; its rupiah are rounded half up, or given."""
    own = (foreign * rate).quantize(Decimal(1), ROUND_HALF_UP) if amount is None else amount
    return Line(account, own, currency, foreign, rate)


def _beginning(books: _Books) -> None:
    books.write(FIRST, "Setoran modal", rupiah("Aset:Bank:Rupiah", 2_500_000_000), rupiah("Ekuitas:Modal", -2_500_000_000))
    books.write(
        date(2024, 1, 2), "Pembelian truk", rupiah("Aset:Kendaraan", 480_000_000), rupiah("Aset:Bank:Rupiah", -480_000_000)
    )


def _months() -> Iterator[date]:
    month = FIRST
    while month <= LAST:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _trade(books: _Books, month: date) -> None:
    for number in range(books.dice.between(6, 9)):
        day = month + timedelta(days=books.dice.between(0, 25))
        net = Decimal(books.dice.between(4_000, 60_000) * 1_000 + books.dice.between(0, 999))
        tax = (net * 11 / 100).quantize(Decimal(1), ROUND_HALF_UP)
        cost = (net * books.dice.between(55, 75) / 100).quantize(Decimal(1), ROUND_HALF_UP)
        books.write(
            day,
            f"Penjualan {number + 1}",
            rupiah("Aset:Piutang", net + tax),
            rupiah("Pendapatan:Penjualan:Dalam negeri", -net),
            rupiah("Liabilitas:PPN keluaran", -tax),
            rupiah("Beban:Pokok penjualan", cost),
            rupiah("Aset:Persediaan", -cost),
        )
        fee = Decimal(books.dice.between(2, 9) * 2_500)
        paid = day + timedelta(days=books.dice.between(0, 45))
        if paid <= LAST:
            books.write(
                paid,
                f"Pelunasan penjualan {number + 1}",
                rupiah("Aset:Bank:Rupiah", net + tax - fee),
                rupiah("Beban:Administrasi bank", fee),
                rupiah("Aset:Piutang", -(net + tax)),
            )


def _rate(books: _Books, low: int, high: int) -> Decimal:
    return Decimal(books.dice.between(low * 100, high * 100)) / 100


def _abroad(books: _Books, month: date) -> None:
    bought, paid = _rate(books, 15_200, 16_400), _rate(books, 15_200, 16_400)
    price = Decimal(books.dice.between(400_000, 1_900_000)) / 100
    goods = abroad("Liabilitas:Utang dagang dolar", -price, "USD", bought)
    day = month + timedelta(days=books.dice.between(1, 9))
    books.write(day, "Pembelian barang impor", rupiah("Aset:Persediaan", -goods.amount), goods)
    out = abroad("Aset:Bank:Dolar", -price, "USD", paid)
    gain = -out.amount + goods.amount
    settled = [abroad("Liabilitas:Utang dagang dolar", price, "USD", bought), out]
    rest = [rupiah("Pendapatan:Laba kurs", gain)] if gain else []
    books.write(day + timedelta(days=14), "Pelunasan impor", *settled, *rest)
    sold, rate = Decimal(books.dice.between(900_000, 2_600_000)) / 100, _rate(books, 15_200, 16_400)
    income = abroad("Aset:Bank:Dolar", sold, "USD", rate)
    books.write(month + timedelta(days=3), "Ekspor", income, rupiah("Pendapatan:Penjualan:Ekspor", -income.amount))
    service = abroad(
        "Beban:Jasa luar negeri", Decimal(books.dice.between(5_000, 90_000)) / 100, "SGD", _rate(books, 11_500, 12_300)
    )
    books.write(month + timedelta(days=19), "Jasa konsultan Singapura", service, rupiah("Aset:Bank:Rupiah", -service.amount))


def _month_end(books: _Books, month: date) -> None:
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    pay = Decimal(books.dice.between(85_000, 97_000) * 1_000)
    books.write(last, "Gaji", rupiah("Beban:Gaji", pay), rupiah("Liabilitas:Utang gaji", -pay))
    books.write(last, "Pembayaran gaji", rupiah("Liabilitas:Utang gaji", pay), rupiah("Aset:Bank:Rupiah", -pay))
    books.write(last, "Sewa gudang", rupiah("Beban:Sewa", 35_000_000), rupiah("Aset:Bank:Rupiah", -35_000_000))
    books.write(last, "Penyusutan truk", rupiah("Beban:Penyusutan", 5_000_000), rupiah("Aset:Akumulasi penyusutan", -5_000_000))
    stock = Decimal(books.dice.between(90_000, 180_000) * 1_000)
    books.write(
        month + timedelta(days=1), "Pembelian barang", rupiah("Aset:Persediaan", stock), rupiah("Liabilitas:Utang dagang", -stock)
    )
    books.write(last, "Pelunasan pemasok", rupiah("Liabilitas:Utang dagang", stock), rupiah("Aset:Bank:Rupiah", -stock))
