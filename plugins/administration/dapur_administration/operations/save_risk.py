"""Risks: how likely, how bad, which controls reduce them."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_control import CONTROL, NO_COLLEAGUE, NOTE, PERSON
from dapur_administration.operations.save_office import CODE, NAME, Saved, save_row
from dapur_administration.settings import RISK_SCALE

RISK = Annotated[int, Shown(_("Risk"), reference="administration.risks")]
STEP = Annotated[int, Field(ge=1, le=10)]


class SaveRisk(Form):
    """A risk before any control. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name: Annotated[NAME, Shown(_("Risk"), width="wide")]
    owner_id: PERSON
    likelihood: Annotated[STEP, Shown(_("Likelihood"), hint=_("Before any control; 1 is the lowest"))]
    impact: Annotated[STEP, Shown(_("Impact"), hint=_("Before any control; 1 is the lowest"))]
    note: NOTE = ""
    is_closed: Annotated[bool, Shown(_("No longer watched"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "administration.save_risk",
    title=_("Save risk"),
    permission="administration.risk.manage",
    audit_verb=_("saved the risk"),
    conflicts={
        "risk_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another.")),
        "risk_company_id_owner_id_fkey": NO_COLLEAGUE,
    },
)
async def save_risk(work: Work, form: SaveRisk) -> Saved:
    """Add or change a risk. What is left of it follows from its controls."""
    scale = int(work.setting(RISK_SCALE))
    for name in ("likelihood", "impact"):
        if getattr(form, name) > scale:
            sentence = _("The scale goes from 1 to {scale}. Choose a step of it.").fill(scale=scale)
            raise Refused("ADMINISTRATION_BEYOND_SCALE", sentence, field=name)
    return await save_row(work, "administration.risk", form.id, form.version, form.model_dump(exclude={"id", "version"}))


class ReduceRisk(Form):
    """A risk, a control, and by how many steps the control reduces it when it works."""

    risk_id: RISK
    control_id: CONTROL
    reduces_likelihood: Annotated[int, Field(ge=0, le=9), Shown(_("Steps less likely"))] = 0
    reduces_impact: Annotated[int, Field(ge=0, le=9), Shown(_("Steps less impact"))] = 0


class RiskReduced(Result):
    """The link."""

    id: int
    risk: int


@operation(
    "administration.reduce_risk",
    title=_("Add control"),
    permission="administration.risk.manage",
    audit_verb=_("set a control of the risk"),
    conflicts={
        "risk_control_company_id_risk_id_fkey": (
            "risk_id", "ADMINISTRATION_RISK_UNKNOWN", _("There is no such risk. Choose one from the list.")
        ),
        "risk_control_company_id_control_id_fkey": (
            "control_id", "ADMINISTRATION_CONTROL_UNKNOWN", _("There is no such control. Choose one from the list.")
        ),
    },
)  # fmt: skip
async def reduce_risk(work: Work, form: ReduceRisk) -> RiskReduced:
    """Say that a control reduces a risk, or by how much it does now."""
    if not form.reduces_likelihood + form.reduces_impact:
        sentence = _("Say by how many steps the control reduces likelihood or impact.")
        raise Refused("ADMINISTRATION_REDUCES_NOTHING", sentence, field="reduces_likelihood")
    made = await work.value(
        "insert into administration.risk_control (company_id, risk_id, control_id, reduces_likelihood, reduces_impact)"
        " values (%s, %s, %s, %s, %s) on conflict (company_id, risk_id, control_id) do update set"
        " reduces_likelihood = excluded.reduces_likelihood, reduces_impact = excluded.reduces_impact,"
        " version = risk_control.version + 1 returning id",
        work.scope.company,
        form.risk_id,
        form.control_id,
        form.reduces_likelihood,
        form.reduces_impact,
    )
    if made is None:
        raise NotFound(field="risk_id")
    return RiskReduced(id=made, risk=form.risk_id)
