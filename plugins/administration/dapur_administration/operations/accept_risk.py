"""A risk above the appetite is taken upon the company for a time: by whoever may for its band, at the score that it has."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.controls import bands_of, risks
from dapur_administration.operations.save_risk import RISK

HIGHER = "administration.risk.accept"
"""The right to accept high and extreme risks."""


class AcceptRisk(Form):
    """A risk, until when it is accepted, and why."""

    id: RISK
    valid_through: Annotated[date, Shown(_("Accepted through"))]
    reason: Annotated[str, StringConstraints(min_length=3, max_length=500), Shown(_("Why it is accepted"), kind="note")]


class RiskAccepted(Result):
    """The acceptance, and the score that it is bound to."""

    id: int
    risk: int
    score: int


@operation(
    "administration.accept_risk",
    title=_("Accept risk"),
    permission="administration.risk.manage",
    audit_verb=_("accepted the risk"),
)
async def accept_risk(work: Work, form: AcceptRisk) -> RiskAccepted:
    """Accept a risk at the score that it has today. A higher score, or the day after the last, ends it by itself."""
    found = await risks(work, form.id)
    if not found:
        raise NotFound(field="id")
    bands, score = bands_of(work), found[0].residual_on(work.today).score
    if score <= bands.appetite:
        sentence = _("Its score is within what the company accepts. There is nothing to accept.")
        raise Refused("ADMINISTRATION_RISK_WITHIN", sentence, field="id")
    band = bands.of(score)
    if band in ("high", "extreme") and not work.scope.may(HIGHER):
        sentence = _(
            "A risk of this height is accepted by the direction alone. Ask somebody with the right to accept high risks."
        )
        raise Refused("ADMINISTRATION_BAND_TOO_HIGH", sentence, field="id", band=band)
    if form.valid_through < work.today:
        raise Refused("ADMINISTRATION_MOMENT_PAST", _("Choose a day that is still to come."), field="valid_through")
    made: int = await work.value(
        "insert into administration.risk_acceptance (company_id, risk_id, score, from_day, valid_through, reason)"
        " values (%s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.id, score, work.today, form.valid_through, form.reason),
    )
    return RiskAccepted(id=made, risk=form.id, score=score)
