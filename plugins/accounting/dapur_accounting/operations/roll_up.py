"""Roll the kept balances up, so that statements stay fast however old the books are."""

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work


class RollUp(Form):
    """Nothing to say."""


class RolledUp(Result):
    """How many deltas became sums."""

    moved: int


@operation(
    "accounting.roll_up", title=_("Roll balances up"), permission="accounting.entry.post", audit_verb=_("rolled balances up")
)
async def roll_up(work: Work, form: RollUp) -> RolledUp:
    """Add what was posted lately to the sums per day, month and year. Changes no figure."""
    return RolledUp(moved=await work.value("select accounting.roll_up(%s)", work.scope.company))
