"""What follows from what happened elsewhere."""

from dapur.contract import EventHandler
from dapur.operations.work import Work
from dapur.services.switching import PluginSwitchedOn
from dapur_base.approvals import approval_of
from dapur_base.events import ApprovalDecided
from dapur_hr.approvable import LEAVE
from dapur_hr.operations.decide_leave import cancel, settle
from dapur_hr.operations.leave_of import locked_request
from dapur_hr.operations.payroll.after_posting import BookWaitingPayrolls, book_waiting_payrolls
from dapur_hr.person_steps import PERSON_STEPS


async def settle_leave(work: Work, event: ApprovalDecided) -> None:
    """Leave that was decided in the inbox takes effect. Decided on its own page, it has taken effect already."""
    if event.kind != LEAVE:
        return
    request = await locked_request(work, event.document)
    if request["state"] != "waiting":
        return
    if event.outcome == "withdrawn":
        await cancel(work, request)
        return
    reason = (await approval_of(work, LEAVE, event.document)).reason if event.outcome == "declined" else ""
    await settle(work, request, approved=event.outcome == "approved", answer=reason)


async def book_waiting(work: Work, event: PluginSwitchedOn) -> None:
    """Payrolls that were posted without a ledger are booked once there is one."""
    if event.plugin == "accounting":
        await book_waiting_payrolls.run(work, BookWaitingPayrolls())


HANDLERS = (
    EventHandler(ApprovalDecided, "after", settle_leave, "hr.settle_leave"),
    EventHandler(PluginSwitchedOn, "after", book_waiting, "hr.book_waiting"),
    *PERSON_STEPS,
)
