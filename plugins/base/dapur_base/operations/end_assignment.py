"""An assignment ends."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.assign_person import CONFLICTS, Place, clear_days
from dapur_base.rules.spans import DAY, Span


class EndAssignment(Form):
    """Which assignment, and its last day."""

    id: Annotated[int, Shown(_("Assignment"), reference="base.assignments")]
    last_day: Annotated[date, Shown(_("Last day"))]


class AssignmentEnded(Result):
    """Whose it was."""

    party: int


@operation(
    "base.end_assignment",
    title=_("End assignment"),
    permission="base.organisation.manage",
    audit_verb=_("ended the assignment"),
    conflicts=CONFLICTS,
)
async def end_assignment(work: Work, form: EndAssignment) -> AssignmentEnded:
    """Let an assignment end with a day. A last day before its first takes it back: then it never was."""
    row = await work.row(
        "select party_id, kind, unit_id, position_id, manager_id, reason, from_day, to_day from base.assignment"
        " where company_id = %s and id = %s and known_to is null for update",
        work.scope.company,
        form.id,
    )
    if row is None:
        raise NotFound(field="id")
    if row["to_day"] is not None and form.last_day >= row["to_day"]:
        raise Refused("BASE_ENDS_EARLIER", _("It ends on {day} already.").fill(day=row["to_day"]), field="last_day")
    first = max(row["from_day"], form.last_day + DAY)
    place = Place(row["kind"], row["unit_id"], row["position_id"], row["manager_id"], row["reason"])
    await clear_days(work, row["party_id"], row["kind"], Span(first, row["to_day"]), place)
    return AssignmentEnded(party=row["party_id"])
