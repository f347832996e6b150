"""What can be done, a verb a file."""

from dapur_hr.operations.change_assignment import change_assignment
from dapur_hr.operations.change_contract import change_contract
from dapur_hr.operations.change_leave import change_leave
from dapur_hr.operations.change_pay import change_pay
from dapur_hr.operations.complete_leaving import complete_leaving, complete_leaving_anyway
from dapur_hr.operations.correct_first_day import correct_first_day
from dapur_hr.operations.decide_leave import approve_leave, cancel_leave, decline_leave
from dapur_hr.operations.end_employment import end_employment, take_end_back
from dapur_hr.operations.give_leave import give_leave
from dapur_hr.operations.hire_employee import hire_employee, rehire_employee
from dapur_hr.operations.note_leave_balance import note_leave_balance
from dapur_hr.operations.payroll import PAYROLL_OPERATIONS
from dapur_hr.operations.request_leave import request_leave
from dapur_hr.operations.save_checklist_line import save_checklist_line
from dapur_hr.operations.save_leave_type import save_leave_type, set_leave_rule
from dapur_hr.operations.save_pay_component import save_pay_component
from dapur_hr.operations.save_personal import note_household, save_personal
from dapur_hr.operations.take_joint_leave import take_joint_leave
from dapur_hr.operations.take_steps import take_steps

PEOPLE = (
    hire_employee,
    rehire_employee,
    change_assignment,
    change_contract,
    correct_first_day,
    save_personal,
    note_household,
    end_employment,
    take_end_back,
)
PAY = (save_pay_component, change_pay)
LEAVE = (
    save_leave_type,
    set_leave_rule,
    give_leave,
    note_leave_balance,
    take_joint_leave,
    request_leave,
    approve_leave,
    decline_leave,
    cancel_leave,
    change_leave,
)
JOINING_AND_LEAVING = (save_checklist_line, take_steps, complete_leaving, complete_leaving_anyway)
OPERATIONS = (*PEOPLE, *JOINING_AND_LEAVING, *PAY, *LEAVE, *PAYROLL_OPERATIONS)
