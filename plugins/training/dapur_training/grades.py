"""The grade over somebody's attempts at a quiz, by the quiz's policy."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dapur_base.reading import Source, rows_of
from dapur_training.rules.scoring import Grading, grade


@dataclass(frozen=True, slots=True)
class Grade:
    """percent: exact; None while no attempt was closed. used: attempts begun; allowed: with grants, None without limit."""

    percent: Fraction | None
    pass_percent: Decimal
    used: int
    allowed: int | None

    @property
    def passed(self) -> bool:
        """Whether the grade reaches the pass mark, exactly."""
        return self.percent is not None and self.percent >= Fraction(self.pass_percent)

    @property
    def left(self) -> int | None:
        """Attempts that are left; None without limit."""
        return None if self.allowed is None else max(0, self.allowed - self.used)


async def grade_of(source: Source, party: int, quiz: int, policy: Grading | None = None) -> Grade:
    """By the quiz's own policy, or another one to compare."""
    company = source.scope.company
    rows = await rows_of(
        source,
        "select q.grading, q.pass_percent, q.max_attempts + (select count(*) from training.attempt_grant g where"
        " g.company_id = q.company_id and g.party_id = %s and g.quiz_id = q.id), a.id, a.numerator, a.denominator, a.out_of"
        " from training.quiz q left join training.attempt a on a.company_id = q.company_id and a.quiz_id = q.id and a.party_id = %s"
        " where q.company_id = %s and q.id = %s order by a.number",
        *(party, party, company, quiz),
    )
    own, pass_percent, allowed = rows[0][:3]
    closed = [Fraction(n) / Fraction(d) * 100 / Fraction(o) for *_quiz, n, d, o in rows if n is not None]
    used = sum(row[3] is not None for row in rows)
    return Grade(grade(policy or own, closed) if closed else None, pass_percent, used, allowed)
