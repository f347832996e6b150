"""Where the lines of a statement belong in what is known of an account: each line is kept once, true twins stay.

A statement that tells its balances proves its place: it begins with what stood at some point of the known lines. One that
does not is compared by content, as often as each line stands there.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dapur_accounting.statements.statement import Statement, StatementLine

ZERO = Decimal(0)


@dataclass(frozen=True)
class Known:
    """A line that was imported before. `balance`: what stood after it."""

    position: int
    line: StatementLine
    balance: Decimal


@dataclass(frozen=True)
class Placement:
    """What is new: lines before all that is known, and lines after. `opening`: what stood before the first known line."""

    before: Sequence[StatementLine]
    after: Sequence[StatementLine]
    skipped: int
    opening: Decimal = ZERO


class Gap(Exception):
    """The statement begins with another balance than what is known of the account."""

    def __init__(self, expected: Decimal, found: Decimal) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected, self.found = expected, found


def place(known: Sequence[Known], statement: Statement) -> Placement:
    """What of a statement is new, and at which end. Raises Gap."""
    if not known:
        total = sum((line.amount for line in statement.lines), ZERO)
        closing = statement.closing if statement.closing is not None else total
        return Placement((), statement.lines, 0, statement.opening if statement.opening is not None else closing - total)
    if statement.opening is None:
        return _by_content(known, statement.lines)
    found = [*_aligned(known, statement), *_followers(known, statement)]
    if not found:
        raise Gap(known[-1].balance, statement.opening)
    return max(found, key=lambda p: p.skipped)


def _aligned(known: Sequence[Known], statement: Statement) -> list[Placement]:
    """Every way to lay the statement beside what is known so that the balance where they meet is one, and the lines, too."""
    lines = statement.lines
    theirs = [statement.opening or ZERO]
    for line in lines:
        theirs.append(theirs[-1] + line.amount)
    ours = [_opening(known), *(k.balance for k in known)]
    found = []
    for offset in range(-len(lines), len(known) + 1):
        first, last = max(0, -offset), min(len(lines), len(known) - offset)
        if theirs[first] != ours[first + offset]:
            continue
        window = known[first + offset : last + offset]
        if not _left_over(lines[first:last], window):
            found.append(Placement(lines[:first], lines[last:], last - first, ours[0]))
    return found[::-1]


def _opening(known: Sequence[Known]) -> Decimal:
    return known[0].balance - known[0].line.amount


def _plain(line: StatementLine) -> tuple[object, ...]:
    return line.day, line.amount


def _whole(line: StatementLine) -> tuple[object, ...]:
    return line.day, line.amount, " ".join(line.memo.split()), line.reference


def _left_over(
    lines: Sequence[StatementLine], seen: Sequence[Known], key: Callable[[StatementLine], tuple[object, ...]] = _plain
) -> list[StatementLine]:
    """The lines without those that were seen, as often as they were seen; of twins the later ones are left."""
    rest = Counter(key(k.line) for k in seen)
    left = []
    for line in lines:
        if rest[key(line)]:
            rest[key(line)] -= 1
        else:
            left.append(line)
    return left


def _followers(known: Sequence[Known], statement: Statement) -> list[Placement]:
    """The same where the bank puts the lines of a day in another order: it begins somewhere in what is known, and goes on."""
    found = []
    for start in range(len(known) + 1):
        before = known[start].balance - known[start].line.amount if start < len(known) else known[-1].balance
        if before != statement.opening:
            continue
        window = known[start:]
        left = _left_over(statement.lines, window)
        seen = len(statement.lines) - len(left)
        if seen == len(window) or not left:
            found.append(Placement((), left, seen, _opening(known)))
    return found


def _by_content(known: Sequence[Known], lines: Sequence[StatementLine]) -> Placement:
    left = _left_over(lines, known, _whole)
    before = [line for line in left if line.day < known[0].line.day]
    after = [line for line in left if line.day >= known[0].line.day]
    return Placement(before, after, len(lines) - len(left), _opening(known))
