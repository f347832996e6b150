"""How a quiz is scored, with exact fractions: a percentage is shown with two decimals and never decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Grading = Literal["highest", "latest", "average", "first"]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. right: keys of the right options (choice); accepted: right words (text)."""

    marks: Decimal
    wrong_costs: Decimal = Decimal(0)
    is_partial: bool = False
    right: frozenset[str] = frozenset()
    accepted: tuple[str, ...] = ()
    ignore_case: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody chose or typed; both empty: no answer."""

    chosen: frozenset[str] = frozenset()
    typed: str = ""


def earned(question: Question, answer: Answer) -> Fraction:
    """Marks for an answer. No answer costs nothing; a wrong one costs `wrong_costs`, unless credit is given in parts.

    Partial credit: marks × max(0, right chosen − wrong chosen) ÷ number of right ones.
    """
    marks, costs = Fraction(question.marks), Fraction(question.wrong_costs)
    if question.accepted:
        return _typed(question, answer, marks, costs)
    if not answer.chosen:
        return ZERO
    if question.is_partial and question.right:
        hits = len(answer.chosen & question.right) - len(answer.chosen - question.right)
        return marks * max(0, hits) / len(question.right)
    return marks if answer.chosen == question.right else -costs


def _typed(question: Question, answer: Answer, marks: Fraction, costs: Fraction) -> Fraction:
    typed = _plain(answer.typed, question.ignore_case)
    if not typed:
        return ZERO
    return marks if typed in {_plain(word, question.ignore_case) for word in question.accepted} else -costs


def _plain(text: str, ignore_case: bool) -> str:
    words = " ".join(text.split())
    return words.casefold() if ignore_case else words


def total(parts: Sequence[Fraction]) -> Fraction:
    """The score: a quiz never scores below nothing."""
    return max(ZERO, sum(parts, ZERO))


def is_passed(score: Fraction, out_of: Decimal, pass_percent: Decimal) -> bool:
    """Whether score × 100 ≥ pass mark × total, exactly."""
    return score * 100 >= Fraction(pass_percent) * Fraction(out_of)


def missed_by(score: Fraction, out_of: Decimal, pass_percent: Decimal) -> Fraction:
    """Marks that were missing to the pass mark; nothing where it was reached."""
    return max(ZERO, Fraction(pass_percent) * Fraction(out_of) / 100 - score)


def percent(score: Fraction, out_of: Decimal) -> Decimal:
    """The percentage as it is shown, with two decimals."""
    return rounded(score * 100 / Fraction(out_of))


def rounded(value: Fraction, places: int = 2) -> Decimal:
    """A fraction as a decimal for the eye, half up."""
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places)


def grade(policy: Grading, percents: Sequence[Fraction]) -> Fraction:
    """The grade over all attempts, in order. Raises ValueError where there is none."""
    if not percents:
        raise ValueError("no attempt was closed")
    by_policy: Mapping[str, Fraction] = {
        "highest": max(percents),
        "latest": percents[-1],
        "first": percents[0],
        "average": sum(percents, ZERO) / len(percents),
    }
    return by_policy[policy]
