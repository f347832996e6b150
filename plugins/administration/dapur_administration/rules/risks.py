"""The score of a risk: inherent, residual after the controls that really work on a day, and the target when all do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Band = Literal["low", "medium", "high", "extreme"]


@dataclass(frozen=True, slots=True)
class Bands:
    """Up to which score a risk is low, medium, high; above it is extreme. appetite: the highest score that is accepted."""

    low: int
    medium: int
    high: int
    appetite: int

    def of(self, score: int) -> Band:
        """The band of a score."""
        if score <= self.low:
            return "low"
        return "medium" if score <= self.medium else "high" if score <= self.high else "extreme"


@dataclass(frozen=True, slots=True)
class Score:
    """Likelihood times impact."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """The product."""
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True)
class Working:
    """How a control works from a day on. counts_as: the share of its reduction that counts (partial controls)."""

    from_day: date
    state: str
    counts_as: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Reducing:
    """A control of a risk. proofs: (handed in, valid through or None) of its evidence."""

    likelihood: int
    impact: int
    states: Sequence[Working]
    needs_proof: bool = False
    proofs: Sequence[tuple[date, date | None]] = ()

    def share_on(self, day: date) -> Decimal:
        """The share that counts on a day: none while it is planned or failed, or no proof is valid."""
        known = [one for one in self.states if one.from_day <= day]
        if not known or known[-1].state not in ("effective", "partial"):
            return Decimal(0)
        if self.needs_proof and not any(came <= day and (until is None or day <= until) for came, until in self.proofs):
            return Decimal(0)
        return known[-1].counts_as


def residual(inherent: Score, controls: Sequence[Reducing], day: date) -> Score:
    """After the controls that are effective and whose proof is valid on the day. Half a step does not count as a whole one."""
    shares = [(control, control.share_on(day)) for control in controls]
    return _reduced(
        inherent,
        int(sum(share * control.likelihood for control, share in shares)),
        int(sum(share * control.impact for control, share in shares)),
    )


def target(inherent: Score, controls: Sequence[Reducing]) -> Score:
    """When all controls work, the planned ones too."""
    return _reduced(inherent, sum(c.likelihood for c in controls), sum(c.impact for c in controls))


def _reduced(inherent: Score, likelihood: int, impact: int) -> Score:
    return Score(max(1, inherent.likelihood - likelihood), max(1, inherent.impact - impact))
