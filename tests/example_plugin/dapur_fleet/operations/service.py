"""Vehicles that drove far need service."""

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work
from dapur_fleet.settings import SERVICE_EVERY


class MarkDue(Form):
    """Nothing to say."""


class Marked(Result):
    """How many vehicles are due."""

    due: int


@operation("fleet.mark_due", title=_("Mark vehicles that need service"), permission="fleet.vehicle.manage")
async def mark_due(work: Work, form: MarkDue) -> Marked:
    """Mark every vehicle that has driven further than the company lets it go without service."""
    await work.run(
        "update fleet.vehicle set is_due = odometer_km - serviced_km >= %s where company_id = %s and status = 'active'"
        " and is_due <> (odometer_km - serviced_km >= %s)",
        work.setting(SERVICE_EVERY),
        work.scope.company,
        work.setting(SERVICE_EVERY),
    )
    due = await work.value("select count(*) from fleet.vehicle where company_id = %s and is_due", work.scope.company)
    return Marked(due=due)
