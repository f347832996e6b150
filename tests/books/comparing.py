"""What the product shows of a ledger, against what it must show: to the last cent, through every door."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from dapur.contract import ReportRow
from dapur.queries.plan import Wish
from tests.books.doors import Asked, Doors, Row
from tests.books.ledgers import Ledger, RegisterRow


async def differences(ledger: Ledger, doors: Doors, say: Callable[[str], None] = lambda line: None) -> list[str]:
    """Every figure that is not what it must be; empty when all are."""
    wrong = []
    for name, asked, check in await _comparisons(ledger, doors):
        found = [*check((await doors.sheet(asked)).rows)]
        rows = await doors.reader(asked)
        for door, read in doors.all().items():
            seen = await read(asked)
            found += [f"{door}: {fault}" for fault in _unlike(rows, seen)]
        say(f"{name}: {len(rows)} rows, " + ("all doors agree" if not found else f"{len(found)} differences"))
        wrong += [f"{name}: {fault}" for fault in found]
    return wrong


Check = Callable[[object], Iterator[str]]


async def _comparisons(ledger: Ledger, doors: Doors) -> list[tuple[str, Asked, Check]]:
    first = min(entry.day for entry in ledger.entries).replace(month=1, day=1)
    found: list[tuple[str, Asked, Check]] = []
    for day in ledger.trial:
        fields = {"first": first.isoformat(), "last": day.isoformat()}
        asked = Asked("accounting.trial_balance", fields, "account")
        found.append((f"trial balance {day}", asked, _trial_check(ledger, day)))
    for year in ledger.income:
        fields = {"first": f"{year}-01-01", "last": f"{year}-12-31"}
        asked = Asked("accounting.income_statement", fields, "account")
        found.append((f"income statement {year}", asked, _income_check(ledger, year)))
    numbers = {str(row["path"]): str(row["id"]) for row in await _accounts(doors)}
    for account, register in ledger.registers.items():
        fields = {"account": numbers[account], "first": first.isoformat(), "last": register[-1].day.isoformat(), "size": "5000"}
        asked = Asked("accounting.general_ledger", fields, "number")
        found.append((f"register of {account}", asked, _register_check(register)))
    return found


async def _accounts(doors: Doors) -> list[dict[str, object]]:
    wish = Wish(columns=("id", "path"), limit=5000)
    return (await doors.actor.page("accounting.accounts", wish)).dicts()


def _trial_check(ledger: Ledger, day: date) -> Check:
    return lambda rows: _unequal(_by_key(rows, -1), dict(ledger.trial[day]))


def _income_check(ledger: Ledger, year: int) -> Check:
    def check(rows: object) -> Iterator[str]:
        # "Staff own": what stands on an account that has others below it.
        shown = {key.removesuffix(" own"): amount for key, amount in _by_key(rows, 2).items()}
        yield from _unequal({k: v for k, v in shown.items() if k in ledger.types}, dict(ledger.income[year]))
        net = sum((a if ledger.types[k] == "income" else -a for k, a in ledger.income[year].items()), Decimal(0))
        yield from _unequal({"net": shown.get("net_income", Decimal(0))}, {"net": net})

    return check


def _register_check(register: object) -> Check:
    def check(rows: object) -> Iterator[str]:
        assert isinstance(register, (list, tuple))
        wanted = [(r.day, r.amount, r.balance) for r in register if isinstance(r, RegisterRow)]
        lines = [r for r in _rows(rows) if r.style == "line"]
        seen = [(r.cells[0], (r.cells[3] or 0) - (r.cells[4] or 0), r.cells[5]) for r in lines]
        for n, (one, other) in enumerate(zip(seen, wanted, strict=False), 1):
            if one != other:
                yield f"line {n} is {one}, must be {other}"
        if len(seen) != len(wanted):
            yield f"{len(seen)} lines, must be {len(wanted)}"

    return check


def _rows(rows: object) -> list[ReportRow]:
    assert isinstance(rows, (list, tuple))
    return [row for row in rows if isinstance(row, ReportRow)]


def _by_key(rows: object, place: int) -> dict[str, Decimal]:
    return {r.key: r.cells[place] for r in _rows(rows) if r.key and r.key != "total" and isinstance(r.cells[place], Decimal)}


def _unequal(shown: dict[str, Decimal], wanted: dict[str, Decimal]) -> Iterator[str]:
    for key in sorted(shown.keys() | wanted.keys()):
        one, other = shown.get(key, Decimal(0)), wanted.get(key, Decimal(0))
        if one != other:
            yield f"{key} is {one}, must be {other}"


def _unlike(rows: list[Row], seen: list[Row]) -> Iterator[str]:
    for number, (one, other) in enumerate(zip(rows, seen, strict=False), 1):
        same = one[1] == other[1] if other[0].endswith("…") else one == other
        if not same:
            yield f"row {number} shows {other}, the reader {one}"
            return
    if len(rows) != len(seen):
        yield f"{len(seen)} rows, the reader {len(rows)}"
