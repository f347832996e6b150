"""What can be done, a verb a file."""

from dapur_hr.operations.change_pay import change_pay
from dapur_hr.operations.end_employment import end_employment, take_end_back
from dapur_hr.operations.hire_employee import hire_employee, rehire_employee
from dapur_hr.operations.save_pay_component import save_pay_component

OPERATIONS = (hire_employee, rehire_employee, end_employment, take_end_back, save_pay_component, change_pay)
