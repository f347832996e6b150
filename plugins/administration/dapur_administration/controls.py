"""Controls and risks as operations, reports and pages read them: on a day, as known at a moment."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_administration.rules.acceptance import Acceptance, in_force
from dapur_administration.rules.acceptance import Standing as AcceptanceStanding
from dapur_administration.rules.acceptance import standing as accepted_standing
from dapur_administration.rules.evidence import Period, Standing, periods, standing
from dapur_administration.rules.risks import Bands, Reducing, Score, Working, residual, target
from dapur_administration.settings import RISK_APPETITE, RISK_HIGH, RISK_LOW, RISK_MEDIUM
from dapur_base.reading import rows_of

CONTROLS = """
    select c.id, c.code, c.name, u.name, c.frequency, c.first_day, c.due_days, c.grace_days, c.needs_proof, c.owner_id
    from administration.control c join core.app_user u on u.id = c.owner_id
    where c.company_id = %s and not c.is_closed and (c.id = %s or %s::bigint is null) order by c.code
"""
EVIDENCE = """
    select control_id, period, handed_in_on, valid_through from administration.evidence
    where company_id = %s and (control_id = %s or %s::bigint is null) and (known_at < %s or %s::timestamptz is null)
    order by handed_in_on, id
"""
STATES = """
    select control_id, from_day, state, counts_as from administration.control_state where company_id = %s order by from_day, id
"""
RISKS = """
    select r.id, r.code, r.name, u.name, r.owner_id, r.likelihood, r.impact, r.above_since
    from administration.risk r join core.app_user u on u.id = r.owner_id
    where r.company_id = %s and not r.is_closed and (r.id = %s or %s::bigint is null) order by r.code
"""
LINKS = "select risk_id, control_id, reduces_likelihood, reduces_impact from administration.risk_control where company_id = %s"

ACCEPTANCES = """
    select a.risk_id, a.score, a.from_day, a.valid_through, u.name from administration.risk_acceptance a
    join core.app_user u on u.id = a.accepted_by where a.company_id = %s order by a.risk_id, a.from_day, a.id
"""


@dataclass(frozen=True, slots=True)
class Control:
    """A control and the periods of its evidence."""

    id: int
    code: str
    name: str
    owner: str
    frequency: Any
    first_day: date
    due_days: int
    grace_days: int
    needs_proof: bool
    owner_id: int

    def periods_through(self, last: date) -> list[Period]:
        """Periods whose evidence is due by a day."""
        every = periods(self.frequency, self.first_day, self.due_days, self.grace_days)
        return list(takewhile(lambda period: period.due <= last, every))


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its controls."""

    id: int
    code: str
    name: str
    owner: str
    owner_id: int
    inherent: Score
    above_since: date | None
    controls: tuple[Reducing, ...]
    acceptances: tuple[Acceptance, ...] = ()

    def accepted_on(self, day: date) -> Acceptance | None:
        """Who took it upon the company then, at which score."""
        return in_force(self.acceptances, day)

    def standing_on(self, day: date, appetite: int) -> AcceptanceStanding:
        """Within the appetite, accepted, or above."""
        return accepted_standing(self.residual_on(day).score, appetite, self.accepted_on(day))

    def residual_on(self, day: date) -> Score:
        """After what works on a day."""
        return residual(self.inherent, self.controls, day)

    @property
    def target(self) -> Score:
        """When all controls work."""
        return target(self.inherent, self.controls)


async def controls(source: Work | Reader, number: int | None = None) -> list[Control]:
    """Controls in use."""
    return [Control(*row) for row in await rows_of(source, CONTROLS, source.scope.company, number, number)]


async def standings(
    source: Work | Reader, on: date, known_before: datetime | None = None, number: int | None = None
) -> list[tuple[Control, Standing]]:
    """Every control with how it stands on a day, as known before a moment."""
    came: dict[int, dict[str, date]] = defaultdict(dict)
    rows = await rows_of(source, EVIDENCE, source.scope.company, number, number, known_before, known_before)
    for control, period, day, _valid in rows:
        came[control].setdefault(period, day)
    return [(one, standing(one.periods_through(on), came[one.id], on)) for one in await controls(source, number)]


async def risks(source: Work | Reader, number: int | None = None) -> list[Risk]:
    """Risks in use, each with its controls, their states and their proofs."""
    company = source.scope.company
    states: dict[int, list[Working]] = defaultdict(list)
    for control, from_day, state, counts_as in await rows_of(source, STATES, company):
        states[control].append(Working(from_day, state, counts_as))
    proofs: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for control, _period, came, until in await rows_of(source, EVIDENCE, company, None, None, None, None):
        proofs[control].append((came, until))
    needing = {one.id for one in await controls(source) if one.needs_proof}
    reducing: dict[int, list[Reducing]] = defaultdict(list)
    for risk, control, likelihood, impact in await rows_of(source, LINKS, company):
        one = Reducing(likelihood, impact, tuple(states[control]), control in needing, tuple(proofs[control]))
        reducing[risk].append(one)
    accepted: dict[int, list[Acceptance]] = defaultdict(list)
    for risk, *facts in await rows_of(source, ACCEPTANCES, company):
        accepted[risk].append(Acceptance(*facts))
    rows = await rows_of(source, RISKS, company, number, number)
    return [
        Risk(id_, code, name, owner, owner_id, Score(likelihood, impact), above, tuple(reducing[id_]), tuple(accepted[id_]))
        for id_, code, name, owner, owner_id, likelihood, impact, above in rows
    ]


def bands_of(source: Work | Reader) -> Bands:
    """The company's bands and appetite."""
    low, medium, high, appetite = (
        int(source.house.setting(source.company, name)) for name in (RISK_LOW, RISK_MEDIUM, RISK_HIGH, RISK_APPETITE)
    )
    return Bands(low, medium, high, appetite)
