"""What base can do, a verb a file."""

from dapur_base.operations.decide_approval import approve, decline
from dapur_base.operations.delegate import delegate, end_delegation
from dapur_base.operations.remind_approvers import remind_approvers
from dapur_base.operations.request_approval import ask_approval, withdraw_approval
from dapur_base.operations.save_approval_policy import save_approval_policy
from dapur_base.operations.save_currency import save_currency
from dapur_base.operations.save_party import save_party
from dapur_base.operations.save_rate import save_rate

OPERATIONS = (
    save_party,
    save_currency,
    save_rate,
    ask_approval,
    approve,
    decline,
    withdraw_approval,
    delegate,
    end_delegation,
    save_approval_policy,
    remind_approvers,
)
