"""The small language of pay formulas: `min(basic + housing, 9000000) * 0.04`.

Numbers, names, + - * /, comparisons, and the functions min, max, round, floor, if(condition, then, otherwise), and any table of
slices by its code. No attributes, no loops, no calls of anything else; exact fractions throughout; at most MOST characters.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Protocol

from dapur.contract import Refused, _

MOST = 500
DEEPEST = 40
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|(<=|>=|==|!=|[-+*/(),<>]))")
FUNCTIONS = ("min", "max", "round", "floor", "if")


@dataclass(frozen=True)
class Slice:
    """Of a table: what lies below `up_to` (None: without limit) and above the slice before has this rate, a fraction."""

    up_to: Fraction | None
    rate: Fraction


@dataclass(frozen=True)
class SliceTax:
    """What one slice came to."""

    amount: Fraction
    rate: Fraction
    tax: Fraction


@dataclass
class Values:
    """What names and tables mean while a formula is evaluated; `used` and `slices` tell afterwards what it looked at."""

    find: Callable[[str], Fraction]
    tables: Mapping[str, Sequence[Slice]] = field(default_factory=dict)
    used: dict[str, Fraction] = field(default_factory=dict)
    slices: list[SliceTax] = field(default_factory=list)

    def name(self, name: str) -> Fraction:
        """The value of a name, remembered."""
        if name not in self.used:
            self.used[name] = self.find(name)
        return self.used[name]

    def table(self, code: str, amount: Fraction) -> Fraction:
        """Each slice of the amount at its rate."""
        begins, total = Fraction(0), Fraction(0)
        for part in self.tables[code]:
            ends = amount if part.up_to is None else min(amount, part.up_to)
            if ends <= begins:
                break
            tax = (ends - begins) * part.rate
            self.slices.append(SliceTax(ends - begins, part.rate, tax))
            total, begins = total + tax, ends
        return total


class Node(Protocol):
    """A part of a formula."""

    def value(self, values: Values) -> Fraction:
        """What it comes to."""
        ...

    def names(self) -> Iterator[str]:
        """Names that it reads; tables as "code()"."""
        ...


@dataclass(frozen=True)
class Number:
    """A number as written."""

    is_worth: Fraction

    def value(self, values: Values) -> Fraction:
        return self.is_worth

    def names(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Name:
    """A component or a figure of the month."""

    name: str

    def value(self, values: Values) -> Fraction:
        return values.name(self.name)

    def names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class Binary:
    """Two parts and a sign between them; a comparison is 1 or 0."""

    sign: str
    left: Node
    right: Node

    def value(self, values: Values) -> Fraction:
        left, right = self.left.value(values), self.right.value(values)
        if self.sign == "/" and not right:
            raise Refused("HR_FORMULA_DIVIDES_BY_ZERO", _("A formula divides by zero. Change the formula."), field="formula")
        return _SIGNS[self.sign](left, right)

    def names(self) -> Iterator[str]:
        yield from self.left.names()
        yield from self.right.names()


@dataclass(frozen=True)
class Call:
    """A function or a table of slices."""

    name: str
    arguments: tuple[Node, ...]

    def value(self, values: Values) -> Fraction:
        if self.name == "if":
            chosen = self.arguments[1] if self.arguments[0].value(values) else self.arguments[2]
            return chosen.value(values)
        found = [argument.value(values) for argument in self.arguments]
        match self.name:
            case "min":
                return min(found)
            case "max":
                return max(found)
            case "round":
                return Fraction(floor(found[0] + Fraction(1, 2)))
            case "floor":
                return Fraction(floor(found[0]))
        return values.table(self.name, found[0])

    def names(self) -> Iterator[str]:
        if self.name not in FUNCTIONS:
            yield f"{self.name}()"
        for argument in self.arguments:
            yield from argument.names()


_SIGNS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "<": lambda a, b: Fraction(a < b),
    ">": lambda a, b: Fraction(a > b),
    "<=": lambda a, b: Fraction(a <= b),
    ">=": lambda a, b: Fraction(a >= b),
    "==": lambda a, b: Fraction(a == b),
    "!=": lambda a, b: Fraction(a != b),
}
_LEVELS = (("<", ">", "<=", ">=", "==", "!="), ("+", "-"), ("*", "/"))


@lru_cache(maxsize=1024)
def read_formula(text: str) -> Node:
    """The formula. Raises Refused (HR_FORMULA_WRONG) and says at which place."""
    if len(text) > MOST:
        raise _wrong(text[:20])
    reader = _Reader(_tokens(text))
    node = reader.level(0, 0)
    if reader.place < len(reader.tokens):
        raise _wrong(reader.tokens[reader.place])
    return node


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if match is None:
            raise _wrong(text[place:].strip()[:20])
        found.append(match[1] or match[2] or match[3])
        place = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0

    def level(self, level: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise _wrong("(")
        if level == len(_LEVELS):
            return self.atom(depth)
        node = self.level(level + 1, depth + 1)
        while self.next() in _LEVELS[level]:
            sign = self.take()
            node = Binary(sign, node, self.level(level + 1, depth + 1))
        return node

    def atom(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _wrong("-")
        token = self.take()
        if token == "-":
            return Binary("-", Number(Fraction(0)), self.atom(depth + 1))
        if token == "(":
            node = self.level(0, depth + 1)
            self.expect(")")
            return node
        if token[:1].isdigit():
            return Number(Fraction(token))
        if not token[:1].isalpha():
            raise _wrong(token)
        return self.call(token, depth) if self.next() == "(" else Name(token)

    def call(self, name: str, depth: int) -> Node:
        self.expect("(")
        arguments = [self.level(0, depth + 1)]
        while self.next() == ",":
            self.take()
            arguments.append(self.level(0, depth + 1))
        self.expect(")")
        wanted = {"if": 3, "min": None, "max": None}.get(name, 1)
        if wanted is not None and len(arguments) != wanted:
            raise _wrong(name)
        return Call(name, tuple(arguments))

    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.next()
        if not token:
            raise _wrong("…")
        self.place += 1
        return token

    def expect(self, token: str) -> None:
        if self.take() != token:
            raise _wrong(self.tokens[self.place - 1])


def _wrong(place: str) -> Refused:
    words = _("The formula cannot be read at “{place}”. Use component codes, numbers, + - * / and min, max, round, floor, if.")
    return Refused("HR_FORMULA_WRONG", words.fill(place=place), field="formula")
