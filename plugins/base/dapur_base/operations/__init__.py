"""What base can do, a verb a file."""

from dapur_base.operations.add_usual_units import add_usual_units
from dapur_base.operations.assign_person import assign_person
from dapur_base.operations.decide_approval import approve, decline
from dapur_base.operations.delegate import delegate, end_delegation
from dapur_base.operations.delete_conversion import delete_conversion
from dapur_base.operations.end_assignment import end_assignment
from dapur_base.operations.remind_approvers import remind_approvers
from dapur_base.operations.request_approval import ask_approval, withdraw_approval
from dapur_base.operations.save_approval_policy import save_approval_policy
from dapur_base.operations.save_conversion import save_conversion
from dapur_base.operations.save_currency import save_currency
from dapur_base.operations.save_organisation_unit import save_organisation_unit
from dapur_base.operations.save_party import save_party
from dapur_base.operations.save_position import save_position
from dapur_base.operations.save_rate import save_rate
from dapur_base.operations.save_unit import save_unit

OPERATIONS = (
    save_party,
    save_currency,
    save_rate,
    save_organisation_unit,
    save_position,
    assign_person,
    end_assignment,
    save_unit,
    save_conversion,
    delete_conversion,
    add_usual_units,
    ask_approval,
    approve,
    decline,
    withdraw_approval,
    delegate,
    end_delegation,
    save_approval_policy,
    remind_approvers,
)
