"""Every morning: who must hand in evidence, and which risks rose above what is accepted, by themselves."""

from datetime import timedelta

from dapur.contract import Form, Result, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_administration.controls import Control, Risk, bands_of, controls, risks
from dapur_base.tasks import end_tasks, give_task

AHEAD = timedelta(days=14)
OPEN_TASK = (
    "select 1 from base.task where company_id = %s and document_plugin = 'administration' and document_address = %s"
    " and state = 'open' limit 1"
)


class Watch(Form):
    """No input: today decides."""


class Watched(Result):
    """How many tasks were given for evidence and for risks, and how many risks came back within what is accepted."""

    evidence: int
    risks: int
    calmed: int


@operation(
    "administration.watch",
    title=_("Watch controls and risks"),
    permission="administration.control.manage",
    audit_verb=_("watched controls and risks"),
)
async def watch(work: Work, _form: Watch) -> Watched:
    """Give owners of controls a task for evidence that comes due, and owners of risks one when theirs rises. Safe to repeat."""
    asked = 0
    for control in await controls(work):
        asked += await _ask_for_evidence(work, control)
    bands, rose, calmed = bands_of(work), 0, 0
    for risk in await risks(work):
        above = risk.standing_on(work.today, bands.appetite) == "above"
        if above and risk.above_since is None:
            await _rose(work, risk)
            rose += 1
        elif not above and risk.above_since is not None:
            await _set_above(work, risk, False)
            await end_tasks(work, f"administration/risks/{risk.id}")
            calmed += 1
    return Watched(evidence=asked, risks=rose, calmed=calmed)


async def _ask_for_evidence(work: Work, control: Control) -> bool:
    address = f"administration/controls/{control.id}"
    near = control.periods_through(work.today + AHEAD)
    rows = await work.rows(
        "select period from administration.evidence where company_id = %s and control_id = %s", work.scope.company, control.id
    )
    came = {row["period"] for row in rows}
    missing = next((period for period in near if period.name not in came), None)
    if missing is None or await work.value(OPEN_TASK, work.scope.company, address):
        return False
    what = translate(_("Evidence {period}: {control}").fill(period=missing.name, control=control.name), work.company.language)
    await give_task(work, what[:200], control.owner_id, title=control.code, address=address, due=missing.due)
    return True


async def _rose(work: Work, risk: Risk) -> None:
    await _set_above(work, risk, True)
    what = translate(_("Risk above what is accepted: {risk}").fill(risk=risk.name), work.company.language)
    await give_task(work, what[:200], risk.owner_id, title=risk.code, address=f"administration/risks/{risk.id}", due_in=5)


async def _set_above(work: Work, risk: Risk, above: bool) -> None:
    await work.run(
        "update administration.risk set above_since = %s, version = version + 1 where company_id = %s and id = %s",
        work.today if above else None,
        work.scope.company,
        risk.id,
    )
