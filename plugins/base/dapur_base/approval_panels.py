"""What waits for the reader's approval, on the home page."""

from dapur.contract import HomeTask, Panel, _
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_base.queries.approvals import APPROVALS_TO_DO

SHOWN = 5


async def tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """The oldest few, each with who asks; the rest is a click away."""
    rows = (await reader.page(APPROVALS_TO_DO, Wish(columns=("id", "title", "requested_by"), limit=SHOWN + 1))).dicts()
    found = [
        HomeTask(
            _("Approve: {title}").fill(title=row["title"]),
            f"base/approvals/{row['id']}",
            _("asked by {person}").fill(person=row["requested_by"]),
            icon="checklist",
        )
        for row in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        found.append(HomeTask(_("More waits for your approval"), "base/approvals", icon="checklist"))
    return found or None


APPROVAL_PANELS = (Panel("home.tasks", "base.approvals", _("Approvals"), "base.approval.decide", "", tasks, 5),)
