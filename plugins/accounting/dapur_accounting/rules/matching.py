"""What a bank line may be: candidates from the books with the reasons that speak for each, the likeliest first.

Reasons are told, not weighed in secret: the same amount, a number or name that stands in the bank's text, a day near by.
Exact amounts come first, then older ones. Sure is only what has the same amount and one more reason, and no rival.
"""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Reason = Literal["amount", "number", "party", "day", "fee", "sum"]
NEAR = 5
"""Days that a booking and its bank line may lie apart to be near."""
SHORT = 4
"""A number of fewer letters and digits says nothing in a text."""
FEW = re.compile(r"\b(PT|CV|UD|TBK|PERSERO|TOKO|RUMAH|BAPAK|IBU)\b")
_SIGNS = bytes(n for n in range(128) if not chr(n).isalnum())
POINTS: dict[Reason, int] = {"amount": 8, "number": 6, "sum": 5, "party": 3, "fee": 2, "day": 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of the books. `amount`: what the bank line would be, in the bank's currency; money that comes in is positive.

    kind: "ledger" is booked on the bank account already, "item" is still to be paid. numbers: what it is called anywhere.
    """

    kind: Literal["ledger", "item"]
    entry: int
    line: int
    amount: Decimal
    day: datetime.date
    party: int | None = None
    party_name: str = ""
    numbers: tuple[str, ...] = ()
    due: datetime.date | None = None
    title: str = ""

    @property
    def key(self) -> str:
        """Entry and line, as a page names it."""
        return f"{self.entry}.{self.line}"


@dataclass(frozen=True, slots=True)
class BankLine:
    """A statement line that waits."""

    id: int
    day: datetime.date
    amount: Decimal
    text: str


@dataclass(frozen=True)
class Suggestion:
    """One or several candidates together. `difference`: what the bank line has less (or more) than they say."""

    candidates: tuple[Candidate, ...]
    reasons: tuple[Reason, ...]
    difference: Decimal = Decimal(0)

    @property
    def points(self) -> int:
        """How much speaks for it."""
        return sum(POINTS[reason] for reason in self.reasons)

    @property
    def is_exact(self) -> bool:
        """Nothing is left over."""
        return not self.difference


@dataclass
class Pool:
    """Everything that waits in the books, found by amount and by what stands in a text. fee: most that a bank keeps back."""

    fee: Decimal
    by_amount: dict[Decimal, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    by_party: dict[int, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=lambda: defaultdict(list))
    """Parties and the words of their names, by the first of these words."""
    sizes: set[int] = field(default_factory=set)
    """How long the numbers are."""

    @classmethod
    def of(cls, candidates: Iterable[Candidate], fee: Decimal) -> "Pool":
        """A pool of these."""
        pool = cls(fee)
        by_amount, by_number, by_party = pool.by_amount, pool.by_number, pool.by_party
        for one in candidates:
            by_amount[one.amount].append(one)
            for number in one.numbers:
                if len(number) >= SHORT:
                    word = plain(number)
                    by_number[word] = (*by_number[word], one) if word in by_number else (one,)
            if one.party is not None:
                if one.party not in by_party:
                    pool._know(one.party, name_words(one.party_name))
                by_party[one.party].append(one)
        pool.sizes = {len(word) for word in by_number if len(word) >= SHORT}
        return pool

    def _know(self, party: int, words: tuple[str, ...]) -> None:
        if words:
            self.names[words[0]].append((party, words))

    def named(self, words: set[str]) -> list[int]:
        """Parties whose name stands in these words."""
        return [party for word in words for party, name in self.names.get(word, ()) if words.issuperset(name)]

    def numbered(self, text: str) -> list[Candidate]:
        """Candidates one of whose numbers stands in the text."""
        return [one for word in windows(text, self.sizes) for one in self.by_number.get(word, ())]


def plain(text: str) -> str:
    """Letters and digits only, in capitals, so that INV/2026-07 and INV 2026 07 are the same."""
    if text.isascii():
        return text.encode().translate(None, _SIGNS).upper().decode()
    return "".join(c for c in unicodedata.normalize("NFKD", text).upper() if c.isalnum())


def windows(text: str, sizes: Iterable[int]) -> Iterable[str]:
    """Every piece of the text that has one of these lengths."""
    return (text[start : start + size] for size in sizes for start in range(len(text) - size + 1))


def text_words(text: str) -> set[str]:
    """The words of a bank's text, as names are looked for in it."""
    return set(re.findall(r"\w{3,}", text.upper()))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others."""
    words = re.findall(r"\w{3,}", FEW.sub(" ", name.upper()))
    return tuple(words[:3])


def suggest(line: BankLine, pool: Pool, most: int = 8) -> list[Suggestion]:
    """The likeliest first. Never empty-handed because of a word: whatever has the same amount is there."""
    text, words = plain(line.text), text_words(line.text)
    named, numbered = pool.named(words), pool.numbered(text)
    numbered_keys = {one.key for one in numbered}
    near: dict[str, Candidate] = {one.key: one for one in (*pool.by_amount.get(line.amount, ()), *numbered)}
    for party in named:
        near.update((one.key, one) for one in pool.by_party[party])
    found = [
        made
        for one in near.values()
        if (made := _single(line, one, pool.fee, is_numbered=one.key in numbered_keys, is_named=one.party in named))
    ]
    found += _several(line, [one for one in near.values() if one.key in numbered_keys], "number")
    for party in named:
        found += _several(line, pool.by_party[party], "party")
    return sorted(found, key=_order)[:most]


def _single(line: BankLine, one: Candidate, fee: Decimal, *, is_numbered: bool, is_named: bool) -> Suggestion | None:
    if one.amount * line.amount < 0:
        return None
    difference = one.amount - line.amount
    reasons: list[Reason] = []
    if not difference:
        reasons.append("amount")
    elif 0 < difference <= fee:
        reasons.append("fee")
    elif not is_numbered:
        return None
    if is_numbered:
        reasons.append("number")
    if is_named:
        reasons.append("party")
    if abs((line.day - one.day).days) <= NEAR and one.kind == "ledger":
        reasons.append("day")
    return Suggestion((one,), tuple(reasons), difference)


def _several(line: BankLine, ones: Sequence[Candidate], reason: Reason) -> list[Suggestion]:
    """All of them together, or the oldest so many, when they add up to the line."""
    total = Decimal(0)
    chosen: list[Candidate] = []
    for one in sorted((o for o in ones if o.amount * line.amount > 0), key=lambda o: (o.due or o.day, o.entry, o.line)):
        total, chosen = total + one.amount, [*chosen, one]
        if len(chosen) > 1 and total == line.amount:
            return [Suggestion(tuple(chosen), ("sum", reason))]
        if abs(total) > abs(line.amount):
            break
    return []


def _order(made: Suggestion) -> tuple[object, ...]:
    first = made.candidates[0]
    return not made.is_exact, -made.points, first.due or first.day, first.entry, first.line


def sure(lines: Sequence[BankLine], pool: Pool) -> list[tuple[BankLine, Suggestion]]:
    """Lines with exactly one likely answer. What two lines would claim is left to people."""
    found = []
    for line in lines:
        answers = suggest(line, pool, 3)
        if answers and _is_sure(answers):
            found.append((line, answers[0]))
    claims: dict[str, int] = defaultdict(int)
    for _line, answer in found:
        for one in answer.candidates:
            claims[one.key] += 1
    return [(line, answer) for line, answer in found if all(claims[one.key] == 1 for one in answer.candidates)]


def _is_sure(answers: Sequence[Suggestion]) -> bool:
    first, rival = answers[0], answers[1] if len(answers) > 1 else None
    told = {"number", "party", "day"} & set(first.reasons)
    if not first.is_exact or not told:
        return False
    if rival is None or not rival.is_exact:
        return True
    return "number" in first.reasons and "number" not in rival.reasons
